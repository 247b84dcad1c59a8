package dev.concilia.alert;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The alert table, as people see it and look after it. Ids are time-ordered, so they are the order and the page marks. */
@Component
class AlertLists {
    private static final String LIST = """
            SELECT * FROM alert WHERE business_id = :business AND kind = ANY (:kinds)
                AND (:before::uuid IS NULL OR id < :before::uuid)
            """;
    private static final String OPEN = " AND recovered_at IS NULL AND acknowledged_at IS NULL";
    private static final String ACKNOWLEDGED = " AND recovered_at IS NULL AND acknowledged_at IS NOT NULL";
    private static final String RECOVERED = " AND recovered_at IS NOT NULL";
    private static final String NEWEST_FIRST = " ORDER BY id DESC LIMIT :limit";
    private static final String COUNT = """
            SELECT count(*) FROM alert WHERE business_id = :business AND recovered_at IS NULL AND acknowledged_at IS NULL
                AND kind = ANY (:known)
            """;
    /** By alert_open: what is wrong at the moment, which is little. What nobody looks after comes first, then what is urgent. */
    private static final String STANDING = """
            SELECT *, count(*) FILTER (WHERE acknowledged_at IS NULL) OVER () AS unattended, count(*) OVER () AS standing
            FROM alert WHERE business_id = :business AND recovered_at IS NULL AND kind = ANY (:known)
            ORDER BY acknowledged_at IS NOT NULL, kind = ANY (:critical) DESC, id DESC LIMIT :limit
            """;

    private static final String FIND =
            "SELECT * FROM alert WHERE business_id = :business AND id = :id AND kind = ANY (:known)";
    /** The first to acknowledge it stands. */
    private static final String ACKNOWLEDGE = """
            UPDATE alert SET acknowledged_at = :now, acknowledged_by = :user, note = :note
            WHERE business_id = :business AND id = :id AND acknowledged_at IS NULL
            """;

    private static final String[] CRITICAL = AlertRows.names(Arrays.stream(AlertKind.values())
            .filter(kind -> kind.severity() == Severity.CRITICAL)
            .toList());

    private final JdbcClient jdbc;

    AlertLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Alert> list(BusinessId business, Alerts.Filter filter, @Nullable UUID before, int limit) {
        String state = switch (filter.state()) {
            case null -> "";
            case OPEN -> OPEN;
            case ACKNOWLEDGED -> ACKNOWLEDGED;
            case RECOVERED -> RECOVERED;
        };
        AlertKind kind = filter.kind();
        return statement(LIST + state + NEWEST_FIRST, business)
                .param("kinds", kind == null ? AlertRows.KNOWN : new String[] {kind.name()})
                .param("before", before, Types.OTHER)
                .param("limit", limit)
                .query(AlertLists::alert)
                .list();
    }

    int countOpen(BusinessId business) {
        return statement(COUNT, business)
                .param("known", AlertRows.KNOWN)
                .query(Integer.class)
                .single();
    }

    Alerts.Standing standing(BusinessId business, int limit) {
        int[] counts = {0, 0};
        List<Alert> worst = statement(STANDING, business)
                .param("known", AlertRows.KNOWN)
                .param("critical", CRITICAL)
                .param("limit", limit)
                .query((row, n) -> {
                    counts[0] = row.getInt("unattended");
                    counts[1] = row.getInt("standing");
                    return alert(row, n);
                })
                .list();
        return new Alerts.Standing(counts[0], counts[1] - counts[0], worst);
    }

    Optional<Alert> find(BusinessId business, UUID id) {
        return statement(FIND, business)
                .param("id", id)
                .param("known", AlertRows.KNOWN)
                .query(AlertLists::alert)
                .optional();
    }

    /** Whether it was not acknowledged before. */
    boolean acknowledge(BusinessId business, UUID id, UserId by, @Nullable String note, Instant now) {
        return statement(ACKNOWLEDGE, business)
                        .param("id", id)
                        .param("user", by.value())
                        .param("note", note, Types.VARCHAR)
                        .param("now", AlertRows.at(now))
                        .update()
                > 0;
    }

    private JdbcClient.StatementSpec statement(String sql, BusinessId business) {
        return jdbc.sql(sql).param("business", business.value());
    }

    private static Alert alert(ResultSet row, int number) throws SQLException {
        UUID by = row.getObject("acknowledged_by", UUID.class);
        return new Alert(
                row.getObject("id", UUID.class),
                AlertKind.valueOf(row.getString("kind")),
                row.getString("subject"),
                AlertRows.detail(row),
                AlertRows.required(row, "raised_at"),
                AlertRows.instant(row, "acknowledged_at"),
                by == null ? null : new UserId(by),
                row.getString("note"),
                AlertRows.instant(row, "recovered_at"),
                row.getInt("reopened"));
    }
}
