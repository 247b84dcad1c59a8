package dev.concilia.api.admin;

import dev.concilia.api.ApiCaller;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.SyncLog;
import dev.concilia.sync.SyncType;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/admin/sync-log}: which devices called for what, newest first; {@code next} goes on. */
@RestController
class SyncLogController {
    private final SyncLog log;

    SyncLogController(SyncLog log) {
        this.log = log;
    }

    record LogPage(List<Row> entries, @Nullable String next) {}

    record Row(
            String id,
            SyncType type,
            int recordsAffected,
            SyncLog.Status status,
            @Nullable String error,
            @Nullable String deviceId,
            Instant startedAt,
            Instant completedAt) {
        static Row of(SyncLog.Entry entry) {
            SyncLog.Line line = entry.line();
            return new Row(
                    Long.toString(entry.id()),
                    line.type(),
                    line.records(),
                    line.status(),
                    line.error(),
                    line.device() == null ? null : line.device().toString(),
                    line.startedAt(),
                    line.completedAt());
        }
    }

    @GetMapping("/api/admin/sync-log")
    LogPage list(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String deviceId,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "100") String limit) {
        SyncLog.Filter filter = new SyncLog.Filter(
                optional("type", type, SyncType::valueOf),
                optional("status", status, SyncLog.Status::valueOf),
                optional("deviceId", deviceId, DeviceId::of));
        long mark = before == null ? Long.MAX_VALUE : Parameters.parsed("before", before, Long::valueOf);
        int most = Parameters.limit(limit);
        List<Row> page = log.list(caller.business(), filter, mark, most).stream()
                .map(Row::of)
                .toList();
        return new LogPage(page, page.size() < most ? null : page.getLast().id());
    }

    private static <T> @Nullable T optional(String name, @Nullable String text, Function<String, T> reader) {
        return text == null || text.isBlank() ? null : Parameters.parsed(name, text, reader);
    }
}
