package dev.concilia.business;

import dev.concilia.kernel.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing without locking anybody out: failures count per account <em>and</em> address together, and per
 * address alone, over the last 15 minutes. A stranger who guesses an owner's password only blocks the stranger's own
 * address.
 */
@Component
public class LoginThrottle {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int PER_ACCOUNT_AND_ADDRESS = 5;
    private static final int PER_ADDRESS = 30;

    private static final String FAILED =
            "INSERT INTO login_failure (account, address, at) VALUES (:account, :address, :now)";
    private static final String FORGET_OLD = "DELETE FROM login_failure WHERE address = :address AND at <= :since";
    private static final String SUCCEEDED = "DELETE FROM login_failure WHERE account = :account AND address = :address";

    /** Numbered as they come, so the oldest have the lowest numbers. */
    private static final String FORGET_OLDEST = """
            DELETE FROM login_failure WHERE id = ANY (ARRAY(
                SELECT id FROM (SELECT id, at FROM login_failure ORDER BY id LIMIT :chunk) oldest WHERE at < :before))
            """;

    private static final int CHUNK = 2_000;

    private static final String DECISIVE = """
            SELECT max(at) FROM (
                (SELECT at FROM login_failure WHERE address = :address AND account = :account AND at > :since
                 ORDER BY at DESC OFFSET :perAccount - 1 LIMIT 1)
                UNION ALL
                (SELECT at FROM login_failure WHERE address = :address AND at > :since
                 ORDER BY at DESC OFFSET :perAddress - 1 LIMIT 1)) decisive (at)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    LoginThrottle(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How long an attempt from this address for this account has to wait; empty if not at all. */
    public Optional<Duration> wait(String email, String address) {
        Instant now = clock.instant();
        return jdbc.sql(DECISIVE)
                .param("account", account(email))
                .param("address", address)
                .param("since", since().atOffset(ZoneOffset.UTC))
                .param("perAccount", PER_ACCOUNT_AND_ADDRESS)
                .param("perAddress", PER_ADDRESS)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(at -> Duration.between(now, at.toInstant().plus(WINDOW)))
                .filter(Duration::isPositive);
    }

    public void failed(String email, String address) {
        jdbc.sql(FORGET_OLD)
                .param("address", address)
                .param("since", since().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql(FAILED)
                .param("account", account(email))
                .param("address", address)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    public void succeeded(String email, String address) {
        jdbc.sql(SUCCEEDED)
                .param("account", account(email))
                .param("address", address)
                .update();
    }

    /** Deletes failures from before {@code time}, which should be longer ago than the throttle looks back. */
    public int forget(Instant time) {
        int all = 0;
        int some = CHUNK;
        while (some == CHUNK) {
            some = jdbc.sql(FORGET_OLDEST)
                    .param("before", time.atOffset(ZoneOffset.UTC))
                    .param("chunk", CHUNK)
                    .update();
            all += some;
        }
        return all;
    }

    private Instant since() {
        return clock.instant().minus(WINDOW);
    }

    private static byte[] account(String email) {
        return Sha256.of(email.strip().toLowerCase(Locale.ROOT));
    }
}
