package dev.concilia.alert;

import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
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

/** Evaluates every business once a minute on one node of the hub, and forgets once a day what is long over. */
@Component
class AlertJob {
    private static final Logger log = LoggerFactory.getLogger(AlertJob.class);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration MINUTE = Duration.ofSeconds(50); // a little less, so that no node's turn is missed
    private static final Duration DAY = Duration.ofHours(23);
    private static final int CHUNK = 2_000;

    private final LockProvider locks;
    private final Businesses businesses;
    private final Tenants tenants;
    private final BackupWatch backups;
    private final Evaluation evaluation;
    private final AlertRows alerts;
    private final DeliveryRows deliveries;
    private final Postman postman;
    private final AlertSettings settings;
    private final Clock clock;

    AlertJob(
            LockProvider locks,
            Businesses businesses,
            Tenants tenants,
            BackupWatch backups,
            Evaluation evaluation,
            AlertRows alerts,
            DeliveryRows deliveries,
            Postman postman,
            AlertSettings settings,
            Clock clock) {
        this.locks = locks;
        this.businesses = businesses;
        this.tenants = tenants;
        this.backups = backups;
        this.evaluation = evaluation;
        this.alerts = alerts;
        this.deliveries = deliveries;
        this.postman = postman;
        this.settings = settings;
        this.clock = clock;
    }

    // The first look is late: devices that could not reach a hub that was down have to come back first.
    @Scheduled(initialDelayString = "${concilia.alert.first-check:2m}", fixedRateString = "${concilia.alert.check:1m}")
    void check() {
        if (run()) {
            postman.check();
        }
    }

    @Scheduled(
            initialDelayString = "${concilia.alert.forget-check:1h}",
            fixedRateString = "${concilia.alert.forget-check:1h}")
    void forgetOld() {
        locked("alert-retention", DAY, this::forget);
    }

    /** Evaluates all businesses; false if another node is at it, or was a moment ago. */
    boolean run() {
        return locked("alerts", MINUTE, this::evaluate);
    }

    private boolean locked(String name, Duration pause, Runnable work) {
        Duration atMost = pause.compareTo(LONGEST) > 0 ? pause : LONGEST;
        Optional<SimpleLock> lock = locks.lock(new LockConfiguration(ClockProvider.now(), name, atMost, pause));
        lock.ifPresent(held -> {
            try {
                work.run();
            } finally {
                held.unlock();
            }
        });
        return lock.isPresent();
    }

    private void evaluate() {
        BackupWatch.Backups state = backups.look();
        each(business -> evaluation.evaluate(business, state));
    }

    /** Takes away what has been over for long enough. */
    void forget() {
        Instant now = clock.instant();
        each(business -> {
            chunks(() -> tenants.write(business, () -> alerts.forget(business, now.minus(settings.keep()), CHUNK)));
            chunks(() -> tenants.write(
                    business, () -> deliveries.forget(business, now.minus(settings.keepDeliveries()), CHUNK)));
        });
    }

    @FunctionalInterface
    private interface Chunk {
        int take();
    }

    private static void chunks(Chunk chunk) {
        int taken = CHUNK;
        while (taken == CHUNK) {
            taken = chunk.take();
        }
    }

    /** One business that fails does not keep the others waiting. */
    private void each(Consumer<BusinessId> work) {
        for (Business business : businesses.all()) {
            try {
                work.accept(business.id());
            } catch (DataAccessException | TransactionException e) {
                log.warn("Alerts of business {} wait for the next turn", business.id(), e);
            }
        }
    }
}
