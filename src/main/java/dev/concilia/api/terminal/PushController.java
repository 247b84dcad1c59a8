package dev.concilia.api.terminal;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.IdempotentRequests;
import dev.concilia.api.Machines;
import dev.concilia.api.Reply;
import dev.concilia.api.RequestBody;
import dev.concilia.api.WriteCall;
import dev.concilia.catalog.Catalog;
import dev.concilia.device.Presence;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.Action;
import dev.concilia.sync.Caller;
import dev.concilia.sync.Operation;
import dev.concilia.sync.Profiles;
import dev.concilia.sync.PushAnswer;
import dev.concilia.sync.RecordKey;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import dev.concilia.sync.SyncLog;
import dev.concilia.sync.SyncService;
import dev.concilia.sync.SyncType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
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
    private final Records records;
    private final Profiles profiles;
    private final ResultWriter results;
    private final SyncLog log;

    PushController(
            RequestBody bodies,
            Machines machines,
            IdempotentRequests idempotent,
            SyncService sync,
            Records records,
            Profiles profiles,
            ResultWriter results,
            SyncLog log) {
        this.bodies = bodies;
        this.machines = machines;
        this.idempotent = idempotent;
        this.sync = sync;
        this.records = records;
        this.profiles = profiles;
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
                List<Operation> operations = Change.operations(changes, terminal, held(caller, changes));
                PushAnswer answer = sync.push(caller, operations, null);
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

    private ToLongFunction<Change> held(Caller caller, List<Change> changes) {
        Catalog catalog = profiles.of(caller.business()).catalog();
        Function<Change, Optional<RecordKey>> key =
                change -> catalog.find(change.entityType()).map(type -> new RecordKey(type.name(), change.entityId()));
        List<RecordKey> based = changes.stream()
                .filter(change -> change.action() != Action.INSERT && change.syncVersion() > 0)
                .filter(change -> change.entityId().indexOf('\0') < 0) // no database holds one: it fails alone, later
                .flatMap(change -> key.apply(change).stream())
                .toList();
        Map<RecordKey, RecordState> there = records.known(caller.business(), based);
        return change ->
                key.apply(change).map(there::get).map(RecordState::version).orElse(0L);
    }
}
