package dev.concilia.api.machines;

import dev.concilia.api.ApiCaller;
import dev.concilia.device.Badge;
import dev.concilia.device.Devices;
import dev.concilia.kernel.BusinessId;
import dev.concilia.sync.OperationLog;
import dev.concilia.sync.reconcile.Reconciler;
import dev.concilia.sync.reconcile.TableSummary;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/stats}: totals per table, operations lately, devices by badge. */
@RestController
class StatsController {
    private final Reconciler reconciler;
    private final OperationLog operations;
    private final Devices devices;
    private final Clock clock;

    StatsController(Reconciler reconciler, OperationLog operations, Devices devices, Clock clock) {
        this.reconciler = reconciler;
        this.operations = operations;
        this.devices = devices;
        this.clock = clock;
    }

    record Stats(
            boolean success,
            List<Table> tables,
            OperationLog.Lately operations,
            Map<String, Integer> devices,
            Instant serverTime) {}

    record Table(String table, long count, @Nullable Instant latestUpdatedAt) {}

    @GetMapping("/api/stats")
    Stats stats(@AuthenticationPrincipal ApiCaller caller) {
        BusinessId business = caller.business();
        Map<String, Integer> badges = new TreeMap<>();
        for (Badge badge : Badge.values()) {
            badges.put(badge.name().toLowerCase(Locale.ROOT), 0);
        }
        devices.list(business)
                .forEach(device -> badges.merge(device.badge().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        return new Stats(
                true,
                reconciler.summary(business).stream()
                        .map(StatsController::table)
                        .toList(),
                operations.lately(business),
                badges,
                clock.instant());
    }

    private static Table table(TableSummary summary) {
        return new Table(summary.table(), summary.count(), summary.latestUpdatedAt());
    }
}
