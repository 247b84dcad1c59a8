package dev.concilia.realtime;

import dev.concilia.business.Businesses;
import dev.concilia.device.Triggers;
import java.time.Clock;
import java.time.Instant;
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

    RestartTriggers(Businesses businesses, Triggers triggers, Clock clock, RealtimeSettings settings) {
        this.businesses = businesses;
        this.triggers = triggers;
        this.clock = clock;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void started() {
        if (!settings.restartDelay().isNegative()) {
            Instant start = clock.instant();
            Thread.ofVirtual().name("realtime-restart").start(() -> ask(start));
        }
    }

    private void ask(Instant start) {
        try {
            Thread.sleep(settings.restartDelay());
            businesses.all().forEach(business -> triggers.requestEnrolledBefore(business.id(), start, REASON));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The terminals were not asked to sync after the start: {}", e.getMessage());
        }
    }
}
