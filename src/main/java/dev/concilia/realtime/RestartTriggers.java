package dev.concilia.realtime;

import dev.concilia.business.Businesses;
import dev.concilia.device.Triggers;
import dev.concilia.kernel.BusinessId;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * A while after the hub has started, asks every terminal that was there before to sync: each is told as soon as it is
 * connected again. Source: 004's "Auto-Sync on Server Restart".
 */
@Component
class RestartTriggers {
    private static final Logger log = LoggerFactory.getLogger(RestartTriggers.class);
    private static final String REASON = "SERVER_RESTART";

    private final Businesses businesses;
    private final Triggers triggers;
    private final Clock clock;
    private final RealtimeSettings settings;
    private final Set<BusinessId> waiting = ConcurrentHashMap.newKeySet();
    private final Set<BusinessId> asked = ConcurrentHashMap.newKeySet();
    private volatile Instant start = Instant.EPOCH;
    private volatile boolean asking;

    RestartTriggers(Businesses businesses, Triggers triggers, Clock clock, RealtimeSettings settings) {
        this.businesses = businesses;
        this.triggers = triggers;
        this.clock = clock;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void started() {
        if (!settings.restartDelay().isNegative()) {
            start = clock.instant();
            Thread.ofVirtual().name("realtime-restart").start(this::askAll);
        }
    }

    /** A terminal of this business is back: it does not wait for its turn among all the others. */
    void back(BusinessId business) {
        waiting.add(business);
        if (asking) {
            ask(business);
        }
    }

    private void ask(BusinessId business) {
        if (!asked.add(business)) {
            return;
        }
        try {
            triggers.requestEnrolledBefore(business, start, REASON);
        } catch (DataAccessException | TransactionException e) {
            asked.remove(business); // its terminals are asked when they are back
            throw e;
        }
    }

    private void askAll() {
        try {
            Thread.sleep(settings.restartDelay());
            asking = true;
            waiting.forEach(this::ask);
            businesses.all().forEach(business -> ask(business.id()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The terminals were not asked to sync after the start: {}", e.getMessage());
        }
    }
}
