package dev.concilia.sync;

import dev.concilia.catalog.Priority;
import dev.concilia.kernel.BusinessId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Wakes who waits for changes of a business, if one is as urgent as it asked for. A hint only: who is not woken in time
 * looks again by itself.
 */
@Component
class ChangeSignals {
    private final ConcurrentMap<BusinessId, Bell> bells = new ConcurrentHashMap<>();

    /** To be read before the feed is, so that no change of {@code minPriority} or more falls in between. */
    long ticket(BusinessId business, int minPriority) {
        return bell(business).count(minPriority);
    }

    /** Waits until something as urgent happened after {@code ticket}, or the time is up. */
    void await(BusinessId business, int minPriority, long ticket, Duration atMost) {
        bell(business).await(minPriority, ticket, atMost);
    }

    @EventListener
    void on(ChangesCommitted event) {
        bell(event.business()).ring(event.priority());
    }

    @EventListener
    void on(ChangesMissed event) {
        bells.values().forEach(bell -> bell.ring(Priority.CRITICAL.least()));
    }

    private Bell bell(BusinessId business) {
        return bells.computeIfAbsent(business, b -> new Bell());
    }

    private static final class Bell {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition rung = lock.newCondition();
        private final long[] counts = new long[Priority.CRITICAL.least() + 1]; // by the least priority waited for

        long count(int minPriority) {
            lock.lock();
            try {
                return counts[minPriority];
            } finally {
                lock.unlock();
            }
        }

        void ring(int priority) {
            lock.lock();
            try {
                for (int waitedFor = 0; waitedFor <= Math.min(priority, counts.length - 1); waitedFor++) {
                    counts[waitedFor]++;
                }
                rung.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void await(int minPriority, long ticket, Duration atMost) {
            long left = atMost.toNanos();
            lock.lock();
            try {
                while (counts[minPriority] == ticket && left > 0) {
                    left = rung.awaitNanos(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        }
    }
}
