package dev.concilia.api.terminal;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.IdempotentRequests;
import dev.concilia.api.Machines;
import dev.concilia.api.Reply;
import dev.concilia.api.RequestBody;
import dev.concilia.api.WriteCall;
import dev.concilia.device.Presence;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.Caller;
import dev.concilia.sync.PushAnswer;
import dev.concilia.sync.SyncLog;
import dev.concilia.sync.SyncService;
import dev.concilia.sync.SyncType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /api/sync/push}: what waits in a terminal's outbox. Source: the dialects page, "terminal". */
@RestController
class PushController {
    private final RequestBody bodies;
    private final Machines machines;
    private final IdempotentRequests idempotent;
    private final SyncService sync;
    private final ResultWriter results;
    private final SyncLog log;

    PushController(
            RequestBody bodies,
            Machines machines,
            IdempotentRequests idempotent,
            SyncService sync,
            ResultWriter results,
            SyncLog log) {
        this.bodies = bodies;
        this.machines = machines;
        this.idempotent = idempotent;
        this.sync = sync;
        this.results = results;
        this.log = log;
    }

    @PostMapping("/api/sync/push")
    void push(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        log.noting(SyncType.TERMINAL_PUSH, machine.business(), machine.key().device(), call -> {
            ObjectNode body = bodies.object(request);
            List<Change> changes = TerminalBody.changes(body);
            Caller caller = machines.caller(machine, request, body);
            DeviceId terminal = Objects.requireNonNull(caller.device()); // the body names it
            call.by(terminal);
            idempotent.once(new WriteCall(machine, caller, request, response, body), id -> {
                PushAnswer answer = sync.push(caller, Change.operations(changes, terminal), null);
                machines.pushed(machine, caller, Presence.Report.NONE);
                call.affected(answer.written());
                boolean settled = answer.results().stream()
                        .allMatch(result -> result.outcome().success());
                return Reply.ok(out -> results.write(out, changes, answer, request))
                        .keptIf(settled);
            });
            return call;
        });
    }
}
