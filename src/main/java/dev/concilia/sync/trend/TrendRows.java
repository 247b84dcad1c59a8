package dev.concilia.sync.trend;

import dev.concilia.kernel.BusinessId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of the trend; callers are in a transaction of the business. */
@Component
class TrendRows {
    /** Of two nodes that gather at once, the second waits here. */
    private static final String LOCK = """
            INSERT INTO operation_mark (business_id, counted_to) VALUES (:business, :begin)
            ON CONFLICT (business_id) DO UPDATE SET counted_to = operation_mark.counted_to RETURNING counted_to
            """;
    /** A commit's operations carry times up to the clock's own: up to there nothing can turn up later. */
    private static final String CERTAIN = """
            SELECT greatest(last_at, :settled::timestamptz) FROM business_clock WHERE business_id = :business
            """;

    private static final String COUNT = """
            INSERT INTO operation_slot (business_id, slot, outcome, operations)
            SELECT :business, date_bin('5 minutes', at, 'epoch'), outcome, count(*) FROM (
                SELECT at, outcome FROM sync_operation WHERE business_id = :business AND at > :from AND at <= :upTo
                UNION ALL
                SELECT at, outcome FROM refused_operation WHERE business_id = :business AND at > :from AND at <= :upTo) o
            GROUP BY 2, 3
            ON CONFLICT (business_id, slot, outcome) DO UPDATE SET operations = operation_slot.operations + excluded.operations
            """;
    private static final String MARK = "UPDATE operation_mark SET counted_to = :upTo WHERE business_id = :business";
    private static final String PENDING = """
            INSERT INTO pending_slot (business_id, slot, oldest_seconds)
            SELECT :business, date_bin('5 minutes', :now::timestamptz, 'epoch'),
                coalesce(greatest(extract(epoch FROM :now::timestamptz - min(oldest_pending_at)), 0), 0)::bigint
            FROM device WHERE business_id = :business AND revoked_at IS NULL HAVING count(pending) > 0
            ON CONFLICT (business_id, slot) DO UPDATE
                SET oldest_seconds = greatest(pending_slot.oldest_seconds, excluded.oldest_seconds)
            """;
    private static final String FORGET_OPERATIONS =
            "DELETE FROM operation_slot WHERE business_id = :business AND slot < :cutoff";
    private static final String FORGET_PENDING =
            "DELETE FROM pending_slot WHERE business_id = :business AND slot < :cutoff";
    private static final String OPERATIONS = """
            SELECT slot, outcome, operations FROM operation_slot WHERE business_id = :business AND slot >= :since
            """;
    private static final String OLDEST = """
            SELECT slot, oldest_seconds FROM pending_slot WHERE business_id = :business AND slot >= :since
            """;

    private final JdbcClient jdbc;

    TrendRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How far operations have been counted; {@code begin} where nobody has yet. */
    Instant lock(BusinessId business, Instant begin) {
        return select(LOCK, business)
                .param("begin", at(begin))
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    Instant certain(BusinessId business, Instant settled) {
        return select(CERTAIN, business)
                .param("settled", at(settled))
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .orElse(settled);
    }

    void count(BusinessId business, Instant from, Instant upTo) {
        select(COUNT, business).param("from", at(from)).param("upTo", at(upTo)).update();
        select(MARK, business).param("upTo", at(upTo)).update();
    }

    void pending(BusinessId business, Instant now) {
        select(PENDING, business).param("now", at(now)).update();
    }

    void forget(BusinessId business, Instant cutoff) {
        select(FORGET_OPERATIONS, business).param("cutoff", at(cutoff)).update();
        select(FORGET_PENDING, business).param("cutoff", at(cutoff)).update();
    }

    Map<Instant, Map<String, Long>> operations(BusinessId business, Instant since) {
        Map<Instant, Map<String, Long>> found = new HashMap<>();
        select(OPERATIONS, business).param("since", at(since)).query(row -> {
            found.computeIfAbsent(row.getObject("slot", OffsetDateTime.class).toInstant(), slot -> new TreeMap<>())
                    .put(row.getString("outcome"), row.getLong("operations"));
        });
        return found;
    }

    Map<Instant, Long> oldest(BusinessId business, Instant since) {
        Map<Instant, Long> found = new HashMap<>();
        select(OLDEST, business).param("since", at(since)).query(row -> {
            found.put(row.getObject("slot", OffsetDateTime.class).toInstant(), row.getLong("oldest_seconds"));
        });
        return found;
    }

    private JdbcClient.StatementSpec select(String sql, BusinessId business) {
        return jdbc.sql(sql).param("business", business.value());
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
