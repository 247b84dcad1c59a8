package dev.concilia.api.terminal;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.IdempotentRequests;
import dev.concilia.api.Machines;
import dev.concilia.api.Reply;
import dev.concilia.api.RequestBody;
import dev.concilia.api.WriteCall;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Caller;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.Conflicts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /api/sync/resolve}: a person at a terminal settles a conflict of the terminal's business. It is audited as done
 * by that device.
 */
@RestController
class ResolveController {
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_NOTE = 2_000;

    private final RequestBody bodies;
    private final Machines machines;
    private final IdempotentRequests idempotent;
    private final Conflicts conflicts;
    private final AuditLog audit;

    ResolveController(
            RequestBody bodies, Machines machines, IdempotentRequests idempotent, Conflicts conflicts, AuditLog audit) {
        this.bodies = bodies;
        this.machines = machines;
        this.idempotent = idempotent;
        this.conflicts = conflicts;
        this.audit = audit;
    }

    @PostMapping("/api/sync/resolve")
    void resolve(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        ObjectNode body = bodies.object(request);
        String id = TerminalBody.text(body, "conflictId", LONGEST_ID);
        Conflicts.Wish wish = new Conflicts.Wish(
                resolution(body),
                TerminalBody.object(body, "resolvedData"),
                body.has("note") ? TerminalBody.text(body, "note", LONGEST_NOTE) : null);
        Caller caller = machines.caller(machine, request, body);
        idempotent.once(new WriteCall(machine, caller, request, response, body), operation -> {
            Conflicts.Settled settled = conflicts.resolve(caller, known(id), wish);
            audit.record(
                    machine.business(),
                    actor(machine, caller),
                    Deeds.CONFLICT_RESOLVE,
                    settled.conflict().toString(),
                    Map.of("resolution", wish.resolution().name()));
            return Reply.ok(out -> {
                out.writeStartObject();
                out.writeBooleanProperty("success", true);
                out.writeStringProperty("conflictId", settled.conflict().toString());
                out.writeNumberProperty("version", settled.record().version());
                out.writeNumberProperty("syncVersion", settled.record().version());
                out.writeName("data");
                out.writeTree(settled.record().data());
                out.writeEndObject();
            });
        });
    }

    private static Conflict.Resolution resolution(ObjectNode body) {
        String word = TerminalBody.text(body, "resolution", LONGEST_ID);
        for (Conflict.Resolution resolution : Conflict.Resolution.values()) {
            if (resolution.name().equals(word)) {
                return resolution;
            }
        }
        throw new ProblemException(
                ProblemCode.VALIDATION_FAILED,
                Map.of("fields", List.of(new FieldError("resolution", "enum", FieldText.RESOLUTION))),
                "resolution");
    }

    /** An id that is none is an id that is not there. */
    private static UUID known(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.NOT_FOUND);
        }
    }

    private static String actor(ApiCaller.Machine machine, Caller caller) {
        @Nullable Object device = caller.device();
        return device == null ? "key:" + machine.key().key() : "device:" + device;
    }
}
