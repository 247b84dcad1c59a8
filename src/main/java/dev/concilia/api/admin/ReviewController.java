package dev.concilia.api.admin;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.RequestBody;
import dev.concilia.audit.AuditEntry;
import dev.concilia.audit.AuditLog;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Caller;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.Conflicts;
import dev.concilia.sync.OperationLog;
import dev.concilia.sync.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What people look at and settle: conflicts, operations, the audit log. Lists are pages; {@code next} goes on. */
@RestController
class ReviewController {
    private static final int LARGEST_PAGE = 500;
    private static final int LONGEST_NOTE = 2_000;

    private final RequestBody bodies;
    private final Conflicts conflicts;
    private final OperationLog operations;
    private final AuditLog audit;
    private final Clock clock;

    ReviewController(RequestBody bodies, Conflicts conflicts, OperationLog operations, AuditLog audit, Clock clock) {
        this.bodies = bodies;
        this.conflicts = conflicts;
        this.operations = operations;
        this.audit = audit;
        this.clock = clock;
    }

    record ConflictPage(
            List<ConflictRow> conflicts, @Nullable String next) {}

    record ConflictRow(
            String id,
            String entity,
            String entityId,
            @Nullable Long baseVersion,
            long hubVersion,
            List<String> fields,
            ObjectNode base,
            ObjectNode mine,
            ObjectNode theirs,
            Conflict.State state,
            Conflict.@Nullable Resolution resolution,
            @Nullable String note,
            @Nullable String deviceId,
            Instant createdAt,
            @Nullable Instant resolvedAt) {
        static ConflictRow of(Conflict c) {
            return new ConflictRow(
                    c.id().toString(),
                    c.key().entity(),
                    c.key().id(),
                    c.baseVersion(),
                    c.hubVersion(),
                    c.fields(),
                    c.base(),
                    c.mine(),
                    c.theirs(),
                    c.state(),
                    c.resolution(),
                    c.note(),
                    c.device() == null ? null : c.device().toString(),
                    c.createdAt(),
                    c.resolvedAt());
        }
    }

    record Resolved(boolean success, String conflictId, long version, ObjectNode data) {}

    record OperationPage(
            List<OperationLog.Line> operations, @Nullable String next) {}

    record AuditPage(List<AuditEntry> entries, @Nullable String next) {}

    @GetMapping("/api/admin/conflicts")
    ConflictPage conflicts(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") String limit) {
        Conflict.State wanted = parsed("state", state, text -> Conflict.State.valueOf(text.toUpperCase(Locale.ROOT)));
        UUID mark = after == null ? null : parsed("after", after, UUID::fromString);
        List<Conflict> page = conflicts.list(caller.business(), wanted, mark, limit(limit));
        return new ConflictPage(
                page.stream().map(ConflictRow::of).toList(),
                page.size() < limit(limit) ? null : page.getLast().id().toString());
    }

    @PostMapping("/api/admin/conflicts/{id}/resolve")
    Resolved resolve(
            @AuthenticationPrincipal ApiCaller.Person person, @PathVariable String id, HttpServletRequest request) {
        ObjectNode body = bodies.object(request);
        AdminBody texts = AdminBody.of(body, "resolution", "resolvedData", "note");
        Conflict.Resolution resolution =
                parsed("resolution", texts.required("resolution"), Conflict.Resolution::valueOf);
        ObjectNode data = body.get("resolvedData") instanceof ObjectNode object ? object : null;
        String note = texts.optional("note");
        if (note != null && note.length() > LONGEST_NOTE) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, "note");
        }
        Caller caller = Caller.person(person.business(), person.holder().user());
        Conflicts.Settled settled = conflicts.resolve(caller, known(id), new Conflicts.Wish(resolution, data, note));
        audit.record(
                person.business(), Actors.of(person), "conflict.resolve", id, Map.of("resolution", resolution.name()));
        return new Resolved(
                true,
                settled.conflict().toString(),
                settled.record().version(),
                settled.record().data());
    }

    @GetMapping("/api/admin/operations")
    OperationPage operations(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "100") String limit) {
        if (outcome != null
                && Arrays.stream(Outcome.values()).noneMatch(o -> o.wire().equals(outcome))) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, "outcome");
        }
        OperationLog.Place mark = before == null
                ? new OperationLog.Place(clock.instant().plusSeconds(60), "")
                : parsed("before", before, ReviewController::place);
        List<OperationLog.Line> page = operations.list(caller.business(), outcome, mark, limit(limit));
        return new OperationPage(
                page,
                page.size() < limit(limit)
                        ? null
                        : page.getLast().at() + "~" + page.getLast().operationId());
    }

    @GetMapping("/api/admin/audit")
    AuditPage audit(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "100") String limit) {
        long mark = before == null ? Long.MAX_VALUE : parsed("before", before, Long::valueOf);
        List<AuditEntry> page = audit.list(caller.business(), mark, limit(limit));
        return new AuditPage(
                page,
                page.size() < limit(limit)
                        ? null
                        : String.valueOf(page.getLast().n()));
    }

    private static OperationLog.Place place(String text) {
        int end = text.indexOf('~');
        if (end < 0) {
            throw new IllegalArgumentException("no place");
        }
        return new OperationLog.Place(Instant.parse(text.substring(0, end)), text.substring(end + 1));
    }

    private static int limit(String text) {
        int limit = parsed("limit", text, Integer::valueOf);
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, "limit");
        }
        return limit;
    }

    private static UUID known(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.NOT_FOUND);
        }
    }

    private static <T> T parsed(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, name);
        }
    }
}
