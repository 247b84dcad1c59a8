package dev.concilia.api.admin;

import dev.concilia.api.ApiCaller;
import dev.concilia.audit.AuditEntry;
import dev.concilia.audit.AuditLog;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.OperationLog;
import dev.concilia.sync.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people look at: operations, the audit log. Lists are pages; {@code next} goes on. */
@RestController
class ReviewController {
    private final OperationLog operations;
    private final AuditLog audit;
    private final Clock clock;

    ReviewController(OperationLog operations, AuditLog audit, Clock clock) {
        this.operations = operations;
        this.audit = audit;
        this.clock = clock;
    }

    record OperationPage(
            List<OperationLog.Line> operations, @Nullable String next) {}

    record AuditPage(List<AuditEntry> entries, @Nullable String next) {}

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
                : Parameters.parsed("before", before, ReviewController::place);
        List<OperationLog.Line> page = operations.list(caller.business(), outcome, mark, Parameters.limit(limit));
        return new OperationPage(
                page,
                page.size() < Parameters.limit(limit)
                        ? null
                        : page.getLast().at() + "~" + page.getLast().operationId());
    }

    @GetMapping("/api/admin/audit")
    AuditPage audit(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "100") String limit) {
        long mark = before == null ? Long.MAX_VALUE : Parameters.parsed("before", before, Long::valueOf);
        List<AuditEntry> page = audit.list(caller.business(), mark, Parameters.limit(limit));
        return new AuditPage(
                page,
                page.size() < Parameters.limit(limit)
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
}
