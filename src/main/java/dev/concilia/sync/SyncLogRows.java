package dev.concilia.sync;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code sync_log}; its callers are in a transaction of the business. */
@Component
class SyncLogRows {
    private static final String INSERT = """
            INSERT INTO sync_log (business_id, sync_type, records_affected, status, error, device_id, started_at,
                completed_at)
            SELECT :business, l.type, l.records, l.status, l.error, l.device, l.started::timestamptz,
                l.completed::timestamptz
            FROM unnest(:types::text[], :records::integer[], :statuses::text[], :errors::text[], :devices::uuid[],
                :started::text[], :completed::text[])
                AS l (type, records, status, error, device, started, completed)
            """;
    private static final String LIST = """
            SELECT * FROM sync_log
            WHERE business_id = :business AND id < :before
                AND (:type::text IS NULL OR sync_type = :type)
                AND (:status::text IS NULL OR status = :status)
                AND (:device::uuid IS NULL OR device_id = :device::uuid)
            ORDER BY id DESC LIMIT :limit
            """;

    private final JdbcClient jdbc;

    SyncLogRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(BusinessId business, List<SyncLog.Line> lines) {
        jdbc.sql(INSERT)
                .param("business", business.value())
                .param("types", Columns.texts(lines, line -> line.type().name()))
                .param("records", lines.stream().map(SyncLog.Line::records).toArray(Integer[]::new))
                .param("statuses", Columns.texts(lines, line -> line.status().name()))
                .param("errors", lines.stream().map(SyncLog.Line::error).toArray(String[]::new))
                .param("devices", lines.stream().map(line -> id(line.device())).toArray(UUID[]::new))
                .param("started", Columns.texts(lines, line -> line.startedAt().toString()))
                .param(
                        "completed",
                        Columns.texts(lines, line -> line.completedAt().toString()))
                .update();
    }

    List<SyncLog.Entry> list(BusinessId business, SyncLog.Filter filter, long before, int limit) {
        return jdbc.sql(LIST)
                .param("business", business.value())
                .param("before", before)
                .param("type", filter.type() == null ? null : filter.type().name(), Types.VARCHAR)
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().name(),
                        Types.VARCHAR)
                .param("device", id(filter.device()), Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> entry(business, row))
                .list();
    }

    private static SyncLog.Entry entry(BusinessId business, ResultSet row) throws SQLException {
        UUID device = row.getObject("device_id", UUID.class);
        return new SyncLog.Entry(
                row.getLong("id"),
                new SyncLog.Line(
                        business,
                        SyncType.valueOf(row.getString("sync_type")),
                        row.getInt("records_affected"),
                        SyncLog.Status.valueOf(row.getString("status")),
                        row.getString("error"),
                        device == null ? null : new DeviceId(device),
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        row.getObject("completed_at", OffsetDateTime.class).toInstant()));
    }

    private static @Nullable UUID id(@Nullable DeviceId device) {
        return device == null ? null : device.value();
    }
}
