package dev.concilia.api;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.KeyId;
import dev.concilia.kernel.PerMinute;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/**
 * So many requests per key and minute, over all nodes on one database and never more. A node leases them in portions of a
 * sixtieth of the limit, so that a request costs no statement as a rule; what a node has not used ends with the minute.
 * Source: the protocol's "Errors".
 */
@Component
class RateLimiter {
    private static final int PORTIONS = 60;

    private final RateWindows windows;
    private final PerMinute<KeyId, Share> shares;
    private final int limit;
    private final int portion;

    RateLimiter(RateWindows windows, Clock clock, ApiSettings settings) {
        this.windows = windows;
        this.shares = new PerMinute<>(clock);
        this.limit = settings.rateLimit();
        this.portion = Math.max(1, limit / PORTIONS);
    }

    /** Counts one request. How long it has to wait instead; empty if it may go on. */
    Optional<Duration> take(BusinessId business, KeyId key) {
        if (limit == 0) {
            return Optional.empty();
        }
        PerMinute.Minute<KeyId, Share> minute = shares.now();
        Share share = minute.values().computeIfAbsent(key, k -> new Share());
        Instant window = minute.start();
        boolean taken = share.take(() -> windows.lease(business, key, window, portion, limit));
        return taken ? Optional.empty() : Optional.of(shares.left());
    }

    /** What this node has of one key's requests in one window. */
    private static final class Share {
        private final ReentrantLock lock = new ReentrantLock();
        private int left;
        private boolean spent;

        /** One lease at a time per key: the others wait for it instead of leasing more than the node needs. */
        boolean take(IntSupplier lease) {
            lock.lock();
            try {
                if (left == 0 && !spent) {
                    left = lease.getAsInt();
                    spent = left == 0;
                }
                if (left == 0) {
                    return false;
                }
                left--;
                return true;
            } finally {
                lock.unlock();
            }
        }
    }
}
