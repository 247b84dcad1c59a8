package dev.concilia.sync;

import dev.concilia.kernel.BusinessId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Wakes who waits for changes of a business. A hint only: who is not woken in time looks again by itself. */
@Component
class ChangeSignals {
    private final ConcurrentMap<BusinessId, Bell> bells = new ConcurrentHashMap<>();

    /** To be read before the feed is, so that no change falls in between. */
    long ticket(BusinessId business) {
        return bell(business).count();
    }

    /** Waits until something happened after {@code ticket}, or the time is up. */
    void await(BusinessId business, long ticket, Duration atMost) {
        bell(business).await(ticket, atMost);
    }

    @EventListener
    void on(ChangesCommitted event) {
        bell(event.business()).ring();
    }

    private Bell bell(BusinessId business) {
        return bells.computeIfAbsent(business, b -> new Bell());
    }

    private static final class Bell {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition rung = lock.newCondition();
        private long count;

        long count() {
            lock.lock();
            try {
                return count;
            } finally {
                lock.unlock();
            }
        }

        void ring() {
            lock.lock();
            try {
                count++;
                rung.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void await(long ticket, Duration atMost) {
            long left = atMost.toNanos();
            lock.lock();
            try {
                while (count == ticket && left > 0) {
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
