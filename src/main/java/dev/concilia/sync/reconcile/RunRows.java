package dev.concilia.sync.reconcile;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code reconcile_run}, for reading; callers are in a transaction of the business. */
@Component
class RunRows {
    /**
     * By the primary key, or by {@code reconcile_run_device} or {@code reconcile_run_differs}. Times become numbers first, through
     * {@code reconcile_run_at}: runs are numbered as they are made, give or take what the nodes' clocks differ.
     */
    private static final String LIST = """
            SELECT * FROM reconcile_run
            WHERE business_id = :business AND id < :before
                AND (:device::uuid IS NULL OR device_id = :device::uuid)
                AND (NOT :inconsistent OR NOT is_consistent)
                AND (:from::timestamptz IS NULL OR created_at >= :from AND id >= (
                    SELECT coalesce(min(id), 9223372036854775807) FROM (SELECT id FROM reconcile_run
                        WHERE business_id = :business AND created_at >= :from ORDER BY created_at LIMIT 100) first))
                AND (:to::timestamptz IS NULL OR created_at < :to AND id <= (
                    SELECT coalesce(max(id), 0) FROM (SELECT id FROM reconcile_run
                        WHERE business_id = :business AND created_at < :to ORDER BY created_at DESC LIMIT 100) last))
            ORDER BY id DESC LIMIT :limit
            """;

    private static final String FIND = "SELECT * FROM reconcile_run WHERE business_id = :business AND id = :id";
    private static final String LATEST = """
            SELECT * FROM reconcile_run WHERE business_id = :business AND device_id = :device AND id > :id
            ORDER BY id DESC LIMIT 1
            """;
    private static final String AGREED = """
            SELECT * FROM reconcile_run WHERE business_id = :business AND device_id = :device AND id > :id AND is_consistent
            ORDER BY id LIMIT 1
            """;
    /** Of the latest 5,000 comparisons that did not agree. */
    private static final String DIFFERED_MOST = """
            SELECT device_id FROM (SELECT device_id, created_at FROM reconcile_run
                WHERE business_id = :business AND NOT is_consistent ORDER BY id DESC LIMIT 5000) lately
            WHERE created_at >= :since AND device_id IS NOT NULL
            GROUP BY device_id ORDER BY count(*) DESC, device_id LIMIT :limit
            """;
    /** A device that compares itself once a minute has 1,440 a day; one that does it all the time is cut short. */
    private static final String SHARES = """
            SELECT wanted.device, date_bin('1 hour', r.created_at, 'epoch') AS slot, count(*) AS runs,
                count(*) FILTER (WHERE r.is_consistent) AS agreed
            FROM unnest(:devices::uuid[]) AS wanted (device) CROSS JOIN LATERAL (
                SELECT is_consistent, created_at FROM reconcile_run
                WHERE business_id = :business AND device_id = wanted.device ORDER BY id DESC LIMIT 3000) r
            WHERE r.created_at >= :since GROUP BY 1, 2 ORDER BY 1, 2
            """;

    private final JdbcClient jdbc;

    RunRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<RunHistory.Kept> list(BusinessId business, RunHistory.Filter filter, long before, int limit) {
        DeviceId device = filter.device();
        return jdbc.sql(LIST)
                .param("business", business.value())
                .param("before", before)
                .param("device", device == null ? null : device.value(), Types.OTHER)
                .param("inconsistent", filter.onlyInconsistent())
                .param("from", at(filter.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("to", at(filter.to()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(RunRows::kept)
                .list();
    }

    Optional<RunHistory.Kept> find(BusinessId business, long id) {
        return jdbc.sql(FIND)
                .param("business", business.value())
                .param("id", id)
                .query(RunRows::kept)
                .optional();
    }

    Optional<RunHistory.Kept> latest(BusinessId business, DeviceId device, long id) {
        return after(LATEST, business, device, id);
    }

    Optional<RunHistory.Kept> agreed(BusinessId business, DeviceId device, long id) {
        return after(AGREED, business, device, id);
    }

    private Optional<RunHistory.Kept> after(String sql, BusinessId business, DeviceId device, long id) {
        return jdbc.sql(sql)
                .param("business", business.value())
                .param("device", device.value())
                .param("id", id)
                .query(RunRows::kept)
                .optional();
    }

    List<DeviceId> differedMost(BusinessId business, Instant since, int limit) {
        return jdbc.sql(DIFFERED_MOST)
                .param("business", business.value())
                .param("since", at(since))
                .param("limit", limit)
                .query((row, n) -> new DeviceId(row.getObject("device_id", UUID.class)))
                .list();
    }

    Map<DeviceId, List<RunHistory.Share>> shares(BusinessId business, List<DeviceId> devices, Instant since) {
        Map<DeviceId, List<RunHistory.Share>> shares = new LinkedHashMap<>();
        jdbc.sql(SHARES)
                .param("business", business.value())
                .param("devices", devices.stream().map(DeviceId::value).toArray(UUID[]::new))
                .param("since", at(since))
                .query(row -> {
                    shares.computeIfAbsent(
                                    new DeviceId(row.getObject("device", UUID.class)), device -> new ArrayList<>())
                            .add(new RunHistory.Share(
                                    row.getObject("slot", OffsetDateTime.class).toInstant(),
                                    row.getLong("runs"),
                                    row.getLong("agreed")));
                });
        return shares;
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private static RunHistory.Kept kept(ResultSet row, int number) throws SQLException {
        UUID device = row.getObject("device_id", UUID.class);
        return new RunHistory.Kept(
                row.getLong("id"),
                device == null ? null : new DeviceId(device),
                row.getString("machine_id"),
                row.getBoolean("is_consistent"),
                MismatchJson.read(Json.mapper().readTree(row.getString("mismatches"))),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
