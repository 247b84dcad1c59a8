package dev.concilia.api.engine;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.IdempotentRequests;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.Machines;
import dev.concilia.api.Reply;
import dev.concilia.api.RequestBody;
import dev.concilia.api.WriteCall;
import dev.concilia.device.Presence;
import dev.concilia.device.Vocabulary;
import dev.concilia.sync.Caller;
import dev.concilia.sync.ChangeFeed;
import dev.concilia.sync.FeedPage;
import dev.concilia.sync.Operation;
import dev.concilia.sync.PushAnswer;
import dev.concilia.sync.SyncLog;
import dev.concilia.sync.SyncService;
import dev.concilia.sync.SyncType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /api/sync/batch} and {@code GET /api/sync/changes}. */
@RestController
class SyncController {
    private final RequestBody bodies;
    private final Machines machines;
    private final IdempotentRequests idempotent;
    private final SyncService sync;
    private final ChangeFeed feed;
    private final AnswerWriter answers;
    private final PullParameters parameters;
    private final Vocabulary vocabulary;
    private final SyncLog log;

    SyncController(
            RequestBody bodies,
            Machines machines,
            IdempotentRequests idempotent,
            SyncService sync,
            ChangeFeed feed,
            AnswerWriter answers,
            PullParameters parameters,
            Vocabulary vocabulary,
            SyncLog log) {
        this.bodies = bodies;
        this.machines = machines;
        this.idempotent = idempotent;
        this.sync = sync;
        this.feed = feed;
        this.answers = answers;
        this.parameters = parameters;
        this.vocabulary = vocabulary;
        this.log = log;
    }

    @PostMapping("/api/sync/batch")
    void push(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        log.noting(SyncType.BATCH_PUSH, machine.business(), machine.key().device(), call -> {
            ObjectNode body = bodies.object(request);
            List<Operation> operations = OperationReader.batch(body);
            Caller caller = machines.caller(machine, request, body);
            call.by(caller.device());
            idempotent.once(
                    new WriteCall(machine, caller, request, response, body),
                    id -> call.watching(() -> {
                        PushAnswer answer = push(machine, caller, operations, body, call.startedAt());
                        call.succeeded(answer.written());
                        Map<String, String> names = parameters.ownNames(caller.business(), operations);
                        if (caller.device() != null) {
                            vocabulary.learn(caller.business(), caller.device(), names);
                        }
                        return Reply.ok(out -> answers.push(out, answer, names, request))
                                .keptIf(settled(answer));
                    }));
            call.answered(response.getStatus());
            return call;
        });
    }

    private PushAnswer push(
            ApiCaller.Machine machine, Caller caller, List<Operation> operations, ObjectNode body, Instant startedAt) {
        Instant deviceTime = OperationReader.time(body.path("deviceTime"));
        PushAnswer answer = sync.push(caller, operations, deviceTime);
        machines.pushed(
                machine,
                caller,
                new Presence.Report(
                        startedAt, count(body, "pending"), count(body, "failed"), deviceTime, Presence.Beat.NONE));
        return answer;
    }

    /** What failed, was rejected or is in conflict may end otherwise when it is sent again. */
    private static boolean settled(PushAnswer answer) {
        return answer.results().stream().allMatch(result -> result.outcome().success());
    }

    @GetMapping("/api/sync/changes")
    void pull(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        record Read(FeedPage page, Map<String, String> names) {}
        Read read = log.noting(
                SyncType.CHANGES_PULL, machine.business(), machine.key().device(), call -> {
                    Caller caller = machines.caller(machine, request, null);
                    call.by(caller.device());
                    FeedPage page = feed.pull(caller, parameters.read(caller.business(), request));
                    call.affected(page.changes().size());
                    machines.pulled(machine, caller);
                    return new Read(page, names(caller, request));
                });
        JsonAnswer.write(response, out -> answers.pull(out, read.page(), read.names()));
    }

    /** As the call names them; one that names none is answered in the names that the device pushes by. */
    private Map<String, String> names(Caller caller, HttpServletRequest request) {
        return caller.device() == null || request.getParameter("entities") != null
                ? parameters.names(caller.business(), request)
                : vocabulary.of(caller.business(), caller.device());
    }

    private static @Nullable Integer count(ObjectNode body, String field) {
        JsonNode count = body.path(field);
        return count.isIntegralNumber() && count.canConvertToInt() && count.intValue() >= 0 ? count.intValue() : null;
    }
}
