package dev.concilia.api;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param rateLimit requests per key or token and minute, over all nodes ({@code RATE_LIMIT}); 0: no limit
 * @param wrongKeyLimit wrong keys per address and minute, on each node; 0: no limit
 * @param idempotencyKeep how long an answer is kept for the same {@code Idempotency-Key}
 * @param idempotencyLock how long a request that has not answered holds its key; then another one may take it over, so
 *     it is longer than any write takes
 */
@ConfigurationProperties("concilia.api")
record ApiSettings(
        @DefaultValue("6000") int rateLimit,
        @DefaultValue("300") int wrongKeyLimit,
        @DefaultValue("24h") Duration idempotencyKeep,
        @DefaultValue("60s") Duration idempotencyLock) {
    ApiSettings {
        if (rateLimit < 0 || rateLimit > 1_000_000_000 || wrongKeyLimit < 0) {
            throw new IllegalArgumentException("concilia.api: a limit is 0 (none) or a number of requests");
        }
        if (!idempotencyLock.isPositive() || idempotencyKeep.compareTo(idempotencyLock) < 0) {
            throw new IllegalArgumentException("concilia.api: idempotency-keep is longer than idempotency-lock");
        }
    }
}
