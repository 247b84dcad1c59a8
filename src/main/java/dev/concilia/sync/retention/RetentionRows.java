package dev.concilia.sync.retention;

import dev.concilia.kernel.BusinessId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds and deletes old rows of one business, oldest first and a bounded number at a time, each by an index. */
@Component
class RetentionRows {
    private static final String LOCK = "SELECT seq FROM business_clock WHERE business_id = :business FOR UPDATE";

    /** A tombstone that an open conflict is about stays: whoever settles it may bring the record back. */
    private static final String TOMBSTONES = """
            SELECT t.seq, t.version, t.updated_at, t.updated_at < :cutoff AS old, EXISTS (
                SELECT FROM conflict c WHERE c.business_id = :business AND c.entity = t.entity AND c.entity_id = t.id
                    AND c.state = 'OPEN') AS needed
            FROM (SELECT entity, id, seq, version, updated_at FROM record
                WHERE business_id = :business AND deleted AND seq > :after ORDER BY seq LIMIT :chunk) t
            ORDER BY t.seq
            """;

    private static final String PURGE =
            "DELETE FROM record WHERE business_id = :business AND deleted AND seq = ANY (:seqs)";
    /** One version number is left out, so that no base value is rebuilt from a record's earlier life. */
    private static final String NOTE_PURGED = """
            UPDATE business_clock SET purged_seq = greatest(purged_seq, :seq), purged_at = greatest(purged_at, :at),
                version_floor = greatest(version_floor, :version + 1)
            WHERE business_id = :business
            """;

    /** To rebuild a conflict's base version takes every version after it. */
    private static final String VERSIONS = """
            SELECT h.seq, h.version, h.at AS updated_at, h.at < :cutoff AS old, EXISTS (
                SELECT FROM conflict c WHERE c.business_id = :business AND c.entity = h.entity AND c.entity_id = h.id
                    AND c.state = 'OPEN' AND c.base_version < h.version) AS needed
            FROM (SELECT entity, id, version, seq, at FROM record_history
                WHERE business_id = :business AND seq > :after ORDER BY seq LIMIT :chunk) h
            ORDER BY h.seq
            """;

    private static final String FORGET =
            "DELETE FROM record_history WHERE business_id = :business AND seq = ANY (:seqs)";

    private static final String REFUSALS = """
            DELETE FROM refused_operation WHERE business_id = :business AND id = ANY (ARRAY(
                SELECT id FROM refused_operation WHERE business_id = :business AND at < :cutoff
                ORDER BY at LIMIT :chunk))
            """;
    private static final String SYNC_LOG = """
            DELETE FROM sync_log WHERE business_id = :business AND id = ANY (ARRAY(
                SELECT id FROM sync_log WHERE business_id = :business AND started_at < :cutoff
                ORDER BY started_at LIMIT :chunk))
            """;
    /** Runs are numbered as they are made, so the oldest have the lowest numbers. */
    private static final String RUNS = """
            DELETE FROM reconcile_run WHERE business_id = :business AND id = ANY (ARRAY(
                SELECT id FROM (SELECT id, created_at FROM reconcile_run WHERE business_id = :business
                    ORDER BY id LIMIT :chunk) oldest
                WHERE created_at < :cutoff))
            """;

    private static final String ANSWERS = """
            DELETE FROM idempotency_response WHERE business_id = :business AND (key, caller) IN (
                SELECT key, caller FROM idempotency_response WHERE business_id = :business AND created_at < :cutoff
                ORDER BY created_at LIMIT :chunk)
            """;

    private final JdbcClient jdbc;

    RetentionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for its turn as the only writer of the business, until the transaction ends. */
    void lock(BusinessId business) {
        jdbc.sql(LOCK).param("business", business.value()).query().singleRow();
    }

    /** A row in the order of the feed; {@code needed}: it is to stay, however old. */
    record Row(long seq, long version, Instant at, boolean old, boolean needed) {
        boolean doomed() {
            return old && !needed;
        }
    }

    /** Tombstones after a place of the feed. */
    List<Row> tombstones(BusinessId business, Instant cutoff, long after, int chunk) {
        return rows(TOMBSTONES, business, cutoff, after, chunk);
    }

    /** Versions after a place of the feed. */
    List<Row> versions(BusinessId business, Instant cutoff, long after, int chunk) {
        return rows(VERSIONS, business, cutoff, after, chunk);
    }

    private List<Row> rows(String sql, BusinessId business, Instant cutoff, long after, int chunk) {
        return jdbc.sql(sql)
                .param("business", business.value())
                .param("cutoff", at(cutoff))
                .param("after", after)
                .param("chunk", chunk)
                .query((row, n) -> new Row(
                        row.getLong("seq"),
                        row.getLong("version"),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("old"),
                        row.getBoolean("needed")))
                .list();
    }

    /** Takes tombstones away and notes what readers and later inserts must know of them. */
    void purge(BusinessId business, List<Row> tombstones) {
        delete(PURGE, business, tombstones);
        jdbc.sql(NOTE_PURGED)
                .param("business", business.value())
                .param("seq", tombstones.getLast().seq())
                .param("at", at(tombstones.getLast().at()))
                .param(
                        "version",
                        tombstones.stream().mapToLong(Row::version).max().orElse(0))
                .update();
    }

    void forget(BusinessId business, List<Row> versions) {
        delete(FORGET, business, versions);
    }

    private void delete(String sql, BusinessId business, List<Row> rows) {
        jdbc.sql(sql)
                .param("business", business.value())
                .param("seqs", rows.stream().map(Row::seq).toArray(Long[]::new))
                .update();
    }

    int refusals(BusinessId business, Instant cutoff, int chunk) {
        return older(REFUSALS, business, cutoff, chunk);
    }

    int syncLog(BusinessId business, Instant cutoff, int chunk) {
        return older(SYNC_LOG, business, cutoff, chunk);
    }

    int reconcileRuns(BusinessId business, Instant cutoff, int chunk) {
        return older(RUNS, business, cutoff, chunk);
    }

    int idempotency(BusinessId business, Instant cutoff, int chunk) {
        return older(ANSWERS, business, cutoff, chunk);
    }

    private int older(String sql, BusinessId business, Instant cutoff, int chunk) {
        return jdbc.sql(sql)
                .param("business", business.value())
                .param("cutoff", at(cutoff))
                .param("chunk", chunk)
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
