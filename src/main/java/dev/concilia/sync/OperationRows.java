package dev.concilia.sync;

import dev.concilia.catalog.Catalog;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables {@code sync_operation} and {@code refused_operation}, for reading; callers are in a transaction of the business. */
@Component
class OperationRows {
    private static final OffsetDateTime END =
            Instant.parse("9999-12-31T00:00:00Z").atOffset(ZoneOffset.UTC);
    private static final int MOST_REFUSALS = 100;

    /** By {@code sync_operation_at}, or by {@code _outcome} (but applied ones), {@code _device} or {@code _entity}. */
    private static final String ACCEPTED = """
            (SELECT 0 AS refusal, operation_id, device_id, entity, action, entity_id, outcome, NULL AS error, NULL AS detail,
                 (result ->> 'version')::bigint AS version, (result ->> 'conflictId')::uuid AS conflict, client_at, at
             FROM sync_operation
             WHERE business_id = :business AND (at, operation_id) < (:before, :beforeId)
                 AND (:from::timestamptz IS NULL OR at >= :from)
                 AND (:outcome::text IS NULL OR outcome = :outcome)
                 AND (:device::uuid IS NULL OR device_id = :device::uuid)
                 AND (:entity::text IS NULL OR entity = :entity)
             ORDER BY at DESC, operation_id DESC LIMIT :limit)
            """;
    /** By {@code refused_operation_at}, or by {@code _failed}, {@code _device} or {@code _entity}. Entities as they were sent. */
    private static final String REFUSED = """
            (SELECT id AS refusal, operation_id, device_id, entity, action, entity_id, outcome, error, detail,
                 NULL::bigint AS version, NULL::uuid AS conflict, NULL::timestamptz AS client_at, at
             FROM refused_operation
             WHERE business_id = :business AND (at, operation_id) < (:before, :beforeId)
                 AND (:from::timestamptz IS NULL OR at >= :from)
                 AND (:outcome::text IS NULL OR outcome = :outcome)
                 AND (:device::uuid IS NULL OR device_id = :device::uuid)
                 AND (:entity::text IS NULL OR entity = ANY (:names))
             ORDER BY at DESC, operation_id DESC, id DESC LIMIT :limit)
            """;

    private static final String BOTH =
            ACCEPTED + " UNION ALL " + REFUSED + " ORDER BY at DESC, operation_id DESC, refusal DESC LIMIT :limit";
    private static final String STORY = """
            SELECT 0 AS refusal, operation_id, device_id, entity, action, entity_id, outcome, NULL AS error, NULL AS detail,
                (result ->> 'version')::bigint AS version, (result ->> 'conflictId')::uuid AS conflict, client_at, at
            FROM sync_operation WHERE business_id = :business AND operation_id = :id
            UNION ALL
            (SELECT id, operation_id, device_id, entity, action, entity_id, outcome, error, detail, NULL, NULL, NULL, at
             FROM refused_operation WHERE business_id = :business AND operation_id = :id ORDER BY at DESC LIMIT :limit)
            ORDER BY at DESC, refusal DESC
            """;
    private static final String WRITTEN = """
            SELECT before, added FROM record_history
            WHERE business_id = :business AND entity = :entity AND id = :id AND version = :version
                AND operation_id = :operation
            """;
    private static final String LATELY = """
            SELECT count(*) FILTER (WHERE at > :hour) AS hour, count(*) AS day FROM sync_operation
            WHERE business_id = :business AND at > :day
            """;
    private static final String REFUSED_SINCE = """
            SELECT count(*) FROM (SELECT FROM refused_operation WHERE business_id = :business AND at > :since LIMIT :most) r
            """;

    private final JdbcClient jdbc;
    private final Catalog catalog;

    OperationRows(JdbcClient jdbc, Catalog catalog) {
        this.jdbc = jdbc;
        this.catalog = catalog;
    }

    List<OperationLog.Line> list(
            BusinessId business, OperationLog.Filter filter, OperationLog.Place before, int limit) {
        Outcome outcome = filter.outcome();
        DeviceId device = filter.device();
        return jdbc.sql(sources(outcome))
                .param("business", business.value())
                .param("before", before.at().equals(Instant.MAX) ? END : Columns.at(before.at()))
                .param("beforeId", before.operationId())
                .param("from", filter.from() == null ? null : Columns.at(filter.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("outcome", outcome == null ? null : outcome.wire(), Types.VARCHAR)
                .param("device", device == null ? null : device.value(), Types.OTHER)
                .param("entity", filter.entity(), Types.VARCHAR)
                .param("names", names(filter.entity()))
                .param("limit", limit)
                .query(OperationRows::line)
                .list();
    }

    /** Where lines of an outcome are. */
    private static String sources(@Nullable Outcome outcome) {
        return switch (outcome) {
            case null -> BOTH;
            case REJECTED, FAILED -> REFUSED;
            default -> ACCEPTED;
        };
    }

    /** What clients may call an entity. */
    private String[] names(@Nullable String entity) {
        if (entity == null) {
            return new String[0];
        }
        Set<String> names = new LinkedHashSet<>(List.of(entity));
        catalog.find(entity).ifPresent(type -> names.addAll(type.aliases()));
        return names.toArray(String[]::new);
    }

    List<OperationLog.Line> story(BusinessId business, String operationId) {
        return jdbc.sql(STORY)
                .param("business", business.value())
                .param("id", operationId)
                .param("limit", MOST_REFUSALS)
                .query(OperationRows::line)
                .list();
    }

    Optional<OperationLog.Written> written(BusinessId business, OperationLog.Line line, long version) {
        return jdbc.sql(WRITTEN)
                .param("business", business.value())
                .param("entity", line.entity())
                .param("id", line.entityId())
                .param("version", version)
                .param("operation", line.operationId())
                .query((row, n) ->
                        new OperationLog.Written(Columns.object(row.getString("before")), Arrays.asList((String[])
                                row.getArray("added").getArray())))
                .optional();
    }

    OperationLog.Lately lately(BusinessId business, Instant hour, Instant day) {
        return jdbc.sql(LATELY)
                .param("business", business.value())
                .param("hour", Columns.at(hour))
                .param("day", Columns.at(day))
                .query((row, n) -> new OperationLog.Lately(row.getLong("hour"), row.getLong("day")))
                .single();
    }

    int refused(BusinessId business, Instant since, int most) {
        return jdbc.sql(REFUSED_SINCE)
                .param("business", business.value())
                .param("since", Columns.at(since))
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    private static OperationLog.Line line(ResultSet row, int number) throws SQLException {
        UUID device = row.getObject("device_id", UUID.class);
        String error = row.getString("error");
        OffsetDateTime clientAt = row.getObject("client_at", OffsetDateTime.class);
        return new OperationLog.Line(
                row.getLong("refusal"),
                row.getString("operation_id"),
                device == null ? null : new DeviceId(device),
                row.getString("entity"),
                row.getString("action"),
                row.getString("entity_id"),
                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                error == null ? null : Refusal.read(error, row.getString("detail")),
                row.getObject("version", Long.class),
                row.getObject("conflict", UUID.class),
                clientAt == null ? null : clientAt.toInstant(),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
