package dev.concilia.device;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads devices with all that their badge depends on, in one statement. */
@Component
class DeviceRows {
    private static final String SELECT = """
            SELECT d.*, l.name AS location, k.expires_at AS key_expires_at, coalesce(c.open, 0) AS open_conflicts,
                f.refused
            FROM device d
            LEFT JOIN location l ON l.business_id = d.business_id AND l.id = d.location_id
            LEFT JOIN LATERAL (SELECT max(expires_at) AS expires_at FROM device_key k
                WHERE k.business_id = d.business_id AND k.device_id = d.id AND k.revoked_at IS NULL) k ON true
            LEFT JOIN (SELECT device_id, count(*) AS open FROM conflict
                WHERE business_id = :business AND state = 'OPEN' GROUP BY device_id) c ON c.device_id = d.id
            LEFT JOIN LATERAL (SELECT count(DISTINCT r.operation_id)::integer AS refused FROM (
                    SELECT operation_id, at FROM refused_operation o
                    WHERE o.business_id = d.business_id AND o.device_id = d.id
                        AND o.at > greatest(d.failed_reported_at, :sinceAtLeast)
                    ORDER BY o.at DESC LIMIT 1000) r
                WHERE NOT EXISTS (SELECT FROM sync_operation s
                    WHERE s.business_id = d.business_id AND s.operation_id = r.operation_id AND s.at > r.at)) f ON true
            WHERE d.business_id = :business
            """;
    private static final String IN_USE = SELECT + " AND (d.revoked_at IS NULL OR d.last_seen_at > d.revoked_at)";
    private static final String RETIRED =
            SELECT + " AND d.revoked_at IS NOT NULL AND coalesce(d.last_seen_at <= d.revoked_at, true)";
    private static final String ONE = " AND d.id = :id";
    private static final String REFUSED = """
            SELECT coalesce(r.entity, '') AS entity, count(DISTINCT r.operation_id)::integer AS refused FROM (
                    SELECT o.operation_id, o.entity, o.at FROM device d JOIN refused_operation o
                        ON o.business_id = d.business_id AND o.device_id = d.id
                    WHERE d.business_id = :business AND d.id = :id AND o.business_id = :business AND o.device_id = :id
                        AND o.at > greatest(d.failed_reported_at, :sinceAtLeast)
                    ORDER BY o.at DESC LIMIT 1000) r
            WHERE NOT EXISTS (SELECT FROM sync_operation s
                WHERE s.business_id = :business AND s.operation_id = r.operation_id AND s.at > r.at)
            GROUP BY 1
            """;
    /** A device that never says what became of a refusal is not held to it for ever. */
    private static final Duration REFUSALS_COUNT_FOR = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final DeviceSettings settings;

    DeviceRows(JdbcClient jdbc, Clock clock, DeviceSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    List<Device> all(BusinessId business) {
        return list(IN_USE, business).stream()
                .sorted(Comparator.comparing(Device::badge)
                        .reversed()
                        .thenComparing(Device::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    List<Device> retired(BusinessId business) {
        return list(RETIRED, business).stream()
                .sorted(Comparator.comparing(Device::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    Optional<Device> one(BusinessId business, DeviceId id) {
        return one(IN_USE, business, id);
    }

    Optional<Device> retired(BusinessId business, DeviceId id) {
        return one(RETIRED, business, id);
    }

    private List<Device> list(String sql, BusinessId business) {
        Instant now = clock.instant();
        return select(sql, business, now).query((row, n) -> device(row, now)).list();
    }

    private Optional<Device> one(String sql, BusinessId business, DeviceId id) {
        Instant now = clock.instant();
        return select(sql + ONE, business, now)
                .param("id", id.value())
                .query((row, n) -> device(row, now))
                .optional();
    }

    /** What was refused of a device and still counts, by entity as it was sent. */
    Map<String, Integer> refused(BusinessId business, DeviceId id) {
        Map<String, Integer> refused = new HashMap<>();
        select(REFUSED, business, clock.instant()).param("id", id.value()).query(row -> {
            refused.put(row.getString("entity"), row.getInt("refused"));
        });
        return refused;
    }

    private JdbcClient.StatementSpec select(String sql, BusinessId business, Instant now) {
        return jdbc.sql(sql)
                .param("business", business.value())
                .param("sinceAtLeast", now.minus(REFUSALS_COUNT_FOR).atOffset(ZoneOffset.UTC));
    }

    private Device device(ResultSet row, Instant now) throws SQLException {
        DeviceState state = new DeviceState(
                instant(row, "last_seen_at"),
                instant(row, "last_push_at"),
                instant(row, "last_pull_at"),
                row.getObject("pending", Integer.class),
                sum(row.getObject("failed", Integer.class), row.getInt("refused")),
                instant(row, "oldest_pending_at"),
                row.getObject("clock_skew_ms", Long.class),
                row.getObject("consistent", Boolean.class),
                row.getInt("open_conflicts"),
                row.getString("status"),
                row.getString("tables"));
        return new Device(
                new DeviceId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("kind"),
                row.getString("external_id"),
                row.getString("location"),
                row.getString("version"),
                row.getObject("enrolled_at", OffsetDateTime.class).toInstant(),
                instant(row, "key_expires_at"),
                retired(instant(row, "revoked_at"), state.lastSeenAt()),
                state,
                Cause.of(state, now, settings.syncInterval()));
    }

    /** One that makes contact again, as on a key that machines share, is in use. */
    private static @Nullable Instant retired(@Nullable Instant revoked, @Nullable Instant seen) {
        return revoked == null || seen != null && seen.isAfter(revoked) ? null : revoked;
    }

    /** Unknown and none is unknown; unknown and some is some. */
    private static @Nullable Integer sum(@Nullable Integer reported, int refused) {
        return reported == null && refused == 0 ? null : (reported == null ? 0 : reported) + refused;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
