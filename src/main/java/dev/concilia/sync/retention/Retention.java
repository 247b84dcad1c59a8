package dev.concilia.sync.retention;

import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.business.LoginThrottle;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.sync.SyncSettings;
import dev.concilia.sync.retention.RetentionRows.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes away what has been kept for long enough, in small transactions. Operations that were accepted stay for ever,
 * resolved conflicts and the audit log too.
 */
@Component
class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /** As large as a usual push, for it holds up pushes as long as one does. */
    private static final int UNDER_THE_CLOCK = 500;

    private static final int CHUNK = 2_000;

    private final Businesses businesses;
    private final Tenants tenants;
    private final RetentionRows rows;
    private final LoginThrottle logins;
    private final SyncSettings.Retention settings;
    private final Clock clock;

    Retention(
            Businesses businesses,
            Tenants tenants,
            RetentionRows rows,
            LoginThrottle logins,
            SyncSettings settings,
            Clock clock) {
        this.businesses = businesses;
        this.tenants = tenants;
        this.rows = rows;
        this.logins = logins;
        this.settings = settings.retention();
        this.clock = clock;
    }

    /** What a run took away: table and rows. */
    record Swept(Map<String, Long> rows) {}

    /** Goes through all businesses; one that fails does not keep the others waiting. */
    Swept sweep() {
        Map<String, Long> swept = new TreeMap<>();
        swept.put("login_failure", (long) logins.forget(before(settings.loginFailures())));
        for (Business business : businesses.all()) {
            try {
                sweep(business.id(), swept);
            } catch (DataAccessException | TransactionException e) {
                log.warn("Old rows of business {} stay until the next run", business.id(), e);
            }
        }
        return new Swept(swept);
    }

    private void sweep(BusinessId business, Map<String, Long> swept) {
        add(swept, "record", inFeedOrder(business, settings.tombstones(), rows::tombstones, rows::purge));
        add(swept, "record_history", inFeedOrder(business, settings.history(), rows::versions, rows::forget));
        add(swept, "refused_operation", all(business, settings.refusals(), rows::refusals));
        add(swept, "sync_log", all(business, settings.syncLog(), rows::syncLog));
        add(swept, "reconcile_run", all(business, settings.reconcileRuns(), rows::reconcileRuns));
        add(swept, "idempotency_response", all(business, settings.idempotency(), rows::idempotency));
    }

    private static void add(Map<String, Long> swept, String table, long count) {
        swept.merge(table, count, Long::sum);
    }

    @FunctionalInterface
    private interface Finder {
        List<Row> find(BusinessId business, Instant cutoff, long after, int chunk);
    }

    @FunctionalInterface
    private interface Taker {
        void take(BusinessId business, List<Row> rows);
    }

    private record Chunk(int taken, long end, boolean more) {}

    /** Each chunk is one transaction with the clock locked: no writer is half way, no reader sees half of it. */
    private long inFeedOrder(BusinessId business, Duration kept, Finder finder, Taker taker) {
        Instant cutoff = before(kept);
        long taken = 0;
        Chunk chunk = new Chunk(0, 0, true);
        while (chunk.more() && !Thread.currentThread().isInterrupted()) {
            long after = chunk.end();
            chunk = tenants.write(business, () -> chunk(business, cutoff, after, finder, taker));
            taken += chunk.taken();
        }
        return taken;
    }

    private Chunk chunk(BusinessId business, Instant cutoff, long after, Finder finder, Taker taker) {
        rows.lock(business);
        List<Row> found = finder.find(business, cutoff, after, UNDER_THE_CLOCK);
        List<Row> doomed = found.stream().filter(Row::doomed).toList();
        if (!doomed.isEmpty()) {
            taker.take(business, doomed);
        }
        boolean more = found.size() == UNDER_THE_CLOCK && found.getLast().old();
        return new Chunk(
                doomed.size(), found.isEmpty() ? after : found.getLast().seq(), more);
    }

    @FunctionalInterface
    private interface Deletion {
        int delete(BusinessId business, Instant cutoff, int chunk);
    }

    private long all(BusinessId business, Duration kept, Deletion deletion) {
        Instant cutoff = before(kept);
        long total = 0;
        int taken = CHUNK;
        while (taken == CHUNK && !Thread.currentThread().isInterrupted()) {
            taken = tenants.write(business, () -> deletion.delete(business, cutoff, CHUNK));
            total += taken;
        }
        return total;
    }

    private Instant before(Duration kept) {
        return clock.instant().minus(kept);
    }
}
