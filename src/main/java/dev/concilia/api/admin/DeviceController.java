package dev.concilia.api.admin;

import dev.concilia.api.ApiCaller;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.device.Badge;
import dev.concilia.device.Cause;
import dev.concilia.device.Device;
import dev.concilia.device.Devices;
import dev.concilia.device.RollUp;
import dev.concilia.device.Triggers;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** How the devices stand, and asking them to sync now. */
@RestController
class DeviceController {
    private static final String BY_HAND = "MANUAL";

    private final Devices devices;
    private final Triggers triggers;
    private final AuditLog audit;

    DeviceController(Devices devices, Triggers triggers, AuditLog audit) {
        this.devices = devices;
        this.triggers = triggers;
        this.audit = audit;
    }

    /** {@code badge} is the business's, {@code because} names a few of the devices that gave it. */
    record DeviceList(Badge badge, List<Because> because, List<Place> locations, List<DeviceRow> devices) {}

    record Place(@Nullable String name, Badge badge, int devices, List<Because> because) {
        static Place of(RollUp.Place place) {
            return new Place(
                    place.name(),
                    place.badge(),
                    place.devices(),
                    place.because().stream().map(Because::of).toList());
        }
    }

    record Because(
            String deviceId,
            String name,
            Cause.Kind cause,
            long number,
            @Nullable Instant since) {
        static Because of(RollUp.Because because) {
            Cause cause = because.cause();
            return new Because(
                    because.device().id().toString(),
                    because.device().name(),
                    cause.kind(),
                    cause.number(),
                    cause.since());
        }
    }

    record DeviceRow(
            String id,
            String name,
            String kind,
            @Nullable String externalId,
            @Nullable String location,
            Badge badge,
            List<Cause> causes,
            @Nullable String status,
            @Nullable String version,
            @Nullable Instant lastSeenAt,
            @Nullable Integer pending,
            @Nullable Integer failed,
            int conflicts,
            @Nullable Instant oldestPendingAt,
            @Nullable Long clockSkewMs,
            @Nullable JsonNode tables,
            @Nullable Instant keyExpiresAt) {
        static DeviceRow of(Device device) {
            String tables = device.state().tables();
            return new DeviceRow(
                    device.id().toString(),
                    device.name(),
                    device.kind(),
                    device.externalId(),
                    device.location(),
                    device.badge(),
                    device.causes(),
                    device.state().status(),
                    device.version(),
                    device.state().lastSeenAt(),
                    device.state().pending(),
                    device.state().failed(),
                    device.state().openConflicts(),
                    device.state().oldestPendingAt(),
                    device.state().clockSkewMs(),
                    tables == null ? null : Json.mapper().readTree(tables),
                    device.keyExpiresAt());
        }
    }

    @GetMapping("/api/admin/devices")
    DeviceList list(@AuthenticationPrincipal ApiCaller caller) {
        List<Device> all = devices.list(caller.business());
        RollUp rollUp = RollUp.of(all);
        return new DeviceList(
                rollUp.badge(),
                rollUp.because().stream().map(Because::of).toList(),
                rollUp.locations().stream().map(Place::of).toList(),
                all.stream().map(DeviceRow::of).toList());
    }

    @PostMapping("/api/admin/devices/{id}/trigger")
    Triggers.Asked trigger(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        DeviceId device = Parameters.known(id, DeviceId::of);
        return audited(caller, device.toString(), triggers.request(caller.business(), device, BY_HAND));
    }

    @PostMapping("/api/admin/devices/trigger")
    Triggers.Asked triggerAll(@AuthenticationPrincipal ApiCaller caller) {
        return audited(caller, "all", triggers.requestAll(caller.business(), BY_HAND));
    }

    private Triggers.Asked audited(ApiCaller caller, String subject, Triggers.Asked asked) {
        audit.record(
                caller.business(),
                Actors.of(caller),
                Deeds.DEVICE_TRIGGER,
                subject,
                Map.of(
                        "triggered", String.valueOf(asked.triggered()),
                        "offline", String.valueOf(asked.offline().size())));
        return asked;
    }
}
