package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How the hub stands to changes that carry nothing but the time at which they were made. One statement, however many. */
@Service
public class Standings {
    private static final String OF = """
            SELECT known.outcome, made.client_at, r.*
            FROM unnest(:operations::text[], :ids::text[]) WITH ORDINALITY AS wanted (operation, id, n)
            LEFT JOIN LATERAL (SELECT outcome FROM sync_operation
                WHERE business_id = :business AND operation_id = wanted.operation LIMIT 1) known ON true
            LEFT JOIN LATERAL (SELECT * FROM record
                WHERE business_id = :business AND entity = :entity AND id = wanted.id LIMIT 1) r ON true
            LEFT JOIN LATERAL (SELECT operation_id FROM record_history
                WHERE business_id = :business AND entity = :entity AND id = wanted.id AND version = r.version
                LIMIT 1) h ON true
            LEFT JOIN LATERAL (SELECT client_at FROM sync_operation
                WHERE business_id = :business AND operation_id = h.operation_id LIMIT 1) made ON true
            ORDER BY wanted.n
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;

    Standings(Tenants tenants, JdbcClient jdbc) {
        this.tenants = tenants;
        this.jdbc = jdbc;
    }

    /** A change that is to be looked at: its operation's id and its record's. */
    public record Wanted(String operation, String id) {}

    /**
     * @param known what became of the operation when it was accepted before, null if it never was
     * @param record as the hub holds it, a tombstone too
     * @param madeAt when its last change was made, by the clock of whoever made it
     */
    public record Standing(
            @Nullable Outcome known,
            @Nullable RecordState record,
            @Nullable Instant madeAt) {
        /**
         * Whether a change that {@code caller} made at {@code time} is older than what stands: than its own last one by its own
         * clock, or than somebody else's by the hub's. Nothing was made after the hub took it, whatever a clock said.
         */
        public boolean isNewerThan(Instant time, Caller caller) {
            if (record == null) {
                return false;
            }
            boolean own = record.side() == caller.side() && Objects.equals(record.device(), caller.device());
            boolean told = own && madeAt != null && madeAt.isBefore(record.updatedAt());
            Instant since = told ? Objects.requireNonNull(madeAt) : record.updatedAt();
            return time.isBefore(since.truncatedTo(ChronoUnit.MILLIS)); // clients count in milliseconds
        }

        public boolean isLive() {
            return record != null && !record.deleted();
        }
    }

    /** One for each of {@code wanted}, in order. */
    public List<Standing> of(BusinessId business, String entity, List<Wanted> wanted) {
        return tenants.read(
                business,
                () -> jdbc.sql(OF)
                        .param("business", business.value())
                        .param("entity", entity)
                        .param("operations", Columns.texts(wanted, Wanted::operation))
                        .param("ids", Columns.texts(wanted, Wanted::id))
                        .query((row, n) -> standing(row))
                        .list());
    }

    private static Standing standing(ResultSet row) throws SQLException {
        OffsetDateTime made = row.getObject("client_at", OffsetDateTime.class);
        RecordState record = row.getString("id") == null ? null : BatchReads.record(row);
        String known = row.getString("outcome");
        return new Standing(
                known == null ? null : Outcome.valueOf(known.toUpperCase(Locale.ROOT)),
                record,
                made == null ? null : made.toInstant());
    }
}
