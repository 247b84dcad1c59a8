package dev.concilia.api;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param rateLimit requests per key or token and minute, over all nodes ({@code RATE_LIMIT}); 0: no limit
 * @param wrongKeyLimit wrong keys per address and minute, on each node; 0: no limit
 * @param idempotencyKeep how long an answer is kept for the same {@code Idempotency-Key}
 * @param idempotencyLock how long a request that has not answered holds its key; then another one may take it over, so
 *     it is longer than any write takes
 * @param corsOrigins origins of browser clients that may call the API ({@code CORS_ORIGINS}, separated by commas), such as
 *     {@code https://app.example.com}; none: no browser of another origin may
 * @param debug whether each sync call is logged, without secrets ({@code SYNC_DEBUG})
 */
@ConfigurationProperties("concilia.api")
record ApiSettings(
        @DefaultValue("6000") int rateLimit,
        @DefaultValue("300") int wrongKeyLimit,
        @DefaultValue("24h") Duration idempotencyKeep,
        @DefaultValue("60s") Duration idempotencyLock,
        @DefaultValue({}) List<String> corsOrigins,
        @DefaultValue("false") boolean debug) {
    ApiSettings {
        corsOrigins = corsOrigins.stream()
                .map(origin -> origin.strip().replaceFirst("/+$", ""))
                .filter(origin -> !origin.isEmpty())
                .toList();
        corsOrigins.forEach(ApiSettings::checkOrigin);
        if (rateLimit < 0 || rateLimit > 1_000_000_000 || wrongKeyLimit < 0) {
            throw new IllegalArgumentException("concilia.api: a limit is 0 (none) or a number of requests");
        }
        if (!idempotencyLock.isPositive() || idempotencyKeep.compareTo(idempotencyLock) < 0) {
            throw new IllegalArgumentException("concilia.api: idempotency-keep is longer than idempotency-lock");
        }
    }

    /** Exact origins only: with {@code *} any page that a person opens could use what is in reach of the browser. */
    private static void checkOrigin(String origin) {
        if (!origin.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+")) {
            throw new IllegalArgumentException("CORS_ORIGINS: " + origin
                    + " is no origin. Write it like https://app.example.com, without a path.");
        }
    }
}
