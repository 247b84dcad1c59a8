package dev.concilia.api.admin;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.IdempotentRequests;
import dev.concilia.api.Reply;
import dev.concilia.api.RequestBody;
import dev.concilia.api.WriteCall;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.catalog.Catalog;
import dev.concilia.kernel.Json;
import dev.concilia.sync.BulkJob;
import dev.concilia.sync.BulkSettlements;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictFilter;
import dev.concilia.sync.Conflicts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Many conflicts in one job: previewed by count, started, watched, stopped, taken back. */
@RestController
@RequestMapping("/api/admin/conflict-jobs")
class BulkController {
    private final RequestBody bodies;
    private final IdempotentRequests idempotent;
    private final Conflicts conflicts;
    private final BulkSettlements jobs;
    private final Catalog catalog;
    private final AuditLog audit;

    BulkController(
            RequestBody bodies,
            IdempotentRequests idempotent,
            Conflicts conflicts,
            BulkSettlements jobs,
            Catalog catalog,
            AuditLog audit) {
        this.bodies = bodies;
        this.idempotent = idempotent;
        this.conflicts = conflicts;
        this.jobs = jobs;
        this.catalog = catalog;
        this.audit = audit;
    }

    record Preview(int count, Map<String, Integer> byEntity) {}

    record JobRow(
            String id,
            BulkJob.Action action,
            Conflict.@Nullable Resolution resolution,
            BulkJob.State state,
            int total,
            int settled,
            int skipped,
            Instant createdAt,
            @Nullable Instant finishedAt) {
        static JobRow of(BulkJob job) {
            return new JobRow(
                    job.id().toString(),
                    job.action(),
                    job.resolution(),
                    job.state(),
                    job.total(),
                    job.settled(),
                    job.skipped(),
                    job.createdAt(),
                    job.finishedAt());
        }
    }

    @GetMapping("/preview")
    Preview preview(@AuthenticationPrincipal ApiCaller caller, @RequestParam Map<String, String> query) {
        ConflictFilter filter = ConflictController.filter(
                catalog, "open", query.get("entity"), query.get("deviceId"), query.get("field"), query.get("before"));
        Map<String, Integer> counts = conflicts.count(caller.business(), filter);
        return new Preview(counts.values().stream().mapToInt(Integer::intValue).sum(), counts);
    }

    @PostMapping
    void start(
            @AuthenticationPrincipal ApiCaller.Person person,
            HttpServletRequest request,
            HttpServletResponse response) {
        ObjectNode body = bodies.object(request);
        WriteCall call = new WriteCall(person, ConflictController.caller(person), request, response, body);
        idempotent.once(call, operation -> accepted(started(operation, person, body)));
    }

    private static Reply accepted(JobRow job) {
        return new Reply(HttpServletResponse.SC_ACCEPTED, true, out -> out.writePOJO(job));
    }

    private JobRow started(UUID operation, ApiCaller.Person person, ObjectNode body) {
        AdminBody texts = AdminBody.of(body, "filter", "resolution", "note");
        Conflict.Resolution resolution =
                Parameters.parsed("resolution", texts.required("resolution"), Conflict.Resolution::valueOf);
        ObjectNode filter = body.get("filter") instanceof ObjectNode object
                ? object
                : Json.mapper().createObjectNode();
        AdminBody wanted = AdminBody.of(filter, "entity", "deviceId", "field", "before");
        ConflictFilter meant = ConflictController.filter(
                catalog,
                "open",
                wanted.optional("entity"),
                wanted.optional("deviceId"),
                wanted.optional("field"),
                wanted.optional("before"));
        BulkJob job = jobs.resolve(
                operation,
                ConflictController.caller(person),
                meant,
                new Conflicts.Wish(resolution, null, ConflictController.note(texts)));
        record(
                person,
                Deeds.CONFLICT_BULK,
                job,
                Map.of("resolution", resolution.name(), "total", String.valueOf(job.total())));
        return JobRow.of(job);
    }

    @GetMapping("/{id}")
    JobRow one(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return JobRow.of(jobs.get(caller.business(), Parameters.known(id, UUID::fromString)));
    }

    @PostMapping("/{id}/cancel")
    JobRow cancel(@AuthenticationPrincipal ApiCaller.Person person, @PathVariable String id) {
        BulkJob job = jobs.cancel(person.business(), Parameters.known(id, UUID::fromString));
        record(person, Deeds.CONFLICT_BULK_CANCEL, job, Map.of("settled", String.valueOf(job.settled())));
        return JobRow.of(job);
    }

    @PostMapping("/{id}/undo")
    void undo(
            @AuthenticationPrincipal ApiCaller.Person person,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response) {
        WriteCall call = ConflictController.bodiless(person, request, response);
        idempotent.once(call, operation -> accepted(undone(operation, person, id)));
    }

    private JobRow undone(UUID operation, ApiCaller.Person person, String id) {
        UUID settled = Parameters.known(id, UUID::fromString);
        BulkJob job = jobs.undo(operation, ConflictController.caller(person), settled);
        record(person, Deeds.CONFLICT_BULK_UNDO, job, Map.of("of", id, "total", String.valueOf(job.total())));
        return JobRow.of(job);
    }

    private void record(ApiCaller.Person person, String action, BulkJob job, Map<String, String> detail) {
        audit.record(person.business(), Actors.of(person), action, job.id().toString(), detail);
    }
}
