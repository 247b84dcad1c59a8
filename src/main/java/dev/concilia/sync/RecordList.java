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
 * page is a walk along one index; a search looks at a bounded number of records, and a count stops at a bound.
 */
@Service
public class RecordList {
    /** Most records that a search by text looks at: the first ones of the list. An id is found wherever it is. */
    public static final int SEARCHED = 20_000;

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
    private static final String HOLDS = """
            (id ILIKE :text ESCAPE '!'
                OR EXISTS (SELECT FROM unnest(:fields::text[]) AS f (name) WHERE data ->> f.name ILIKE :text ESCAPE '!'))
            """;
    private static final String SEARCH_BY_ID = """
            SELECT * FROM (SELECT * FROM record WHERE business_id = :business AND entity = :entity AND NOT deleted
                ORDER BY id LIMIT :searched) AS ahead
            WHERE (:after::text IS NULL OR id > :after) AND
            """ + HOLDS + " ORDER BY id LIMIT :limit";
    private static final String SEARCH_NEWEST = """
            SELECT * FROM (SELECT * FROM record WHERE business_id = :business AND entity = :entity AND NOT deleted
                ORDER BY moment DESC, id DESC LIMIT :searched) AS ahead
            WHERE (:moment::timestamptz IS NULL OR (moment, id) < (:moment, :after)) AND
            """ + HOLDS + " ORDER BY moment DESC, id DESC LIMIT :limit";
    private static final String SEARCH_DELETED = """
            SELECT * FROM (SELECT * FROM record WHERE business_id = :business AND entity = :entity AND deleted
                ORDER BY seq DESC LIMIT :searched) AS ahead
            WHERE (:seq::bigint IS NULL OR seq < :seq) AND
            """ + HOLDS + " ORDER BY seq DESC LIMIT :limit";
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
     * @param text those with this text in their id or in a field of {@code listColumns}, among the first {@link #SEARCHED}; or
     *     the one with this id
     * @param deleted tombstones in place of live records
     */
    public record Query(EntityType type, @Nullable String text, boolean deleted) {}

    /** A record in its place: {@code moment} is when it happened. */
    public record Row(RecordState record, Instant moment) {}

    /** Whether lists of the entity are by time, newest first. */
    public static boolean isDated(String entity) {
        return DATED.contains(entity);
    }

    /** Those that follow {@code last}, or the first ones. */
    public List<Row> after(BusinessId business, Query query, @Nullable Row last, int limit) {
        return tenants.read(business, () -> {
            List<Row> named = query.text() == null ? List.of() : named(business, query);
            if (!named.isEmpty()) {
                return last == null ? named : List.of();
            }
            return page(business, query, last, limit);
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

    private List<Row> page(BusinessId business, Query query, @Nullable Row last, int limit) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql(query))
                .param("business", business.value())
                .param("entity", query.type().name())
                .param("limit", limit);
        if (query.deleted()) {
            statement =
                    statement.param("seq", last == null ? null : last.record().seq(), Types.BIGINT);
        } else {
            statement = statement.param(
                    "after", last == null ? null : last.record().key().id(), Types.VARCHAR);
            if (isDated(query.type().name())) {
                statement = statement.param(
                        "moment", last == null ? null : Columns.at(last.moment()), Types.TIMESTAMP_WITH_TIMEZONE);
            }
        }
        String text = query.text();
        if (text != null) {
            statement = statement
                    .param("text", "%" + Columns.literal(text) + "%")
                    .param("fields", query.type().listColumns().toArray(String[]::new))
                    .param("searched", SEARCHED);
        }
        return statement.query((row, n) -> row(row)).list();
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
