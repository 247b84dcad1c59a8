package dev.concilia.sync;

import dev.concilia.kernel.BusinessId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the hub remembers of its last restore, and what was written since. */
@Component
class RecoveryRows {
    private static final String RESTORED_AT = "SELECT restored_at FROM hub";
    private static final String RESTORED = """
            UPDATE hub SET epoch = :epoch, restored_at = :now, backup_taken_at = :taken
            """;
    /** A second restore before the first one's recovery has ended: devices may still bring what the first one lost. */
    private static final String MARK = """
            UPDATE business_clock SET
                restored_seq = CASE WHEN :open AND restored_seq IS NOT NULL THEN restored_seq ELSE seq END,
                restored_after = CASE WHEN :open AND restored_seq IS NOT NULL THEN restored_after ELSE last_at END
            WHERE business_id = :business
            """;

    private static final String MARKS = """
            SELECT h.restored_at, c.restored_seq, c.restored_after FROM business_clock c CROSS JOIN hub h
            WHERE c.business_id = :business
            """;
    /** Probes only, as {@link BatchReads} has them. */
    private static final String WRITTEN = """
            SELECT h.* FROM unnest(:ids::text[], :versions::bigint[]) AS held (id, version) CROSS JOIN LATERAL (
                SELECT id, version, action, before, added, seq, recovered FROM record_history
                WHERE business_id = :business AND entity = :entity AND id = held.id
                    AND (seq > :restored OR version >= held.version)
                ORDER BY version) h
            """;

    private final JdbcClient jdbc;

    RecoveryRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Nullable
    Instant restoredAt() {
        return jdbc.sql(RESTORED_AT)
                .query((row, n) -> Optional.ofNullable(instant(row, "restored_at")))
                .single()
                .orElse(null);
    }

    void restored(UUID epoch, Instant now, @Nullable Instant backupTaken) {
        jdbc.sql(RESTORED)
                .param("epoch", epoch)
                .param("now", Columns.at(now))
                .param("taken", backupTaken == null ? null : Columns.at(backupTaken), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    void mark(BusinessId business, boolean stillOpen) {
        jdbc.sql(MARK)
                .param("business", business.value())
                .param("open", stillOpen)
                .update();
    }

    /**
     * Where a business stood in the restored backup.
     *
     * @param seq the last place of its feed
     * @param after the time of its last change: just what came later was lost
     */
    record Marks(Instant restoredAt, long seq, Instant after) {}

    /** Empty for a hub that was never restored, and for a business that was opened later. */
    Optional<Marks> marks(BusinessId business) {
        return jdbc.sql(MARKS)
                .param("business", business.value())
                .query((row, n) -> marks(row))
                .single();
    }

    private static Optional<Marks> marks(ResultSet row) throws SQLException {
        Instant restoredAt = instant(row, "restored_at");
        Instant after = instant(row, "restored_after");
        return restoredAt == null || after == null
                ? Optional.empty()
                : Optional.of(new Marks(restoredAt, row.getLong("restored_seq"), after));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** A version in the hub's history. {@code since}: made after the restore, and if so, whether it was brought back. */
    record Version(long version, boolean since, boolean recovered, boolean insert, Set<String> fields) {}

    /** Each record's versions that were made since the restore, and those from the held version on. */
    Map<String, List<Version>> written(BusinessId business, String entity, long restored, List<HeldRecord> held) {
        Map<String, List<Version>> written = new HashMap<>();
        jdbc.sql(WRITTEN)
                .param("business", business.value())
                .param("entity", entity)
                .param("restored", restored)
                .param("ids", Columns.texts(held, HeldRecord::id))
                .param("versions", Columns.longs(held, HeldRecord::version))
                .query(row -> {
                    written.computeIfAbsent(row.getString("id"), id -> new ArrayList<>())
                            .add(version(row, restored));
                });
        return written;
    }

    private static Version version(ResultSet row, long restored) throws SQLException {
        Set<String> fields =
                new HashSet<>(Columns.object(row.getString("before")).propertyNames());
        fields.addAll(Arrays.asList((String[]) row.getArray("added").getArray()));
        return new Version(
                row.getLong("version"),
                row.getLong("seq") > restored,
                row.getBoolean("recovered"),
                row.getString("action").equals(Action.INSERT.wire()),
                fields);
    }
}
