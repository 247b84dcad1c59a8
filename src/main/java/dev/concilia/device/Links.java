package dev.concilia.device;

import dev.concilia.business.Location;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.LocationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How a business's devices stand to the hub, in short: for clients that ask, without the badges that people see. */
@Service
public class Links {
    private static final int SILENT_AFTER = 3; // intervals, as for the badge

    private static final String STATE = """
            SELECT max(synced) AS synced, max(seen) AS seen FROM (
                SELECT greatest(last_push_at, last_pull_at) AS synced, last_seen_at AS seen FROM device
                WHERE business_id = :business AND revoked_at IS NULL
                UNION ALL
                SELECT last_used_at, last_used_at FROM device_key -- back ends that do not say which device they are
                WHERE business_id = :business AND device_id IS NULL AND revoked_at IS NULL) AS contact
            """;
    private static final String LOCATION = """
            SELECT l.id, l.name FROM device d JOIN location l ON l.business_id = d.business_id AND l.id = d.location_id
            WHERE d.business_id = :business AND d.id = :device
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final DeviceSettings settings;
    private final Clock clock;

    Links(Tenants tenants, JdbcClient jdbc, DeviceSettings settings, Clock clock) {
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Of all devices together; up to a second old, as contacts are.
     *
     * @param lastSync the last push or pull
     * @param connected whether one was heard of within three intervals
     */
    public record State(@Nullable Instant lastSync, boolean connected) {}

    public State of(BusinessId business) {
        return tenants.read(
                business,
                () -> jdbc.sql(STATE)
                        .param("business", business.value())
                        .query((row, n) -> state(row))
                        .single());
    }

    /** Where a device stands, if that is known. */
    public Optional<Location> location(BusinessId business, DeviceId device) {
        return tenants.read(
                business,
                () -> jdbc.sql(LOCATION)
                        .param("business", business.value())
                        .param("device", device.value())
                        .query((row, n) ->
                                new Location(new LocationId(row.getObject("id", UUID.class)), row.getString("name")))
                        .optional());
    }

    private State state(ResultSet row) throws SQLException {
        Instant seen = instant(row, "seen");
        Instant silent = clock.instant().minus(settings.syncInterval().multipliedBy(SILENT_AFTER));
        return new State(instant(row, "synced"), seen != null && seen.isAfter(silent));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
