package dev.concilia.api;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.KeyId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of what has been handed out per key and window. */
@Component
class RateWindows {
    /** Windows of nodes whose clocks differ by less than this do not remove each other's. */
    private static final Duration STALE = Duration.ofMinutes(10);

    private static final String LEASE = """
            INSERT INTO rate_window AS w (business_id, key_id, window_start, used)
            VALUES (:business, :key, :window, :portion)
            ON CONFLICT (business_id, key_id, window_start) DO UPDATE SET used = w.used + excluded.used
                WHERE w.used < :limit
            RETURNING used
            """;
    private static final String FORGET = """
            DELETE FROM rate_window WHERE business_id = :business AND key_id = :key AND window_start < :stale
            """;

    private final JdbcClient jdbc;
    private final Tenants tenants;

    RateWindows(JdbcClient jdbc, Tenants tenants) {
        this.jdbc = jdbc;
        this.tenants = tenants;
    }

    /** Takes up to {@code portion} requests out of what is left of {@code limit}; 0: nothing is left in this window. */
    int lease(BusinessId business, KeyId key, Instant window, int portion, int limit) {
        return tenants.write(business, () -> {
            Optional<Integer> used = jdbc.sql(LEASE)
                    .param("business", business.value())
                    .param("key", key.value())
                    .param("window", window.atOffset(ZoneOffset.UTC))
                    .param("portion", portion)
                    .param("limit", limit)
                    .query(Integer.class)
                    .optional();
            if (used.filter(first -> first == portion).isPresent()) {
                forget(business, key, window.minus(STALE));
            }
            return used.map(total -> portion - Math.max(0, total - limit)).orElse(0);
        });
    }

    private void forget(BusinessId business, KeyId key, Instant stale) {
        jdbc.sql(FORGET)
                .param("business", business.value())
                .param("key", key.value())
                .param("stale", stale.atOffset(ZoneOffset.UTC))
                .update();
    }
}
