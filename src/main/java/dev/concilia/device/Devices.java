package dev.concilia.device;

import dev.concilia.business.Businesses;
import dev.concilia.business.Names;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The devices of a business: enrolment, and the list with badges that pages and programs show. */
@Service
public class Devices {
    private static final int UUID_LENGTH = 36;
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\p{Alnum}._:@/ -]{1,128}");

    private static final String INSERT = """
            INSERT INTO device (business_id, id, name, kind, external_id, location_id, enrolled_at)
            VALUES (:business, :id, :name, :kind, :external, :location, :now)
            """;
    private static final String INSERT_NAMED = INSERT + " ON CONFLICT (business_id, external_id) DO NOTHING";
    private static final String NAMES = "SELECT id, name FROM device WHERE business_id = :business ORDER BY name, id";
    private static final String RECONCILED = """
            UPDATE device SET consistent = :consistent, reconciled_at = :now,
                inconsistent_since = CASE WHEN :consistent THEN NULL ELSE coalesce(inconsistent_since, :now) END
            WHERE business_id = :business AND id = :id
            """;
    private static final String INCONSISTENT = """
            SELECT id, inconsistent_since FROM device
            WHERE business_id = :business AND revoked_at IS NULL AND inconsistent_since IS NOT NULL
            """;
    private static final String BY_NAME = """
            SELECT id FROM device WHERE business_id = :business AND (external_id = :external OR id = :id)
            ORDER BY id = :id DESC LIMIT 1
            """;
    private static final String MAY_BE_NAMED = """
            SELECT count(*) FROM device WHERE business_id = :business AND id = :device
                AND (id = :id OR external_id = :external
                    OR external_id IS NULL AND :id::uuid IS NULL AND NOT EXISTS (
                        SELECT FROM device o WHERE o.business_id = :business AND o.external_id = :external))
            """;

    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final Businesses businesses;
    private final DeviceKeys keys;
    private final DeviceRows rows;
    private final Ids ids;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Devices(
            JdbcClient jdbc,
            Tenants tenants,
            Businesses businesses,
            DeviceKeys keys,
            DeviceRows rows,
            Ids ids,
            Clock clock,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.businesses = businesses;
        this.keys = keys;
        this.rows = rows;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
    }

    /** What is to be enrolled; {@code location} is a name, made if it is new. */
    public record Enrolment(
            String name,
            String kind,
            @Nullable String externalId,
            @Nullable String location) {}

    /** A device that was just enrolled, with its first key. */
    public record Enrolled(DeviceId id, String name, DeviceKeys.IssuedKey key) {}

    /** Enrols a device. Throws {@code VALIDATION_FAILED}, or {@code ALREADY_EXISTS} for an external id that is taken. */
    public Enrolled enrol(BusinessId business, Enrolment wanted) {
        Enrolment checked = checked(wanted);
        Enrolled enrolled = tenants.write(business, () -> enrolInside(business, checked));
        events.publishEvent(new DevicesChanged(business, false));
        return enrolled;
    }

    /** What will be stored, or {@code VALIDATION_FAILED}. */
    static Enrolment checked(Enrolment wanted) {
        return new Enrolment(
                Names.checked("name", wanted.name()),
                Names.checked("kind", wanted.kind()),
                wanted.externalId() == null ? null : checkedExternalId(wanted.externalId()),
                wanted.location() == null ? null : Names.checked("location", wanted.location()));
    }

    /** As {@link #enrol} of what is checked already, in the transaction of the caller, who says afterwards that devices changed. */
    Enrolled enrolInside(BusinessId business, Enrolment wanted) {
        UUID location = wanted.location() == null
                ? null
                : businesses.location(business, wanted.location()).id().value();
        DeviceId id = new DeviceId(ids.next());
        try {
            insert(INSERT, business, id, wanted.name(), wanted.kind(), wanted.externalId(), location);
        } catch (DuplicateKeyException e) {
            throw new ProblemException(ProblemCode.ALREADY_EXISTS, String.valueOf(wanted.externalId()));
        }
        return new Enrolled(id, wanted.name(), keys.issue(business, id, wanted.name()));
    }

    /**
     * The device that names itself {@code externalId} on a business key: by its own name or by the hub's id of it. A name not
     * seen before becomes a device.
     */
    public DeviceId named(BusinessId business, String externalId) {
        String external = checkedExternalId(externalId);
        Optional<DeviceId> known = tenants.read(business, () -> byName(business, external));
        return known.orElseGet(() -> {
            DeviceId id = tenants.write(business, () -> {
                insert(INSERT_NAMED, business, new DeviceId(ids.next()), external, "machine", external, null);
                return byName(business, external).orElseThrow();
            });
            events.publishEvent(new DevicesChanged(business, false));
            return id;
        });
    }

    /** The device that goes by {@code name}, its own or the hub's id of it; empty also for those of other businesses. */
    public Optional<DeviceId> known(BusinessId business, String name) {
        String external = checkedExternalId(name);
        return tenants.read(business, () -> byName(business, external));
    }

    /**
     * Whether {@code device} may go by {@code name}: its own name, or the hub's id of it. A device that was enrolled without
     * a name may call itself what it likes, but not what another one is called, and not by an id that is not its own.
     */
    public boolean mayBeNamed(BusinessId business, DeviceId device, String name) {
        String external = checkedExternalId(name);
        return tenants.read(
                business,
                () -> jdbc.sql(MAY_BE_NAMED)
                                .param("business", business.value())
                                .param("device", device.value())
                                .param("id", idIn(external), Types.OTHER)
                                .param("external", external)
                                .query(Long.class)
                                .single()
                        > 0);
    }

    /** All devices of a business with their badges, worst first, then by name. */
    public List<Device> list(BusinessId business) {
        return tenants.read(business, () -> rows.all(business));
    }

    /** The names of all devices, also of those that are out of use, in their order. */
    public Map<DeviceId, String> names(BusinessId business) {
        record Named(DeviceId id, String name) {}
        Map<DeviceId, String> names = new LinkedHashMap<>();
        tenants.read(
                        business,
                        () -> jdbc.sql(NAMES)
                                .param("business", business.value())
                                .query((row, n) ->
                                        new Named(new DeviceId(row.getObject("id", UUID.class)), row.getString("name")))
                                .list())
                .forEach(named -> names.put(named.id(), named.name()));
        return names;
    }

    /** One device; empty also for the ids of other businesses. */
    public Optional<Device> find(BusinessId business, DeviceId id) {
        return tenants.read(business, () -> rows.one(business, id));
    }

    /** The devices that are out of use, by name. */
    public List<Device> retired(BusinessId business) {
        return tenants.read(business, () -> rows.retired(business));
    }

    /** One that is out of use; empty for others, also for the ids of other businesses. */
    public Optional<Device> retired(BusinessId business, DeviceId id) {
        return tenants.read(business, () -> rows.retired(business, id));
    }

    /** What the hub has refused of a device and counts in {@link DeviceState#failed}, by the entity names it was sent with. */
    public Map<String, Integer> refused(BusinessId business, DeviceId device) {
        return tenants.read(business, () -> rows.refused(business, device));
    }

    /** Marks a device by the result of its last reconcile. */
    public void reconciled(BusinessId business, DeviceId device, boolean consistent) {
        tenants.run(
                business,
                () -> jdbc.sql(RECONCILED)
                        .param("business", business.value())
                        .param("id", device.value())
                        .param("consistent", consistent)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update());
        events.publishEvent(new DevicesChanged(business, false));
    }

    /** Since when each device that differed at its last reconcile has differed at every one. */
    public Map<DeviceId, Instant> inconsistentSince(BusinessId business) {
        return tenants.read(business, () -> {
            Map<DeviceId, Instant> since = new HashMap<>();
            jdbc.sql(INCONSISTENT).param("business", business.value()).query(row -> {
                since.put(
                        new DeviceId(row.getObject("id", UUID.class)),
                        row.getObject("inconsistent_since", OffsetDateTime.class)
                                .toInstant());
            });
            return since;
        });
    }

    private Optional<DeviceId> byName(BusinessId business, String external) {
        return jdbc.sql(BY_NAME)
                .param("business", business.value())
                .param("external", external)
                .param("id", idIn(external), Types.OTHER)
                .query(UUID.class)
                .optional()
                .map(DeviceId::new);
    }

    private void insert(
            String sql,
            BusinessId business,
            DeviceId id,
            String name,
            String kind,
            @Nullable String external,
            @Nullable UUID location) {
        jdbc.sql(sql)
                .param("business", business.value())
                .param("id", id.value())
                .param("name", name)
                .param("kind", kind)
                .param("external", external)
                .param("location", location)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static @Nullable UUID idIn(String name) {
        try {
            return name.length() == UUID_LENGTH ? UUID.fromString(name) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String checkedExternalId(String text) {
        if (!EXTERNAL_ID.matcher(text).matches()) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, "terminalId");
        }
        return text;
    }
}
