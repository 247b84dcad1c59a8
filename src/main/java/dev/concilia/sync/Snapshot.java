package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * All live records of a business, for a device's first sync. It reads up to where the feed ended at the start, a page
 * per transaction; what changes meanwhile has a higher number, and comes by the cursor. Source: the protocol's "Pull".
 */
@Service
public class Snapshot {
    private static final int PAGE = 1_000;

    private static final String COLUMNS = """
            SELECT entity, id, version, data::text AS data, updated_at, side, device_id, seq
            """;
    private static final String ALL = COLUMNS + """
            FROM record WHERE business_id = :business AND seq > :after AND seq <= :end AND NOT deleted
            ORDER BY seq LIMIT :limit
            """;
    /** The inner part is answered by the feed's index alone. */
    private static final String SOME = COLUMNS + """
            FROM record WHERE business_id = :business AND seq IN (
                SELECT seq FROM record WHERE business_id = :business AND seq > :after AND seq <= :end
                    AND NOT deleted AND entity = ANY (:entities)
                ORDER BY seq LIMIT :limit)
            ORDER BY seq
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final BatchReads reads;

    Snapshot(Tenants tenants, JdbcClient jdbc, BatchReads reads) {
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.reads = reads;
    }

    /** A live record. {@code data} is its JSON in UTF-8, as the database gave it. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Line(
            String entity,
            String id,
            long version,
            byte[] data,
            Instant updatedAt,
            Side modifiedBy,
            @Nullable UUID device,
            long seq) {}

    /** The end of a snapshot: the cursor to go on from, and the time for those who go on by times. */
    public record End(String cursor, UUID epoch, Instant upTo) {}

    /**
     * Hands the live records over, page by page, in commit order. {@code page} runs outside of any transaction and
     * without a connection, so it may wait for a slow device; what it throws ends the snapshot.
     *
     * @param entities canonical names; empty: all
     */
    public End read(BusinessId business, Set<String> entities, Consumer<List<Line>> page) {
        BatchReads.Clock end = tenants.read(business, () -> reads.peek(business));
        long after = 0;
        while (after < end.seq()) {
            long from = after;
            List<Line> lines = tenants.read(business, () -> lines(business, entities, from, end.seq()));
            after = lines.size() < PAGE ? end.seq() : lines.getLast().seq();
            page.accept(lines);
        }
        return new End(new Cursor(end.epoch(), business, end.seq()).text(), end.epoch(), end.lastChange());
    }

    private List<Line> lines(BusinessId business, Set<String> entities, long after, long end) {
        JdbcClient.StatementSpec statement = jdbc.sql(entities.isEmpty() ? ALL : SOME)
                .param("business", business.value())
                .param("after", after)
                .param("end", end)
                .param("limit", PAGE);
        if (!entities.isEmpty()) {
            statement = statement.param("entities", entities.toArray(String[]::new));
        }
        return statement.query(Snapshot::line).list();
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                row.getString("entity"),
                row.getString("id"),
                row.getLong("version"),
                row.getBytes("data"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                Side.valueOf(row.getString("side")),
                row.getObject("device_id", UUID.class),
                row.getLong("seq"));
    }
}
