package dev.concilia.api.engine;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.BodyCheck;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.Machines;
import dev.concilia.api.RequestBody;
import dev.concilia.kernel.Json;
import dev.concilia.sync.Caller;
import dev.concilia.sync.FeedPage;
import dev.concilia.sync.Recovery;
import dev.concilia.sync.SyncLog;
import dev.concilia.sync.SyncType;
import dev.concilia.sync.reconcile.MismatchJson;
import dev.concilia.sync.reconcile.Reconciler;
import dev.concilia.sync.reconcile.Run;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/sync/reconcile}: summary, comparison, buckets, history; and {@code /api/sync/records}. */
@RestController
@RequestMapping("/api/sync")
class ReconcileController {
    private static final int LONGEST_MACHINE = 128;

    private final RequestBody bodies;
    private final Machines machines;
    private final Reconciler reconciler;
    private final ReconcileReader reader;
    private final AnswerWriter answers;
    private final SyncLog log;
    private final Recovery recovery;

    ReconcileController(
            RequestBody bodies,
            Machines machines,
            Reconciler reconciler,
            ReconcileReader reader,
            AnswerWriter answers,
            SyncLog log,
            Recovery recovery) {
        this.bodies = bodies;
        this.machines = machines;
        this.reconciler = reconciler;
        this.reader = reader;
        this.answers = answers;
        this.log = log;
        this.recovery = recovery;
    }

    @GetMapping("/reconcile")
    void summary(@AuthenticationPrincipal ApiCaller.Machine machine, HttpServletResponse response) {
        ObjectNode answer = success();
        ArrayNode tables = answer.putArray("serverSummary");
        reconciler.summary(machine.business()).forEach(summary -> {
            ObjectNode table = tables.addObject().put("table", summary.table());
            table.setAll(MismatchJson.of(summary));
        });
        JsonAnswer.write(response, out -> out.writeTree(answer));
    }

    @PostMapping("/reconcile")
    void compare(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        Reconciler.Compared compared = log.noting(
                SyncType.RECONCILE,
                machine.business(),
                machine.key().device(),
                call -> compare(machine, request, call));
        ObjectNode answer = success().put("isConsistent", compared.consistent());
        answer.set("mismatches", MismatchJson.of(compared.mismatches()));
        answer.put("runId", compared.runId());
        JsonAnswer.write(response, out -> out.writeTree(answer));
    }

    private Reconciler.Compared compare(ApiCaller.Machine machine, HttpServletRequest request, SyncLog.Call call) {
        ObjectNode body = bodies.object(request);
        var summary = reader.clientSummary(body);
        Caller caller = machines.caller(machine, request, body);
        call.by(caller.device());
        Reconciler.Compared compared = reconciler.compare(
                caller, BodyCheck.optionalText(body, "machineId", "machineId", LONGEST_MACHINE), summary);
        call.affected(compared.mismatches().size());
        machines.pulled(machine, caller);
        return compared;
    }

    @PostMapping("/reconcile/buckets")
    void buckets(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        ObjectNode body = bodies.object(request);
        Map<String, Map<String, Long>> differing = reconciler.differing(
                machines.caller(machine, request, body), reader.entity(body), reader.buckets(body));
        ObjectNode answer = success();
        ObjectNode buckets = answer.putObject("buckets");
        differing.forEach((bucket, versions) -> {
            ArrayNode pairs = buckets.putArray(bucket);
            versions.forEach((id, version) -> pairs.addArray().add(id).add(version));
        });
        // Buckets hold live records only, and equal versions may differ in content: the time tells what else was lost.
        recovery.window(machine.business())
                .ifPresent(window -> answer.putObject("recovering")
                        .put("changedAfter", shown(window.changedAfter()))
                        .put("until", shown(window.until())));
        JsonAnswer.write(response, out -> out.writeTree(answer));
    }

    @PostMapping("/records")
    void records(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<FeedPage.Change> records = log.noting(
                SyncType.RECORDS_FETCH, machine.business(), machine.key().device(), call -> {
                    ObjectNode body = bodies.object(request);
                    call.by(machines.caller(machine, request, body).device());
                    List<FeedPage.Change> found =
                            reconciler.records(machine.business(), reader.entity(body), reader.ids(body));
                    call.affected(found.size());
                    return found;
                });
        JsonAnswer.write(response, out -> answers.records(out, records));
    }

    @GetMapping("/reconcile/history")
    void history(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<Run> runs = reconciler.history(
                machine.business(),
                PullParameters.number(request, "limit", 50, 1, 500),
                request.getParameter("machineId"),
                PullParameters.flag(request, "onlyInconsistent"));
        ObjectNode answer = success().put("count", runs.size());
        ArrayNode data = answer.putArray("data");
        for (Run run : runs) {
            ObjectNode row = data.addObject()
                    .put("id", run.id())
                    .put("machine_id", run.machineId())
                    .put("is_consistent", run.consistent())
                    .put("mismatches_count", run.mismatches().size());
            row.set("mismatches", run.mismatches());
            row.put("created_at", run.createdAt().toString());
        }
        JsonAnswer.write(response, out -> out.writeTree(answer));
    }

    private static String shown(Instant time) {
        return (time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time).toString();
    }

    private static ObjectNode success() {
        return Json.mapper().createObjectNode().put("success", true);
    }
}
