package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.BusinessId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Records for people who leaf through them: what happens at a time newest first, all else by id, tombstones latest first. Each
 * page is a walk along one index; a search goes along it stretch by stretch, and a count stops at a bound.
 */
@Service
public class RecordList {
    /** Most records that one stretch of a search looks at. */
    static final int STRETCH = 10_000;

    /** The entities that the index {@code record_moment} holds. */
    private static final Set<String> DATED = Set.of(
            "cash_movements",
            "cash_sessions",
            "closings",
            "distribuciones",
            "expenses",
            "inventory_movements",
            "order_items",
            "orders",
            "payments",
            "quotations",
            "sale_items",
            "sales");

    private static final String BY_ID = """
            SELECT * FROM record WHERE business_id = :business AND entity = :entity AND NOT deleted
                AND (:after::text IS NULL OR id > :after) ORDER BY id LIMIT :limit
            """;
    private static final String NEWEST = """
            SELECT * FROM record WHERE business_id = :business AND entity = :entity AND NOT deleted
                AND (:moment::timestamptz IS NULL OR (moment, id) < (:moment, :after))
            ORDER BY moment DESC, id DESC LIMIT :limit
            """;
    private static final String DELETED = """
            SELECT * FROM record WHERE business_id = :business AND entity = :entity AND deleted
                AND (:seq::bigint IS NULL OR seq < :seq) ORDER BY seq DESC LIMIT :limit
            """;
    /** The id and the fields one under the other, so that no word reaches from one into the next. */
    private static final String HOLDS = """
            lower(concat_ws(E'\\n', id, (SELECT string_agg(data ->> f.name, E'\\n') FROM unnest(:fields::text[]) AS f (name))))
                LIKE lower(:text) ESCAPE '!' AS holds
            """;

