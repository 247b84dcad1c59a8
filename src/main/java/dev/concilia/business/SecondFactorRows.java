package dev.concilia.business;

import dev.concilia.kernel.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of second factors and recovery codes. They are people's, not businesses', so they are in no business. */
@Component
class SecondFactorRows {
    private static final String IS_ON =
            "SELECT EXISTS (SELECT FROM second_factor WHERE user_id = :user AND confirmed_at IS NOT NULL)";
    private static final String LOCK =
            "SELECT secret, last_step, confirmed_at IS NOT NULL FROM second_factor WHERE user_id = :user FOR UPDATE";
    private static final String BEGIN = """
            INSERT INTO second_factor (user_id, secret, created_at) VALUES (:user, :secret, :now)
            ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at, last_step = 0
                WHERE second_factor.confirmed_at IS NULL
            """;
    private static final String CONFIRM = """
            UPDATE second_factor SET confirmed_at = :now, last_step = :step WHERE user_id = :user
            """;
    private static final String TAKE_STEP = "UPDATE second_factor SET last_step = :step WHERE user_id = :user";
    private static final String DELETE = "DELETE FROM second_factor WHERE user_id = :user";
    private static final String DELETE_CODES = "DELETE FROM recovery_code WHERE user_id = :user";
    private static final String ADD_CODES = """
            INSERT INTO recovery_code (user_id, code_hash) SELECT :user, hash FROM unnest(:hashes) AS h (hash)
            """;
    private static final String TAKE_CODE = """
            UPDATE recovery_code SET used_at = :now WHERE user_id = :user AND code_hash = :hash AND used_at IS NULL
            """;
    private static final String CODES_LEFT =
            "SELECT count(*) FROM recovery_code WHERE user_id = :user AND used_at IS NULL";

    private final JdbcClient jdbc;

    SecondFactorRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** {@code secret} is locked. */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(byte[] secret, long lastStep, boolean confirmed) {}

    boolean isOn(UserId user) {
        return jdbc.sql(IS_ON).param("user", user.value()).query(Boolean.class).single();
    }

    /** The person's factor; attempts at it come one after the other from here to the end of the transaction. */
    Optional<Row> lock(UserId user) {
        return jdbc.sql(LOCK)
                .param("user", user.value())
                .query((row, n) -> new Row(row.getBytes(1), row.getLong(2), row.getBoolean(3)))
                .optional();
    }

    /** False: there is a confirmed one. */
    boolean begin(UserId user, byte[] secret, Instant now) {
        return jdbc.sql(BEGIN)
                        .param("user", user.value())
                        .param("secret", secret)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    void confirm(UserId user, long step, Instant now) {
        jdbc.sql(CONFIRM)
                .param("user", user.value())
                .param("step", step)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void takeStep(UserId user, long step) {
        jdbc.sql(TAKE_STEP).param("user", user.value()).param("step", step).update();
    }

    boolean takeCode(UserId user, byte[] hash, Instant now) {
        return jdbc.sql(TAKE_CODE)
                        .param("user", user.value())
                        .param("hash", hash)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    void replaceCodes(UserId user, List<byte[]> hashes) {
        jdbc.sql(DELETE_CODES).param("user", user.value()).update();
        jdbc.sql(ADD_CODES)
                .param("user", user.value())
                .param("hashes", hashes.toArray(byte[][]::new))
                .update();
    }

    int codesLeft(UserId user) {
        return jdbc.sql(CODES_LEFT)
                .param("user", user.value())
                .query(Integer.class)
                .single();
    }

    boolean delete(UserId user) {
        jdbc.sql(DELETE_CODES).param("user", user.value()).update();
        return jdbc.sql(DELETE).param("user", user.value()).update() > 0;
    }
}
