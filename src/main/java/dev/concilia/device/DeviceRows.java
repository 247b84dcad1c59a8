package dev.concilia.device;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads devices with all that their badge depends on, in one statement. */
@Component
class DeviceRows {
    private static final String SELECT = """
            SELECT d.*, l.name AS location, k.expires_at AS key_expires_at, coalesce(c.open, 0) AS open_conflicts
            FROM device d
            LEFT JOIN location l ON l.business_id = d.business_id AND l.id = d.location_id
            LEFT JOIN LATERAL (SELECT max(expires_at) AS expires_at FROM device_key k
                WHERE k.business_id = d.business_id AND k.device_id = d.id AND k.revoked_at IS NULL) k ON true
            LEFT JOIN (SELECT device_id, count(*) AS open FROM conflict
                WHERE business_id = :business AND state = 'OPEN' GROUP BY device_id) c ON c.device_id = d.id
            WHERE d.business_id = :business AND d.revoked_at IS NULL
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final DeviceSettings settings;

    DeviceRows(JdbcClient jdbc, Clock clock, DeviceSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    List<Device> all(BusinessId business) {
        Instant now = clock.instant();
        return jdbc.sql(SELECT).param("business", business.value()).query((row, n) -> device(row, now)).list().stream()
                .sorted(Comparator.comparing(Device::badge)
                        .reversed()
                        .thenComparing(Device::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    Optional<Device> one(BusinessId business, DeviceId id) {
        Instant now = clock.instant();
        return jdbc.sql(SELECT + " AND d.id = :id")
                .param("business", business.value())
                .param("id", id.value())
                .query((row, n) -> device(row, now))
                .optional();
    }

    private Device device(ResultSet row, Instant now) throws SQLException {
        DeviceState state = new DeviceState(
                instant(row, "last_seen_at"),
                instant(row, "last_push_at"),
                instant(row, "last_pull_at"),
                row.getObject("pending", Integer.class),
                row.getObject("failed", Integer.class),
                instant(row, "oldest_pending_at"),
                row.getObject("clock_skew_ms", Long.class),
                row.getObject("consistent", Boolean.class),
                row.getInt("open_conflicts"));
        return new Device(
                new DeviceId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("kind"),
                row.getString("external_id"),
                row.getString("location"),
                row.getString("version"),
                row.getObject("enrolled_at", OffsetDateTime.class).toInstant(),
                instant(row, "key_expires_at"),
                state,
                Badge.of(state, now, settings.syncInterval()));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
