package dev.concilia.alert;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The alert table, as evaluations write it. Ids are time-ordered, so they are the order. */
@Component
class AlertRows {
    private static final String QUEUE = "SELECT pg_advisory_xact_lock(hashtextextended('alert' || :business::text, 0))";
    private static final String HELD = """
            SELECT id, kind, subject, detail, raised_at, recovered_at, announced_at IS NOT NULL AS announced, told
            FROM alert WHERE business_id = :business AND closed_at IS NULL AND kind = ANY (:known) ORDER BY id DESC
            """;
    private static final String RAISE = """
            INSERT INTO alert (business_id, id, kind, subject, detail, raised_at)
            SELECT :business, a.id, a.kind, a.subject, a.detail::jsonb, :now
            FROM unnest(:ids::uuid[], :kinds::text[], :subjects::text[], :details::text[])
                AS a (id, kind, subject, detail)
            ON CONFLICT DO NOTHING
            RETURNING id
            """;
    private static final String ANNOUNCE = """
            UPDATE alert SET announced_at = :now, told = :channels::uuid[]
            WHERE business_id = :business AND id = ANY (:ids)
            """;
    private static final String DROP = "DELETE FROM alert WHERE business_id = :business AND id = ANY (:ids)";
    private static final String REOPEN = """
            UPDATE alert a SET recovered_at = NULL, reopened = reopened + 1, detail = n.detail::jsonb
            FROM unnest(:ids::uuid[], :details::text[]) AS n (id, detail)
            WHERE a.business_id = :business AND a.id = ANY (:ids) AND a.id = n.id
            """;
    private static final String REFRESH = """
            UPDATE alert a SET detail = n.detail::jsonb FROM unnest(:ids::uuid[], :details::text[]) AS n (id, detail)
            WHERE a.business_id = :business AND a.id = ANY (:ids) AND a.id = n.id
            """;
    private static final String RECOVER =
            "UPDATE alert SET recovered_at = :now WHERE business_id = :business AND id = ANY (:ids)";
    private static final String CLOSE = """
            UPDATE alert SET closed_at = :now, recovered_at = coalesce(recovered_at, :now)
            WHERE business_id = :business AND id = ANY (:ids)
            """;
    private static final String UNTELL = """
            UPDATE alert SET told = array_remove(told, :channel) WHERE business_id = :business AND id = ANY (:ids)
            """;
    private static final String FORGET = """
            DELETE FROM alert WHERE business_id = :business AND id IN (SELECT id FROM alert
                WHERE business_id = :business AND closed_at < :before ORDER BY id LIMIT :limit)
            """;
    static final String[] KNOWN = names(List.of(AlertKind.values()));

    private final JdbcClient jdbc;
    private final Ids ids;

    AlertRows(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** One evaluation of a business at a time, whatever the nodes think. */
    void queue(BusinessId business) {
        statement(QUEUE, business).query().singleRow();
    }

    /** Newest first. */
    List<Held> held(BusinessId business) {
        return statement(HELD, business)
                .param("known", KNOWN)
                .query(AlertRows::held)
                .list();
    }

    /** The ids that the problems got, in their order; those that are open already get none. */
    List<Held> raise(BusinessId business, List<Problem> problems, Instant now) {
        List<Held> fresh = problems.stream()
                .map(p -> new Held(ids.next(), p.kind(), p.subject(), p.detail(), now, null, false, List.of()))
                .toList();
        List<UUID> raised = statement(RAISE, business)
                .param("now", at(now))
                .param("ids", fresh.stream().map(Held::id).toArray(UUID[]::new))
                .param("kinds", fresh.stream().map(h -> h.kind().name()).toArray(String[]::new))
                .param("subjects", fresh.stream().map(Held::subject).toArray(String[]::new))
                .param("details", fresh.stream().map(h -> json(h.detail())).toArray(String[]::new))
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
        Set<UUID> inserted = Set.copyOf(raised);
        return fresh.stream().filter(h -> inserted.contains(h.id())).toList();
    }

    void announce(BusinessId business, List<UUID> alerts, List<UUID> channels, Instant now) {
        change(ANNOUNCE, business, alerts, now)
                .param("channels", channels.toArray(UUID[]::new))
                .update();
    }

    void drop(BusinessId business, List<UUID> alerts) {
        statement(DROP, business).param("ids", alerts.toArray(UUID[]::new)).update();
    }

    void reopen(BusinessId business, List<Verdict.Renewed> alerts) {
        renewed(REOPEN, business, alerts);
    }

    void refresh(BusinessId business, List<Verdict.Renewed> alerts) {
        renewed(REFRESH, business, alerts);
    }

    private void renewed(String sql, BusinessId business, List<Verdict.Renewed> alerts) {
        statement(sql, business)
                .param("ids", alerts.stream().map(Verdict.Renewed::id).toArray(UUID[]::new))
                .param("details", alerts.stream().map(a -> json(a.detail())).toArray(String[]::new))
                .update();
    }

    void recover(BusinessId business, List<UUID> alerts, Instant now) {
        change(RECOVER, business, alerts, now).update();
    }

    void close(BusinessId business, List<UUID> alerts, Instant now) {
        change(CLOSE, business, alerts, now).update();
    }

    /** A channel did not get the alarm of these after all: it gets no recovery either. */
    void untell(BusinessId business, Collection<UUID> alerts, UUID channel) {
        statement(UNTELL, business)
                .param("ids", alerts.toArray(UUID[]::new))
                .param("channel", channel)
                .update();
    }

    int forget(BusinessId business, Instant before, int limit) {
        return statement(FORGET, business)
                .param("before", at(before))
                .param("limit", limit)
                .update();
    }

    private JdbcClient.StatementSpec change(String sql, BusinessId business, List<UUID> alerts, Instant now) {
        return statement(sql, business)
                .param("ids", alerts.toArray(UUID[]::new))
                .param("now", at(now));
    }

    private JdbcClient.StatementSpec statement(String sql, BusinessId business) {
        return jdbc.sql(sql).param("business", business.value());
    }

    static String[] names(Collection<AlertKind> kinds) {
        return kinds.stream().map(Enum::name).toArray(String[]::new);
    }

    private static String json(Map<String, String> detail) {
        return Json.mapper().writeValueAsString(detail);
    }

    static Map<String, String> detail(ResultSet row) throws SQLException {
        Map<String, String> detail = new TreeMap<>();
        Json.mapper()
                .readTree(row.getString("detail"))
                .properties()
                .forEach(e -> detail.put(e.getKey(), e.getValue().asString("")));
        return detail;
    }

    private static Held held(ResultSet row, int number) throws SQLException {
        return new Held(
                row.getObject("id", UUID.class),
                AlertKind.valueOf(row.getString("kind")),
                row.getString("subject"),
                detail(row),
                required(row, "raised_at"),
                instant(row, "recovered_at"),
                row.getBoolean("announced"),
                List.copyOf(Arrays.asList((UUID[]) row.getArray("told").getArray())));
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant required(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
