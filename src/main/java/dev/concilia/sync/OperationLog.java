package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What became of operations, newest first: those that were accepted, and those that were not. */
@Service
public class OperationLog {
    private static final String ACCEPTED = """
            (SELECT operation_id, device_id, entity, action, entity_id, outcome, NULL AS error, at FROM sync_operation
             WHERE business_id = :business AND (at, operation_id) < (:before, :beforeId) AND (:outcome::text IS NULL OR outcome = :outcome)
             ORDER BY at DESC, operation_id DESC LIMIT :limit)
            """;
    private static final String REFUSED = """
            (SELECT operation_id, device_id, entity, action, entity_id, outcome, error, at FROM refused_operation
             WHERE business_id = :business AND (at, operation_id) < (:before, :beforeId) AND (:outcome::text IS NULL OR outcome = :outcome)
             ORDER BY at DESC, operation_id DESC LIMIT :limit)
            """;
    private static final String BOTH =
            ACCEPTED + " UNION ALL " + REFUSED + " ORDER BY at DESC, operation_id DESC LIMIT :limit";

    private static final String LATELY = """
            SELECT count(*) FILTER (WHERE at > :hour) AS hour, count(*) AS day FROM sync_operation
            WHERE business_id = :business AND at > :day
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final Clock clock;

    OperationLog(Tenants tenants, JdbcClient jdbc, Clock clock) {
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How many operations were accepted in the last hour and in the last 24. */
    public record Lately(long lastHour, long lastDay) {}

    public Lately lately(BusinessId business) {
        Instant now = clock.instant();
        return tenants.read(
                business,
                () -> jdbc.sql(LATELY)
                        .param("business", business.value())
                        .param("hour", Columns.at(now.minus(Duration.ofHours(1))))
                        .param("day", Columns.at(now.minus(Duration.ofDays(1))))
                        .query((row, n) -> new Lately(row.getLong("hour"), row.getLong("day")))
                        .single());
    }

    /** One line of the log; {@code error} is a problem code. */
    public record Line(
            String operationId,
            @Nullable UUID device,
            String entity,
            String action,
            String entityId,
            String outcome,
            @Nullable String error,
            Instant at) {}

    /** A place in the log: operations of one batch share their time, so the id is part of it. */
    public record Place(Instant at, String operationId) {}

    /** The latest operations from before {@code before}; {@code outcome} is a word of the protocol, or none for all. */
    public List<Line> list(BusinessId business, @Nullable String outcome, Place before, int limit) {
        return tenants.read(
                business,
                () -> jdbc.sql(BOTH)
                        .param("business", business.value())
                        .param("outcome", outcome, Types.VARCHAR)
                        .param("before", Columns.at(before.at()))
                        .param("beforeId", before.operationId())
                        .param("limit", limit)
                        .query(OperationLog::line)
                        .list());
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                row.getString("operation_id"),
                row.getObject("device_id", UUID.class),
                row.getString("entity"),
                row.getString("action"),
                row.getString("entity_id"),
                row.getString("outcome"),
                row.getString("error"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
