package dev.concilia.alert;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The outbox: what is to be told, in the transaction that found it; sent later, once at least. */
@Component
class DeliveryRows {
    private static final String INSERT = """
            INSERT INTO alert_delivery (business_id, id, channel_id, items, created_at, next_attempt_at)
            SELECT :business, d.id, d.channel, d.items::jsonb, :now, :now
            FROM unnest(:ids::uuid[], :channels::uuid[], :items::text[]) AS d (id, channel, items)
            """;
    private static final String DUE = "SELECT business_id FROM due_alert_deliveries(:now)";
    /** Whoever claims one has it until then; a node that dies leaves it to the others. */
    private static final String CLAIM = """
            UPDATE alert_delivery d SET attempts = attempts + 1, next_attempt_at = :until
            FROM (SELECT id FROM alert_delivery WHERE business_id = :business AND state = 'PENDING'
                AND next_attempt_at <= :now ORDER BY next_attempt_at, id LIMIT :limit FOR UPDATE SKIP LOCKED) c
            WHERE d.business_id = :business AND d.id = c.id
            RETURNING d.id, d.channel_id, d.items, d.attempts
            """;

    private static final String SENT = """
            UPDATE alert_delivery SET state = 'SENT', sent_at = :now, error = NULL, error_detail = NULL
            WHERE business_id = :business AND id = :id
            """;
    private static final String FAILED = """
            UPDATE alert_delivery SET state = CASE WHEN :again::timestamptz IS NULL THEN 'FAILED' ELSE 'PENDING' END,
                next_attempt_at = coalesce(:again, next_attempt_at), error = :error, error_detail = :detail
            WHERE business_id = :business AND id = :id
            """;
    private static final String FORGET = """
            DELETE FROM alert_delivery WHERE business_id = :business AND id IN (SELECT id FROM alert_delivery
                WHERE business_id = :business AND created_at < :before AND state <> 'PENDING' LIMIT :limit)
            """;

    private final JdbcClient jdbc;

    DeliveryRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Something to send; {@code attempts} counts the one that begins. */
    record Claimed(UUID id, UUID channel, Notice notice, int attempts) {}

    /** A notice for a channel, under an id of its own. */
    record Fresh(UUID id, UUID channel, Notice notice) {}

    void insert(BusinessId business, List<Fresh> fresh, Instant now) {
        jdbc.sql(INSERT)
                .param("business", business.value())
                .param("ids", fresh.stream().map(Fresh::id).toArray(UUID[]::new))
                .param("channels", fresh.stream().map(Fresh::channel).toArray(UUID[]::new))
                .param(
                        "items",
                        fresh.stream()
                                .map(f -> Json.mapper().writeValueAsString(f.notice()))
                                .toArray(String[]::new))
                .param("now", at(now))
                .update();
    }

    /** The businesses that have something to tell. */
    Collection<BusinessId> due(Instant now) {
        return jdbc.sql(DUE)
                .param("now", at(now))
                .query((row, n) -> new BusinessId(row.getObject("business_id", UUID.class)))
                .list();
    }

    List<Claimed> claim(BusinessId business, Instant now, Instant until, int limit) {
        return jdbc.sql(CLAIM)
                .param("business", business.value())
                .param("now", at(now))
                .param("until", at(until))
                .param("limit", limit)
                .query((row, n) -> new Claimed(
                        row.getObject("id", UUID.class),
                        row.getObject("channel_id", UUID.class),
                        Json.mapper().readValue(row.getString("items"), Notice.class),
                        row.getInt("attempts")))
                .list();
    }

    void sent(BusinessId business, UUID id, Instant now) {
        jdbc.sql(SENT)
                .param("business", business.value())
                .param("id", id)
                .param("now", at(now))
                .update();
    }

    /** {@code again}: when to try again; null: never. */
    void failed(BusinessId business, UUID id, DeliveryFailure failure, @Nullable Instant again) {
        jdbc.sql(FAILED)
                .param("business", business.value())
                .param("id", id)
                .param("again", again == null ? null : at(again), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("error", failure.reason().name())
                .param("detail", failure.detail())
                .update();
    }

    int forget(BusinessId business, Instant before, int limit) {
        return jdbc.sql(FORGET)
                .param("business", business.value())
                .param("before", at(before))
                .param("limit", limit)
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
