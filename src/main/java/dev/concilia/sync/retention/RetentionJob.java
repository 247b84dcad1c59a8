package dev.concilia.sync.retention;

import dev.concilia.sync.SyncSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Runs the retention about once a day on one node of the hub. Every node looks each hour; the lock is held for the whole
 * pause, so that its row is also the memory of when the last run was.
 */
@Component
class RetentionJob {
    private static final Logger log = LoggerFactory.getLogger(RetentionJob.class);
    private static final String NAME = "retention";

    /** A run that takes longer than this is lost with its node: the next one may begin. */
    private static final Duration LONGEST = Duration.ofHours(6);

    private final LockProvider locks;
    private final Retention retention;
    private final Duration pause;

    RetentionJob(LockProvider locks, Retention retention, SyncSettings settings) {
        this.locks = locks;
        this.retention = retention;
        this.pause = settings.retention().pause();
    }

    // A fixed rate, not a fixed delay: the latter would run on the one thread that all timers share.
    @Scheduled(
            initialDelayString = "${concilia.sync.retention.check:1h}",
            fixedRateString = "${concilia.sync.retention.check:1h}")
    void check() {
        run().ifPresent(swept -> {
            TreeMap<String, Long> rows = new TreeMap<>(swept.rows());
            rows.values().removeIf(count -> count == 0);
            log.info("Retention took away {}", rows.isEmpty() ? "nothing" : rows);
        });
    }

    /** What was taken away; empty if it is not yet time, or another node is at it. */
    Optional<Retention.Swept> run() {
        Duration atMost = pause.compareTo(LONGEST) > 0 ? pause : LONGEST;
        Optional<SimpleLock> lock =
                locks.lock(new LockConfiguration(ClockProvider.now(), NAME, atMost, pause)); // the clock of all locks
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(retention.sweep());
        } finally {
            lock.get().unlock();
        }
    }
}
