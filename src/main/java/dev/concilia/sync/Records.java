package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads records as they stand: one, some, their parts, or all of an entity in pages. Only {@link #find} shows tombstones. */
@Service
public class Records {
    /** Rows read at once where all are wanted. */
    private static final int PAGE = 1_000;

    private static final String ONE =
            "SELECT * FROM record WHERE business_id = :business AND entity = :entity AND id = :id";
    private static final String KNOWN = """
            SELECT r.* FROM unnest(:entities::text[], :ids::text[]) AS wanted (entity, id) CROSS JOIN LATERAL (
                SELECT * FROM record
                WHERE business_id = :business AND entity = wanted.entity AND id = wanted.id LIMIT 1) r
            """;
    private static final String SOME = """
            SELECT r.* FROM unnest(:ids::text[]) AS wanted (id) CROSS JOIN LATERAL (
                SELECT * FROM record WHERE business_id = :business AND entity = :entity AND id = wanted.id
                    AND NOT deleted LIMIT 1) r
            """;
    private static final String PARTS = """
            SELECT r.* FROM unnest(:ids::text[]) AS whole (id) CROSS JOIN LATERAL (
                SELECT * FROM record WHERE business_id = :business AND belongs_to = whole.id AND entity = :entity
                    AND NOT deleted ORDER BY id LIMIT 1000) r
            """;
    private static final String WHERE = """
            FROM record WHERE business_id = :business AND entity = :entity AND NOT deleted
                AND (:text::text IS NULL OR id ILIKE :text ESCAPE '!'
                    OR EXISTS (SELECT FROM unnest(:fields::text[]) AS f (name) WHERE data ->> f.name ILIKE :text ESCAPE '!'))
            """;
    private static final String BETWEEN = """
                AND (:from::timestamptz IS NULL OR moment >= :from) AND (:to::timestamptz IS NULL OR moment < :to)
            """;
    private static final String BY_ID =
            "SELECT * " + WHERE + " AND (:after::text IS NULL OR id > :after) ORDER BY id LIMIT :limit";
    private static final String BY_MOMENT = "SELECT * " + WHERE + BETWEEN + """
                AND (:moment::timestamptz IS NULL OR (moment, id) > (:moment, :after)) ORDER BY moment, id LIMIT :limit
            """;
    private static final String COUNT = "SELECT count(*) " + WHERE;
    private static final String COUNT_BETWEEN = "SELECT count(*) " + WHERE + BETWEEN;

    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final Profiles profiles;

    Records(Tenants tenants, JdbcClient jdbc, Profiles profiles) {
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.profiles = profiles;
    }

    /** The record, a tombstone too; empty if it never was, or is another business's. */
    public Optional<RecordState> find(BusinessId business, String entity, String id) {
        return tenants.read(
                business,
                () -> jdbc.sql(ONE)
                        .param("business", business.value())
                        .param("entity", entity)
                        .param("id", id)
                        .query((row, n) -> BatchReads.record(row))
                        .optional());
    }

    /** The records with these keys, tombstones too, whatever their entities; those that never were are left out. */
    public Map<RecordKey, RecordState> known(BusinessId business, Collection<RecordKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<RecordKey> wanted = List.copyOf(new LinkedHashSet<>(keys));
        return tenants.read(
                business,
                () -> jdbc
                        .sql(KNOWN)
                        .param("business", business.value())
                        .param("entities", Columns.texts(wanted, RecordKey::entity))
                        .param("ids", Columns.texts(wanted, RecordKey::id))
                        .query((row, n) -> BatchReads.record(row))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(RecordState::key, Function.identity())));
    }

    /** The live records with these ids. */
    public List<RecordState> some(BusinessId business, String entity, Collection<String> ids) {
        return byIds(SOME, business, entity, ids);
    }

    /** The live {@code entity} records that are parts of others, by those: order items by order, addresses by customer. */
    public Map<String, List<RecordState>> parts(
            BusinessId business, String entity, String reference, Collection<String> wholes) {
        return byIds(PARTS, business, entity, wholes).stream()
                .collect(Collectors.groupingBy(
                        part -> part.data().path(reference).asString("")));
    }

    private List<RecordState> byIds(String sql, BusinessId business, String entity, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : tenants.read(
                        business,
                        () -> jdbc.sql(sql)
                                .param("business", business.value())
                                .param("entity", entity)
                                .param("ids", ids.toArray(String[]::new))
                                .query((row, n) -> BatchReads.record(row))
                                .list());
    }

    /** One page: by id, or by time where the query is. Throws {@code INVALID_PARAMETER} for a strange {@code after}. */
    public RecordPage page(BusinessId business, RecordQuery query) {
        List<Row> rows = tenants.read(business, () -> rows(business, query));
        boolean more = rows.size() > query.limit();
        List<Row> shown = more ? rows.subList(0, query.limit()) : rows;
        Row last = more ? shown.getLast() : null;
        return new RecordPage(shown.stream().map(Row::record).toList(), last == null ? null : place(query, last));
    }

    private static String place(RecordQuery query, Row last) {
        String id = last.record().key().id();
        return query.dated() ? new RecordPage.Place(last.moment(), id).text() : id;
    }

    private record Row(RecordState record, Instant moment) {}

    private List<Row> rows(BusinessId business, RecordQuery query) {
        RecordPage.Place after = after(query);
        JdbcClient.StatementSpec statement = statement(query.dated() ? BY_MOMENT : BY_ID, business, query)
                .param("after", after.id(), Types.VARCHAR)
                .param("limit", query.limit() + 1);
        if (query.dated()) {
            statement = statement.param("moment", at(after.moment()), Types.TIMESTAMP_WITH_TIMEZONE);
        }
        return statement
                .query((row, n) -> new Row(
                        BatchReads.record(row),
                        row.getObject("moment", OffsetDateTime.class).toInstant()))
                .list();
    }

    private static RecordPage.Place after(RecordQuery query) {
        String after = query.after();
        if (after == null || !query.dated()) {
            return after == null ? RecordPage.Place.START : new RecordPage.Place(null, after);
        }
        try {
            return RecordPage.Place.of(after);
        } catch (DateTimeException e) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, "after");
        }
    }

    /** How many the query names, whatever its page. */
    public long count(BusinessId business, RecordQuery query) {
        return tenants.read(
                business,
                () -> statement(query.dated() ? COUNT_BETWEEN : COUNT, business, query)
                        .query(Long.class)
                        .single());
    }

    /** All that the query names, page by page; no connection is held while {@code use} works. */
    public void each(BusinessId business, RecordQuery query, Consumer<List<RecordState>> use) {
        String after = query.after();
        do {
            RecordPage page = page(business, query.at(after, PAGE));
            use.accept(page.records());
            after = page.next();
        } while (after != null);
    }

    private JdbcClient.StatementSpec statement(String sql, BusinessId business, RecordQuery query) {
        List<String> fields = profiles.of(business)
                .catalog()
                .find(query.entity())
                .map(EntityType::listColumns)
                .orElseGet(ArrayList::new);
        String text = query.text();
        JdbcClient.StatementSpec statement = jdbc.sql(sql)
                .param("business", business.value())
                .param("entity", query.entity())
                .param("text", text == null ? null : "%" + Columns.literal(text) + "%", Types.VARCHAR)
                .param("fields", fields.toArray(String[]::new));
        return query.dated()
                ? statement
                        .param("from", at(query.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("to", at(query.to()), Types.TIMESTAMP_WITH_TIMEZONE)
                : statement;
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : Columns.at(instant);
    }
}