    private static final String SEARCH_BY_ID = """
            SELECT * FROM (SELECT *, row_number() OVER way AS nth, lead(seq) OVER way IS NULL AS ends,
            """ + HOLDS + """
                FROM (SELECT * FROM record WHERE business_id = :business AND entity = :entity AND NOT deleted
                    AND (:after::text IS NULL OR id > :after) ORDER BY id LIMIT :stretch) AS ahead
                WINDOW way AS (ORDER BY id)) AS seen
            WHERE holds OR ends ORDER BY id LIMIT :limit
            """;
    private static final String SEARCH_NEWEST = """
            SELECT * FROM (SELECT *, row_number() OVER way AS nth, lead(seq) OVER way IS NULL AS ends,
            """ + HOLDS + """
                FROM (SELECT * FROM record WHERE business_id = :business AND entity = :entity AND NOT deleted
                    AND (:moment::timestamptz IS NULL OR (moment, id) < (:moment, :after))
                    ORDER BY moment DESC, id DESC LIMIT :stretch) AS ahead
                WINDOW way AS (ORDER BY moment DESC, id DESC)) AS seen
            WHERE holds OR ends ORDER BY moment DESC, id DESC LIMIT :limit
            """;
    private static final String SEARCH_DELETED = """
            SELECT * FROM (SELECT *, row_number() OVER way AS nth, lead(seq) OVER way IS NULL AS ends,
            """ + HOLDS + """
                FROM (SELECT * FROM record WHERE business_id = :business AND entity = :entity AND deleted
                    AND (:seq::bigint IS NULL OR seq < :seq) ORDER BY seq DESC LIMIT :stretch) AS ahead
                WINDOW way AS (ORDER BY seq DESC)) AS seen
            WHERE holds OR ends ORDER BY seq DESC LIMIT :limit
            """;
    private static final String ONE = """
            SELECT * FROM record WHERE business_id = :business AND entity = :entity AND id = :id AND deleted = :deleted
            """;
    private static final String COUNTS = """
            SELECT e.name, c.n FROM unnest(:entities::text[]) AS e (name) CROSS JOIN LATERAL (
                SELECT count(*) AS n FROM (SELECT FROM record
                    WHERE business_id = :business AND entity = e.name AND deleted = :deleted LIMIT :limit) AS counted) c
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;

    RecordList(Tenants tenants, JdbcClient jdbc) {
        this.tenants = tenants;
        this.jdbc = jdbc;
    }

    /**
     * Which records.
     *
     * @param text those whose id and {@code listColumns} hold its words in this order; or just the one with this id
     * @param deleted tombstones in place of live records
     */
    public record Query(EntityType type, @Nullable String text, boolean deleted) {}

    /**
     * What one stretch of a search came to.
     *
     * @param last the record to go on after; none if it came to the end
     * @param looked how many records it looked at
     */
    public record Found(List<Row> rows, @Nullable Row last, int looked) {}

    /** A record in its place: {@code moment} is when it happened. */
    public record Row(RecordState record, Instant moment) {}

    /** Whether lists of the entity are by time, newest first. */
    public static boolean isDated(String entity) {
        return DATED.contains(entity);
    }

    /** Those of a query without text that follow {@code last}, or the first ones. */
    public List<Row> after(BusinessId business, Query query, @Nullable Row last, int limit) {
        return tenants.read(
                business,
                () -> statement(business, query, last, limit)
                        .query((row, n) -> row(row))
                        .list());
    }

    /** Looks through what follows {@code last}, or the first ones: at most {@code limit} finds, and no further than it takes. */
    public Found search(BusinessId business, Query query, @Nullable Row last, int limit) {
        if (query.text() == null) {
            List<Row> rows = after(business, query, last, limit);
            return new Found(rows, rows.size() < limit ? null : rows.getLast(), rows.size());
        }
        return tenants.read(business, () -> {
            List<Row> named = last == null ? named(business, query) : List.of();
            return named.isEmpty() ? stretch(business, query, last, limit) : new Found(named, null, named.size());
        });
    }

    /** How many records each entity has, as far as {@code limit}: what has more is not counted on. */
    public Map<String, Integer> counts(BusinessId business, Collection<String> entities, boolean deleted, int limit) {
        Map<String, Integer> counts = new HashMap<>();
        tenants.run(
                business,
                () -> jdbc.sql(COUNTS)
                        .param("business", business.value())
                        .param("entities", entities.toArray(String[]::new))
                        .param("deleted", deleted)
                        .param("limit", limit)
                        .query(row -> {
                            counts.put(row.getString("name"), row.getInt("n"));
                        }));
        return counts;
    }

    private List<Row> named(BusinessId business, Query query) {
        return jdbc.sql(ONE)
                .param("business", business.value())
                .param("entity", query.type().name())
                .param("id", query.text())
                .param("deleted", query.deleted())
                .query((row, n) -> row(row))
                .list();
    }

    /** A row of a stretch: found, or just its last one. */
    private record Seen(Row row, int nth, boolean holds, boolean ends) {}

    private Found stretch(BusinessId business, Query query, @Nullable Row last, int limit) {
        List<Seen> seen = statement(business, query, last, limit)
                .param("text", "%" + pattern(query) + "%")
                .param("fields", query.type().listColumns().toArray(String[]::new))
                .param("stretch", STRETCH)
                .query((row, n) ->
                        new Seen(row(row), row.getInt("nth"), row.getBoolean("holds"), row.getBoolean("ends")))
                .list();
        if (seen.isEmpty()) {
            return new Found(List.of(), null, 0);
        }
        Seen end = seen.getLast();
        boolean isAll = end.ends() && end.nth() < STRETCH;
        List<Row> found = seen.stream().filter(Seen::holds).map(Seen::row).toList();
        return new Found(found, isAll ? null : end.row(), end.nth());
    }

    /** Between two words there may be others: the end of one field and the start of the next. */
    private static String pattern(Query query) {
        return Columns.literal(String.valueOf(query.text()).strip()).replaceAll("\\s+", "%");
    }

    private JdbcClient.StatementSpec statement(BusinessId business, Query query, @Nullable Row last, int limit) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql(query))
                .param("business", business.value())
                .param("entity", query.type().name())
                .param("limit", limit);
        if (query.deleted()) {
            return statement.param("seq", last == null ? null : last.record().seq(), Types.BIGINT);
        }
        statement = statement.param(
                "after", last == null ? null : last.record().key().id(), Types.VARCHAR);
        return isDated(query.type().name())
                ? statement.param(
                        "moment", last == null ? null : Columns.at(last.moment()), Types.TIMESTAMP_WITH_TIMEZONE)
                : statement;
    }

    private static String sql(Query query) {
        boolean search = query.text() != null;
        if (query.deleted()) {
            return search ? SEARCH_DELETED : DELETED;
        }
        return isDated(query.type().name()) ? search ? SEARCH_NEWEST : NEWEST : search ? SEARCH_BY_ID : BY_ID;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                BatchReads.record(row),
                row.getObject("moment", OffsetDateTime.class).toInstant());
    }
}
