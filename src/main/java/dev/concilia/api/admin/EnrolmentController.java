package dev.concilia.api.admin;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.RequestBody;
import dev.concilia.business.HubAddress;
import dev.concilia.device.DeviceKeys;
import dev.concilia.device.Devices;
import dev.concilia.device.Enrolments;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One-time codes for devices, and the keys that devices have. */
@RestController
class EnrolmentController {
    private final RequestBody bodies;
    private final Enrolments enrolments;
    private final Devices devices;
    private final DeviceKeys keys;
    private final HubAddress address;

    EnrolmentController(
            RequestBody bodies, Enrolments enrolments, Devices devices, DeviceKeys keys, HubAddress address) {
        this.bodies = bodies;
        this.enrolments = enrolments;
        this.devices = devices;
        this.keys = keys;
        this.address = address;
    }

    record NewCode(String id, String code, String link, Instant expiresAt) {}

    record OpenCode(
            String id,
            String name,
            String kind,
            @Nullable String location,
            @Nullable String deviceId,
            String createdBy,
            Instant createdAt,
            Instant expiresAt) {
        static OpenCode of(Enrolments.Open open) {
            return new OpenCode(
                    open.id().toString(),
                    open.wanted().name(),
                    open.wanted().kind(),
                    open.wanted().location(),
                    open.device() == null ? null : open.device().toString(),
                    open.createdBy(),
                    open.createdAt(),
                    open.expiresAt());
        }
    }

    record KeyRow(
            String id,
            String name,
            String prefix,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {
        static KeyRow of(DeviceKeys.Key key) {
            return new KeyRow(
                    key.id().toString(),
                    key.name(),
                    key.prefix(),
                    key.createdAt(),
                    key.expiresAt(),
                    key.lastUsedAt(),
                    key.revokedAt());
        }
    }

    @PostMapping("/api/admin/enrolments")
    @ResponseStatus(HttpStatus.CREATED)
    NewCode forNewDevice(@AuthenticationPrincipal ApiCaller caller, HttpServletRequest request) {
        AdminBody body = AdminBody.of(bodies.object(request), "name", "kind", "externalId", "location");
        return answer(
                request,
                enrolments.forNewDevice(
                        caller.business(),
                        Actors.of(caller),
                        new Devices.Enrolment(
                                body.required("name"),
                                body.required("kind"),
                                body.optional("externalId"),
                                body.optional("location"))));
    }

    @PostMapping("/api/admin/devices/{id}/enrolments")
    @ResponseStatus(HttpStatus.CREATED)
    NewCode forDevice(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id, HttpServletRequest request) {
        DeviceId device = Parameters.known(id, DeviceId::of);
        return answer(request, enrolments.forDevice(caller.business(), Actors.of(caller), device));
    }

    @GetMapping("/api/admin/enrolments")
    Map<String, List<OpenCode>> open(@AuthenticationPrincipal ApiCaller caller) {
        return Map.of(
                "enrolments",
                enrolments.open(caller.business()).stream().map(OpenCode::of).toList());
    }

    @DeleteMapping("/api/admin/enrolments/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        enrolments.withdraw(caller.business(), Actors.of(caller), Parameters.known(id, UUID::fromString));
    }

    @GetMapping("/api/admin/devices/{id}/keys")
    Map<String, List<KeyRow>> keys(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        DeviceId device = Parameters.known(id, DeviceId::of);
        if (devices.find(caller.business(), device).isEmpty()) {
            throw new ProblemException(ProblemCode.NOT_FOUND);
        }
        return Map.of(
                "keys",
                keys.of(caller.business(), device).stream().map(KeyRow::of).toList());
    }

    private NewCode answer(HttpServletRequest request, Enrolments.Issued issued) {
        String origin = address.origin(URI.create(request.getRequestURL().toString()));
        return new NewCode(
                issued.id().toString(), issued.code(), Enrolments.link(origin, issued.code()), issued.expiresAt());
    }
}
