package dev.concilia.sync.trend;

import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import java.time.Duration;
import java.util.Optional;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Gathers once a minute, on one node of the hub. */
@Component
class TrendJob {
    private static final Logger log = LoggerFactory.getLogger(TrendJob.class);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(50);

    private final LockProvider locks;
    private final Businesses businesses;
    private final Trends trends;

    TrendJob(LockProvider locks, Businesses businesses, Trends trends) {
        this.locks = locks;
        this.businesses = businesses;
        this.trends = trends;
    }

    // A fixed rate, not a fixed delay: the latter would run on the one thread that all timers share.
    @Scheduled(initialDelayString = "${concilia.sync.trend:1m}", fixedRateString = "${concilia.sync.trend:1m}")
    void run() {
        Optional<SimpleLock> lock = locks.lock(new LockConfiguration(ClockProvider.now(), "trend", LONGEST, PAUSE));
        if (lock.isEmpty()) {
            return;
        }
        try {
            businesses.all().forEach(this::gather);
        } finally {
            lock.get().unlock();
        }
    }

    /** One business that fails does not keep the others waiting. */
    private void gather(Business business) {
        try {
            trends.gather(business.id());
        } catch (DataAccessException | TransactionException e) {
            log.warn("The trend of business {} is gathered with the next run", business.id(), e);
        }
    }
}
