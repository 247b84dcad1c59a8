package dev.concilia.api.admin;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.RequestBody;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Business;
import dev.concilia.business.Deeds;
import dev.concilia.business.Openings;
import dev.concilia.device.DeviceKeys;
import dev.concilia.device.Devices;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.KeyId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Opens businesses, enrols devices, hands out keys. Source: the protocol's "Administration over HTTP". */
@RestController
class AdminController {
    private final RequestBody bodies;
    private final Openings openings;
    private final InvitationAnswer answer;
    private final Devices devices;
    private final DeviceKeys keys;
    private final AuditLog audit;

    AdminController(
            RequestBody bodies,
            Openings openings,
            InvitationAnswer answer,
            Devices devices,
            DeviceKeys keys,
            AuditLog audit) {
        this.bodies = bodies;
        this.openings = openings;
        this.answer = answer;
        this.devices = devices;
        this.keys = keys;
        this.audit = audit;
    }

    record NewBusiness(String id, String name, String token, InvitationAnswer.@Nullable NewInvitation invitation) {}

    record NewDevice(String id, String name, String apiKey, Instant expiresAt) {}

    record NewKey(String id, String apiKey, Instant expiresAt) {}

    @PostMapping("/api/admin/businesses")
    @ResponseStatus(HttpStatus.CREATED)
    NewBusiness createBusiness(@AuthenticationPrincipal ApiCaller caller, HttpServletRequest request) {
        AdminBody body = AdminBody.of(bodies.object(request), "name", "ownerEmail", "timezone", "locale", "currency");
        String email = body.required("ownerEmail");
        String name = body.required("name");
        ZoneId zone = orElse(body, "timezone", "America/Mexico_City", ZoneId::of);
        Locale locale = orElse(body, "locale", "es", AdminController::language);
        String currency = orElse(body, "currency", "MXN", AdminController::currency);
        Openings.Opened opened =
                openings.open(Actors.person(caller), new Openings.Wanted(email, name, zone, locale, currency));
        Business business = opened.business();
        return new NewBusiness(
                business.id().toString(),
                business.name(),
                opened.token(),
                opened.invitation()
                        .map(issued -> answer.of(business.id(), issued, request))
                        .orElse(null));
    }

    @PostMapping("/api/admin/devices")
    @ResponseStatus(HttpStatus.CREATED)
    NewDevice createDevice(@AuthenticationPrincipal ApiCaller caller, HttpServletRequest request) {
        AdminBody body = AdminBody.of(bodies.object(request), "name", "kind", "externalId", "location");
        Devices.Enrolled enrolled = devices.enrol(
                caller.business(),
                new Devices.Enrolment(
                        body.required("name"),
                        body.required("kind"),
                        body.optional("externalId"),
                        body.optional("location")));
        audit.record(
                caller.business(),
                Actors.of(caller),
                Deeds.DEVICE_ENROL,
                enrolled.id().toString(),
                Map.of("name", enrolled.name()));
        return new NewDevice(
                enrolled.id().toString(),
                enrolled.name(),
                enrolled.key().apiKey(),
                enrolled.key().expiresAt());
    }

    @PostMapping("/api/admin/keys")
    @ResponseStatus(HttpStatus.CREATED)
    NewKey createKey(@AuthenticationPrincipal ApiCaller caller, HttpServletRequest request) {
        AdminBody body = AdminBody.of(bodies.object(request), "name");
        String name = body.required("name");
        return answer(caller, Deeds.KEY_ISSUE, keys.issueForBusiness(caller.business(), name));
    }

    @PostMapping("/api/admin/devices/{id}/keys")
    @ResponseStatus(HttpStatus.CREATED)
    NewKey rotate(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return answer(caller, Deeds.KEY_ROTATE, keys.rotate(caller.business(), Parameters.known(id, DeviceId::of)));
    }

    @DeleteMapping("/api/admin/keys/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        keys.revoke(caller.business(), Parameters.known(id, KeyId::of));
        audit.record(caller.business(), Actors.of(caller), Deeds.KEY_REVOKE, id, Map.of());
    }

    private NewKey answer(ApiCaller caller, String action, DeviceKeys.IssuedKey key) {
        audit.record(caller.business(), Actors.of(caller), action, key.id().toString(), Map.of());
        return new NewKey(key.id().toString(), key.apiKey(), key.expiresAt());
    }

    private static <T> T orElse(AdminBody body, String name, String otherwise, Function<String, T> reader) {
        String text = body.optional(name);
        return Parameters.parsed(name, text == null ? otherwise : text, reader);
    }

    private static Locale language(String code) {
        if (!List.of("es", "pt", "en").contains(code)) {
            throw new IllegalArgumentException(code);
        }
        return Locale.of(code);
    }

    private static String currency(String code) {
        return Currency.getInstance(code).getCurrencyCode();
    }
}
