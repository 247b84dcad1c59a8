package dev.concilia.device;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Wishes that a device sync now, kept until it was told by its socket or has synced ({@link Presence}). A hint, like every
 * event of the hub: one that is lost on the way is gone, and the device syncs by its cycle all the same.
 */
@Service
public class Triggers {
    private static final String REQUEST = """
            INSERT INTO device_trigger (business_id, device_id, reason, requested_at)
            SELECT :business, d.id, :reason, :now FROM unnest(:devices::uuid[]) AS d (id) ORDER BY d.id
            ON CONFLICT (business_id, device_id, reason) DO UPDATE SET requested_at = excluded.requested_at
            """;
    private static final String REQUEST_ENROLLED_BEFORE = """
            INSERT INTO device_trigger (business_id, device_id, reason, requested_at)
            SELECT business_id, id, :reason, :now FROM device
            WHERE business_id = :business AND revoked_at IS NULL AND enrolled_at < :before ORDER BY id
            ON CONFLICT (business_id, device_id, reason) DO UPDATE SET requested_at = excluded.requested_at
            """;
    private static final String PENDING = """
            SELECT reason, requested_at FROM device_trigger WHERE business_id = :business AND device_id = :device
            ORDER BY requested_at, reason
            """;
    private static final String TAKE = """
            WITH taken AS (DELETE FROM device_trigger WHERE business_id = :business AND device_id = ANY (:devices)
                RETURNING device_id, reason, requested_at)
            SELECT device_id, reason, requested_at FROM taken ORDER BY requested_at, reason
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final DeviceRows rows;
    private final DeviceSettings settings;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Triggers(
            Tenants tenants,
            JdbcClient jdbc,
            DeviceRows rows,
            DeviceSettings settings,
            Clock clock,
            ApplicationEventPublisher events) {
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
    }

    /** Why and since when; asking again for the same reason is the same wish with a new time. */
    public record Trigger(String reason, Instant requestedAt) {}

    /**
     * Who was asked.
     *
     * @param triggered how many devices are in contact and will hear of it with their next call
     * @param offline those that are not, by the names they give themselves; they hear of it when they are back
     */
    public record Asked(int triggered, List<String> offline) {}

    /** Asks one device. Throws {@code NOT_FOUND} for one that is not there. */
    public Asked request(BusinessId business, DeviceId device, String reason) {
        return asked(business, () -> {
            Device one = rows.one(business, device).orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
            return request(business, List.of(one), reason);
        });
    }

    /** Asks all devices of a business. */
    public Asked requestAll(BusinessId business, String reason) {
        return asked(business, () -> request(business, rows.all(business), reason));
    }

    /** Asks all devices that were enrolled before a moment. */
    public void requestEnrolledBefore(BusinessId business, Instant moment, String reason) {
        tenants.run(
                business,
                () -> jdbc.sql(REQUEST_ENROLLED_BEFORE)
                        .param("business", business.value())
                        .param("reason", reason)
                        .param("before", moment.atOffset(ZoneOffset.UTC))
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update());
        events.publishEvent(new TriggersRequested(business, false));
    }

    private Asked asked(BusinessId business, Supplier<Asked> work) {
        Asked asked = tenants.write(business, work);
        events.publishEvent(new TriggersRequested(business, false));
        return asked;
    }

    private Asked request(BusinessId business, List<Device> devices, String reason) {
        Instant now = clock.instant();
        jdbc.sql(REQUEST)
                .param("business", business.value())
                .param("devices", devices.stream().map(d -> d.id().value()).toArray(UUID[]::new))
                .param("reason", reason)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        List<String> offline = devices.stream()
                .filter(device -> !Cause.inContact(device.state(), now, settings.syncInterval()))
                .map(Device::selfName)
                .toList();
        return new Asked(devices.size() - offline.size(), offline);
    }

    /** What waits for a device. */
    public List<Trigger> pending(BusinessId business, DeviceId device) {
        return tenants.read(
                business,
                () -> jdbc.sql(PENDING)
                        .param("business", business.value())
                        .param("device", device.value())
                        .query((row, n) -> trigger(row))
                        .list());
    }

    /** What waits for devices, which are being told of it now: it waits no more. Others are left out. */
    public Map<DeviceId, List<Trigger>> take(BusinessId business, Collection<DeviceId> devices) {
        Map<DeviceId, List<Trigger>> taken = new HashMap<>();
        tenants.run(
                business,
                () -> jdbc.sql(TAKE)
                        .param("business", business.value())
                        .param("devices", devices.stream().map(DeviceId::value).toArray(UUID[]::new))
                        .query(row -> {
                            DeviceId device = new DeviceId(row.getObject("device_id", UUID.class));
                            taken.computeIfAbsent(device, d -> new ArrayList<>())
                                    .add(trigger(row));
                        }));
        return taken;
    }

    private static Trigger trigger(ResultSet row) throws SQLException {
        return new Trigger(
                row.getString("reason"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant());
    }
}
