package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
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
 * Gives changes in commit order. A reader first learns where the feed ends, then reads up to there: what commits
 * meanwhile has a higher number and comes with the next page.
 */
@Service
public class ChangeFeed {
    /** Most changes of one page. */
    public static final int LARGEST_PAGE = 1_000;

    /** Longest wait of one call. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private static final String COLUMNS = """
            SELECT entity, id, version, CASE WHEN deleted THEN NULL ELSE data::text END AS data, created_at, updated_at,
                side, device_id, seq
            """;
    private static final String ALL = COLUMNS + """
            FROM record WHERE business_id = :business AND seq > :after AND seq <= :end
                AND (:own::uuid IS NULL OR device_id IS DISTINCT FROM :own::uuid)
            ORDER BY seq LIMIT :limit
            """;
    /** The inner part is answered by the feed's index alone. */
    private static final String SOME = COLUMNS + """
            FROM record WHERE business_id = :business AND seq IN (
                SELECT seq FROM record WHERE business_id = :business AND seq > :after AND seq <= :end
                    AND entity = ANY (:entities) AND (:own::uuid IS NULL OR device_id IS DISTINCT FROM :own::uuid)
                ORDER BY seq LIMIT :limit)
            ORDER BY seq
            """;

    /** Halves the range of sequence numbers: times grow with them, so no index on times is needed. */
    private static final String PLACE_OF_TIME = """
            WITH RECURSIVE half (low, high) AS (
                SELECT 0::bigint, :end::bigint
                UNION ALL
                SELECT CASE WHEN r.updated_at <= :since THEN r.seq ELSE h.low END,
                       CASE WHEN r.updated_at <= :since THEN h.high ELSE (h.low + h.high) / 2 END
                FROM half h LEFT JOIN LATERAL (
                    SELECT seq, updated_at FROM record
                    WHERE business_id = :business AND seq > (h.low + h.high) / 2 AND seq <= h.high
                    ORDER BY seq LIMIT 1) r ON true
                WHERE h.low < h.high)
            SELECT low FROM half WHERE low >= high
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final BatchReads reads;
    private final ChangeSignals signals;
    private final Clock clock;

    ChangeFeed(Tenants tenants, JdbcClient jdbc, BatchReads reads, ChangeSignals signals, Clock clock) {
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.reads = reads;
        this.signals = signals;
        this.clock = clock;
    }

    /** The next page for {@code caller}; waits as the query says, holding no connection meanwhile. */
    public FeedPage pull(Caller caller, PullQuery query) {
        Instant deadline = clock.instant().plus(query.patience());
        while (true) {
            long ticket = signals.ticket(caller.business(), query.minPriority());
            FeedPage page = tenants.read(caller.business(), () -> page(caller, query));
            Duration left = Duration.between(clock.instant(), deadline);
            if (!page.changes().isEmpty()
                    || !left.isPositive()
                    || Thread.currentThread().isInterrupted()) {
                return page;
            }
            Duration wait = left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN;
            signals.await(caller.business(), query.minPriority(), ticket, wait);
        }
    }

    /**
     * Hands over what of {@code entities} has changed since a time, page by page, without waiting; no connection is held while
     * {@code use} works. For clients that know no cursor: where tombstones of that time are purged, all there is.
     */
    public void since(
            Caller caller, Set<String> entities, @Nullable Instant since, Consumer<List<FeedPage.Change>> use) {
        FeedPage page = firstSince(caller, entities, since, LARGEST_PAGE);
        use.accept(page.changes());
        while (page.hasMore()) {
            page = pull(caller, next(entities, page.cursor()));
            use.accept(page.changes());
        }
    }

    /** The first page of at most {@code limit} changes since a time; where tombstones of that time are purged, of all. */
    public FeedPage firstSince(Caller caller, Set<String> entities, @Nullable Instant since, int limit) {
        try {
            return pull(caller, new PullQuery(null, since, entities, limit, false, Duration.ZERO));
        } catch (ProblemException e) {
            if (since == null || e.code() != ProblemCode.RESYNC_REQUIRED) {
                throw e;
            }
            return pull(caller, new PullQuery(null, null, entities, limit, false, Duration.ZERO));
        }
    }

    private static PullQuery next(Set<String> entities, String cursor) {
        return new PullQuery(cursor, null, entities, LARGEST_PAGE, false, Duration.ZERO);
    }

    /** The time of the last commit of a business: whatever comes later has a later one. For one without any, 1970. */
    public Instant lastCommit(BusinessId business) {
        return tenants.read(business, () -> reads.peek(business)).lastChange();
    }

    private FeedPage page(Caller caller, PullQuery query) {
        BusinessId business = caller.business();
        BatchReads.Clock end = reads.peek(business);
        Cursor start = start(business, query, end);
        long after = start.seq();
        List<Row> rows = rows(caller, query, after, end.seq());
        if (after < end.seq()) {
            start.requireWhole(reads.peek(business)); // a purge may have come between the two statements
        }
        boolean more = rows.size() > query.limit();
        List<Row> shown = more ? rows.subList(0, query.limit()) : rows;
        long next = more ? shown.getLast().seq() : Math.max(after, end.seq());
        return new FeedPage(
                shown.stream().map(Row::change).toList(), start.at(next).text(), more, end.epoch(), end.lastChange());
    }

    /** Where to read on. Throws {@code RESYNC_REQUIRED} where tombstones after that place are purged already. */
    private Cursor start(BusinessId business, PullQuery query, BatchReads.Clock end) {
        if (query.cursor() != null) {
            return Cursor.of(query.cursor(), business, end.epoch()).requireWhole(end);
        }
        Instant since = query.since();
        if (since != null && since.isBefore(end.purgedAt())) {
            throw Cursor.resync(end.epoch());
        }
        long seq = since == null ? 0 : place(business, since, end.seq());
        return new Cursor(end.epoch(), business, seq, end.purgedSeq());
    }

    private long place(BusinessId business, Instant since, long end) {
        return jdbc.sql(PLACE_OF_TIME)
                .param("business", business.value())
                .param("since", Columns.at(since))
                .param("end", end)
                .query(Long.class)
                .single();
    }

    private List<Row> rows(Caller caller, PullQuery query, long after, long end) {
        var device = caller.device();
        UUID own = query.excludeOwn() && device != null ? device.value() : null;
        JdbcClient.StatementSpec statement = jdbc.sql(query.entities().isEmpty() ? ALL : SOME)
                .param("business", caller.business().value())
                .param("after", after)
                .param("end", end)
                .param("own", own, Types.OTHER)
                .param("limit", query.limit() + 1);
        if (!query.entities().isEmpty()) {
            statement = statement.param("entities", query.entities().toArray(String[]::new));
        }
        return statement.query(ChangeFeed::row).list();
    }

    private record Row(FeedPage.Change change, long seq) {}

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                new FeedPage.Change(
                        row.getString("entity"),
                        row.getString("id"),
                        row.getLong("version"),
                        row.getString("data"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                        Side.valueOf(row.getString("side")),
                        row.getObject("device_id", UUID.class)),
                row.getLong("seq"));
    }
}
