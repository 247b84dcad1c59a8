package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.BusinessId;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads records as they stand: one, some, or all of an entity in pages. Tombstones are not shown. */
@Service
public class Records {
    /** Rows read at once where all are wanted. */
    static final int PAGE = 1_000;

    private static final String ONE =
            "SELECT * FROM record WHERE business_id = :business AND entity = :entity AND id = :id";
    private static final String SOME = """
            SELECT r.* FROM unnest(:ids::text[]) AS wanted (id) CROSS JOIN LATERAL (
                SELECT * FROM record WHERE business_id = :business AND entity = :entity AND id = wanted.id
                    AND NOT deleted LIMIT 1) r
            """;
    private static final String WHERE = """
            FROM record WHERE business_id = :business AND entity = :entity AND NOT deleted
                AND (:from::timestamptz IS NULL OR created_at >= :from)
                AND (:to::timestamptz IS NULL OR created_at < :to)
                AND (:text::text IS NULL OR id ILIKE :text ESCAPE '!'
                    OR EXISTS (SELECT FROM unnest(:fields::text[]) AS f (name) WHERE data ->> f.name ILIKE :text ESCAPE '!'))
            """;
    private static final String PAGED =
            "SELECT * " + WHERE + " AND (:after::text IS NULL OR id > :after) ORDER BY id LIMIT :limit";
    private static final String COUNTED = "SELECT count(*) " + WHERE;

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

    /** The live records with these ids, in their order. */
    public List<RecordState> some(BusinessId business, String entity, Collection<String> ids) {
        return tenants.read(
                business,
                () -> jdbc.sql(SOME)
                        .param("business", business.value())
                        .param("entity", entity)
                        .param("ids", ids.toArray(String[]::new))
                        .query((row, n) -> BatchReads.record(row))
                        .list());
    }

    /** One page, by id. */
    public List<RecordState> page(BusinessId business, RecordQuery query) {
        return tenants.read(
                business,
                () -> statement(PAGED, business, query)
                        .param("after", query.after(), Types.VARCHAR)
                        .param("limit", query.limit())
                        .query((row, n) -> BatchReads.record(row))
                        .list());
    }

    /** How many the query names, whatever its page. */
    public long count(BusinessId business, RecordQuery query) {
        return tenants.read(
                business,
                () -> statement(COUNTED, business, query).query(Long.class).single());
    }

    /** All that the query names, page by page; no connection is held while {@code use} works. */
    public void each(BusinessId business, RecordQuery query, Consumer<RecordState> use) {
        String after = query.after();
        List<RecordState> page;
        do {
            page = page(
                    business,
                    new RecordQuery(query.entity(), query.from(), query.to(), query.text(), after, PAGE));
            page.forEach(use);
            after = page.isEmpty() ? after : page.getLast().key().id();
        } while (page.size() == PAGE);
    }

    private JdbcClient.StatementSpec statement(String sql, BusinessId business, RecordQuery query) {
        String[] fields = profiles.of(business)
                .catalog()
                .find(query.entity())
                .map(EntityType::listColumns)
                .orElse(List.of())
                .toArray(String[]::new);
        String text = query.text();
        return jdbc.sql(sql)
                .param("business", business.value())
                .param("entity", query.entity())
                .param("from", query.from() == null ? null : Columns.at(query.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("to", query.to() == null ? null : Columns.at(query.to()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("text", text == null ? null : "%" + literal(text) + "%", Types.VARCHAR)
                .param("fields", fields);
    }

    private static String literal(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
