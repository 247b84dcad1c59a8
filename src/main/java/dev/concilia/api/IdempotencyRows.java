package dev.concilia.api;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The table of idempotency keys: held by a run, or with the answer it gave. Each call is a short transaction. */
@Component
class IdempotencyRows {
    private static final String CLAIM = """
            INSERT INTO idempotency_response AS r
                (business_id, key, caller, fingerprint, claim, locked_until, created_at)
            VALUES (:business, :key, :caller, :fingerprint, :claim, :until, :now)
            ON CONFLICT (business_id, key, caller) DO UPDATE SET
                fingerprint = excluded.fingerprint, claim = excluded.claim, locked_until = excluded.locked_until,
                created_at = excluded.created_at, status = NULL, headers = NULL, body = NULL
                WHERE r.created_at <= :forgotten
                    OR (r.status IS NULL AND r.locked_until <= :now AND r.fingerprint = excluded.fingerprint)
            """;
    private static final String FIND = """
            SELECT fingerprint, status, headers, body FROM idempotency_response
            WHERE business_id = :business AND key = :key AND caller = :caller
            """;
    private static final String FINISH = """
            UPDATE idempotency_response
            SET status = :status, headers = :headers::jsonb, body = :body, claim = NULL, locked_until = NULL
            WHERE business_id = :business AND key = :key AND caller = :caller AND claim = :claim
            """;
    private static final String RELEASE = """
            DELETE FROM idempotency_response
            WHERE business_id = :business AND key = :key AND caller = :caller AND claim = :claim
            """;
    /** A few with each new key, so that the table never holds much more than what is kept. */
    private static final String FORGET = """
            DELETE FROM idempotency_response WHERE business_id = :business AND ctid = ANY (ARRAY(
                SELECT ctid FROM idempotency_response
                WHERE business_id = :business AND created_at <= :forgotten
                ORDER BY created_at LIMIT 20 FOR UPDATE SKIP LOCKED))
            """;

    private final JdbcClient jdbc;
    private final Tenants tenants;

    IdempotencyRows(JdbcClient jdbc, Tenants tenants) {
        this.jdbc = jdbc;
        this.tenants = tenants;
    }

    /** One key of one caller. */
    record Slot(BusinessId business, String caller, String key) {}

    /** A run that wants a slot: what it would do, until when it would hold it, and what is too old to matter. */
    @SuppressWarnings("ArrayRecordComponent")
    record Wish(UUID claim, byte[] fingerprint, Instant now, Instant until, Instant forgotten) {}

    /** Whose the slot is. */
    sealed interface State {
        record Mine() implements State {}

        record Running() implements State {}

        record OtherContent() implements State {}

        record Finished(StoredAnswer answer) implements State {}
    }

    /** Takes a slot that is free, too old, or was left by a run that is taken for dead. */
    State claim(Slot slot, Wish wish) {
        return tenants.write(slot.business(), () -> {
            int taken = at(CLAIM, slot)
                    .param("fingerprint", wish.fingerprint())
                    .param("claim", wish.claim())
                    .param("until", wish.until().atOffset(ZoneOffset.UTC))
                    .param("now", wish.now().atOffset(ZoneOffset.UTC))
                    .param("forgotten", wish.forgotten().atOffset(ZoneOffset.UTC))
                    .update();
            if (taken == 0) {
                return at(FIND, slot)
                        .query((row, n) -> state(row, wish.fingerprint()))
                        .single(); // the row is locked since CLAIM looked at it
            }
            jdbc.sql(FORGET)
                    .param("business", slot.business().value())
                    .param("forgotten", wish.forgotten().atOffset(ZoneOffset.UTC))
                    .update();
            return new State.Mine();
        });
    }

    /** Keeps the answer, unless another run has taken the slot over. */
    void finish(Slot slot, UUID claim, StoredAnswer answer) {
        tenants.run(
                slot.business(),
                () -> at(FINISH, slot)
                        .param("claim", claim)
                        .param("status", answer.status())
                        .param("headers", Json.mapper().writeValueAsString(answer.headers()))
                        .param("body", answer.body())
                        .update());
    }

    /** Frees the slot for a retry, unless another run has taken it over. */
    void release(Slot slot, UUID claim) {
        tenants.run(
                slot.business(), () -> at(RELEASE, slot).param("claim", claim).update());
    }

    private JdbcClient.StatementSpec at(String sql, Slot slot) {
        return jdbc.sql(sql)
                .param("business", slot.business().value())
                .param("key", slot.key())
                .param("caller", slot.caller());
    }

    private static State state(ResultSet row, byte[] fingerprint) throws SQLException {
        if (!Arrays.equals(fingerprint, row.getBytes("fingerprint"))) {
            return new State.OtherContent();
        }
        Integer status = row.getObject("status", Integer.class);
        if (status == null) {
            return new State.Running();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        JsonNode stored = Json.mapper().readTree(row.getString("headers"));
        stored.properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().stringValue()));
        return new State.Finished(new StoredAnswer(status, headers, row.getString("body")));
    }
}
