package dev.concilia.device;

import dev.concilia.business.Businesses;
import dev.concilia.business.Deed;
import dev.concilia.business.Deeds;
import dev.concilia.business.Names;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What people change of a device after it was enrolled: its name and place, and that it is gone. Each change is audited in
 * its own transaction. All throw {@code NOT_FOUND} for ids that are not there.
 */
@Service
public class DeviceEdits {
    private static final String DESCRIBE = """
            UPDATE device SET name = :name, location_id = :location
            WHERE business_id = :business AND id = :id AND name = :oldName AND location_id IS NOT DISTINCT FROM (
                SELECT l.id FROM location l WHERE l.business_id = :business AND l.name = :oldLocation)
            """;
    private static final String EXISTS = "SELECT count(*) FROM device WHERE business_id = :business AND id = :id";
    private static final String RETIRE = """
            UPDATE device SET revoked_at = :now WHERE business_id = :business AND id = :id AND revoked_at IS NULL
            """;
    private static final String REVOKE_KEYS = """
            UPDATE device_key SET revoked_at = :now
            WHERE business_id = :business AND device_id = :id AND revoked_at IS NULL
            """;
    private static final String BRING_BACK = """
            UPDATE device SET revoked_at = NULL WHERE business_id = :business AND id = :id
            """;

    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final Businesses businesses;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    DeviceEdits(
            JdbcClient jdbc, Tenants tenants, Businesses businesses, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.businesses = businesses;
        this.clock = clock;
        this.events = events;
    }

    /** What a device is called, and the name of its location; none: nowhere in particular. */
    public record Description(String name, @Nullable String location) {}

    /**
     * Another name and location, which is made if it is new, in place of {@code old}. Throws {@code VERSION_CONFLICT} if
     * it is described otherwise by now.
     */
    public void describe(BusinessId business, String actor, DeviceId id, Description old, Description wanted) {
        String checked = Names.checked("name", wanted.name());
        changed(business, actor, Deeds.DEVICE_DESCRIBE, id, Map.of("name", checked), () -> {
            int rows = jdbc.sql(DESCRIBE)
                    .param("business", business.value())
                    .param("id", id.value())
                    .param("name", checked)
                    .param("location", location(business, wanted.location()))
                    .param("oldName", old.name())
                    .param("oldLocation", old.location())
                    .update();
            if (rows == 0 && exists(business, id)) {
                throw new ProblemException(ProblemCode.VERSION_CONFLICT);
            }
            return rows;
        });
    }

    private @Nullable UUID location(BusinessId business, @Nullable String name) {
        return name == null ? null : businesses.location(business, name).id().value();
    }

    private boolean exists(BusinessId business, DeviceId id) {
        return jdbc.sql(EXISTS)
                        .param("business", business.value())
                        .param("id", id.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Takes a device out of the lists and ends its keys at once. What it sent stays. */
    public void retire(BusinessId business, String actor, DeviceId id) {
        changed(business, actor, Deeds.DEVICE_RETIRE, id, Map.of(), () -> {
            int rows = stamped(RETIRE, business, id);
            stamped(REVOKE_KEYS, business, id);
            return rows;
        });
        events.publishEvent(new KeysChanged(business, false));
    }

    /** Puts a retired device back into the lists. Its keys stay ended: it needs a new one. */
    public void bringBack(BusinessId business, String actor, DeviceId id) {
        changed(
                business,
                actor,
                Deeds.DEVICE_BRING_BACK,
                id,
                Map.of(),
                () -> jdbc.sql(BRING_BACK)
                        .param("business", business.value())
                        .param("id", id.value())
                        .update());
    }

    private interface Change {
        int rows();
    }

    private void changed(
            BusinessId business, String actor, String action, DeviceId id, Map<String, String> detail, Change change) {
        tenants.run(business, () -> {
            if (change.rows() == 0) {
                throw new ProblemException(ProblemCode.NOT_FOUND);
            }
            events.publishEvent(new Deed(business, actor, action, id.toString(), detail));
        });
        events.publishEvent(new DevicesChanged(business, false));
    }

    private int stamped(String sql, BusinessId business, DeviceId id) {
        return jdbc.sql(sql)
                .param("business", business.value())
                .param("id", id.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
