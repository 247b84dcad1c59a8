package dev.concilia.api.admin;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.IdempotentRequests;
import dev.concilia.api.Reply;
import dev.concilia.api.RequestBody;
import dev.concilia.api.WriteCall;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Businesses;
import dev.concilia.business.Deeds;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Profiles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An owner's own rules: the catalog's overrides and the choices of the business. */
@RestController
class SettingsController {
    private final RequestBody bodies;
    private final IdempotentRequests idempotent;
    private final Businesses businesses;
    private final Profiles profiles;
    private final AuditLog audit;

    SettingsController(
            RequestBody bodies,
            IdempotentRequests idempotent,
            Businesses businesses,
            Profiles profiles,
            AuditLog audit) {
        this.bodies = bodies;
        this.idempotent = idempotent;
        this.businesses = businesses;
        this.profiles = profiles;
        this.audit = audit;
    }

    record SettingsAnswer(ObjectNode settings, long version) {}

    @GetMapping("/api/admin/settings")
    SettingsAnswer settings(@AuthenticationPrincipal ApiCaller caller) {
        Businesses.Settings settings = businesses.settings(caller.business());
        return new SettingsAnswer(settings.values(), settings.version());
    }

    @PutMapping("/api/admin/settings")
    void change(
            @AuthenticationPrincipal ApiCaller.Person person,
            HttpServletRequest request,
            HttpServletResponse response) {
        ObjectNode body = bodies.object(request);
        WriteCall call = new WriteCall(person, ConflictController.caller(person), request, response, body);
        idempotent.once(call, operation -> {
            SettingsAnswer now = changed(person, body);
            return Reply.ok(out -> out.writePOJO(now));
        });
    }

    /** Once by itself, without the operation id: the version that was read is gone after it. */
    private SettingsAnswer changed(ApiCaller.Person person, ObjectNode body) {
        AdminBody.of(body, "settings", "version");
        JsonNode version = body.path("version");
        if (!version.isIntegralNumber() || !version.canConvertToLong()) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, "version");
        }
        if (!(body.get("settings") instanceof ObjectNode settings)) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, "settings");
        }
        ObjectNode before = businesses.settings(person.business()).values();
        long now = profiles.change(person.business(), settings, version.longValue())
                .version();
        audit.record(
                person.business(),
                Actors.of(person),
                Deeds.SETTINGS_CHANGE,
                person.business().toString(),
                Map.of("before", before.toString(), "after", settings.toString()));
        return new SettingsAnswer(settings, now);
    }
}
