package dev.concilia.api.admin;

import dev.concilia.api.ApiCaller;
import dev.concilia.audit.AuditEntry;
import dev.concilia.audit.AuditLog;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.OperationLog;
import dev.concilia.sync.Outcome;
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
    private final Catalog catalog;

    ReviewController(OperationLog operations, AuditLog audit, Catalog catalog) {
        this.operations = operations;
        this.audit = audit;
        this.catalog = catalog;
    }

    record OperationPage(List<Row> operations, @Nullable String next) {}

    /** One operation; {@code error} is a problem code. */
    record Row(
            String operationId,
            @Nullable String device,
            String entity,
            String action,
            String entityId,
            String outcome,
            @Nullable String error,
            Instant at) {
        static Row of(OperationLog.Line line) {
            return new Row(
                    line.operationId(),
                    line.device() == null ? null : line.device().toString(),
                    line.entity(),
                    line.action(),
                    line.entityId(),
                    line.outcome().wire(),
                    line.reason() == null ? null : line.reason().code().name(),
                    line.at());
        }
    }

    record AuditPage(List<AuditEntry> entries, @Nullable String next) {}

    @GetMapping("/api/admin/operations")
    OperationPage operations(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String deviceId,
            @RequestParam(required = false) @Nullable String entity,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "100") String limit) {
        OperationLog.Filter filter = new OperationLog.Filter(
                Parameters.optional("outcome", outcome, ReviewController::outcome),
                Parameters.optional("deviceId", deviceId, DeviceId::of),
                Parameters.optional("entity", entity, this::entity),
                Parameters.optional("from", from, Instant::parse),
                Parameters.optional("to", to, Instant::parse));
        OperationLog.Place mark = Parameters.optional("before", before, ReviewController::place);
        int most = Parameters.limit(limit);
        List<OperationLog.Line> page = operations.list(caller.business(), filter, mark, most);
        return new OperationPage(
                page.stream().map(Row::of).toList(),
                page.size() < most
                        ? null
                        : page.getLast().at() + "~" + page.getLast().operationId());
    }

    private static Outcome outcome(String word) {
        return Arrays.stream(Outcome.values())
                .filter(o -> o.wire().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }

    private String entity(String name) {
        return catalog.find(name).map(EntityType::name).orElseThrow(() -> new IllegalArgumentException(name));
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
