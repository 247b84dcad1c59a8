package dev.concilia.device;

import dev.concilia.business.Deed;
import dev.concilia.business.Deeds;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.Secrets;
import dev.concilia.kernel.Sha256;
import dev.concilia.kernel.TypedCodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * One-time codes with which a device gets its key by itself: eight characters, 15 minutes, one use, stored as SHA-256. Who calls
 * {@link #redeem} slows guessing down.
 */
@Service
public class Enrolments {
    /** How long a code is valid. */
    public static final Duration LIFE = Duration.ofMinutes(15);

    private static final int LENGTH = 8;
    private static final Duration KEPT = Duration.ofDays(1); // so that a late device is told why

    private final Tenants tenants;
    private final EnrolmentRows rows;
    private final Devices devices;
    private final DeviceKeys keys;
    private final Ids ids;
    private final Secrets secrets;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Enrolments(
            Tenants tenants,
            EnrolmentRows rows,
            Devices devices,
            DeviceKeys keys,
            Ids ids,
            Secrets secrets,
            Clock clock,
            ApplicationEventPublisher events) {
        this.tenants = tenants;
        this.rows = rows;
        this.devices = devices;
        this.keys = keys;
        this.ids = ids;
        this.secrets = secrets;
        this.clock = clock;
        this.events = events;
    }

    /** A code at the only moment that its text exists, as people read it: {@code ABCD-EFGH}. */
    public record Issued(UUID id, String code, Instant expiresAt) {
        @Override
        public String toString() {
            return "Issued[" + id + "]";
        }
    }

    /** A code that is still waiting for its device; {@code device} is none for a new one. */
    public record Open(
            UUID id,
            @Nullable DeviceId device,
            Devices.Enrolment wanted,
            String createdBy,
            Instant createdAt,
            Instant expiresAt) {}

    /** The text of the QR code: the staff app's page, which takes the code from what follows the {@code #}. */
    public static String link(String origin, String code) {
        return origin + "/staff#enroll=" + code;
    }

    /** A code for a device that does not exist yet. Throws {@code VALIDATION_FAILED}. */
    public Issued forNewDevice(BusinessId business, String actor, Devices.Enrolment wanted) {
        Devices.Enrolment checked = Devices.checked(wanted);
        return tenants.write(business, () -> issue(business, actor, null, checked));
    }

    /** A code for a further key of a device. Throws {@code NOT_FOUND}. */
    public Issued forDevice(BusinessId business, String actor, DeviceId id) {
        Device device = devices.find(business, id).orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
        return tenants.write(
                business,
                () -> issue(
                        business,
                        actor,
                        id,
                        new Devices.Enrolment(device.name(), device.kind(), device.externalId(), device.location())));
    }

    /** Codes that are waiting, newest first, at most 100. */
    public List<Open> open(BusinessId business) {
        return tenants.read(business, () -> rows.open(business, clock.instant())).stream()
                .map(r -> new Open(r.id(), r.device(), r.wanted(), r.createdBy(), r.createdAt(), r.expiresAt()))
                .toList();
    }

    /** Ends a code that nobody has used. Throws {@code NOT_FOUND}. */
    public void withdraw(BusinessId business, String actor, UUID id) {
        tenants.run(business, () -> {
            if (!rows.withdraw(business, id)) {
                throw new ProblemException(ProblemCode.NOT_FOUND);
            }
            events.publishEvent(new Deed(business, actor, Deeds.ENROLMENT_WITHDRAW, id.toString(), Map.of()));
        });
    }

    /**
     * Uses a code up for the one key it is good for. {@code externalId} is what a new device calls itself, if the code does
     * not say. Throws {@code ALREADY_EXISTS} for one that is taken, which leaves the code as it was.
     */
    public Redemption redeem(String typed, @Nullable String externalId) {
        Optional<EnrolmentRows.Place> place = rows.find(hash(typed));
        if (place.isEmpty()) {
            return new Redemption.Refused(ProblemCode.ENROLMENT_CODE_UNKNOWN);
        }
        BusinessId business = place.get().business();
        Redemption redemption = tenants.write(business, () -> redeem(place.get(), externalId));
        if (redemption instanceof Redemption.Done) {
            events.publishEvent(new DevicesChanged(business, false));
            events.publishEvent(new KeysChanged(business, false));
        }
        return redemption;
    }

    private Redemption redeem(EnrolmentRows.Place place, @Nullable String externalId) {
        EnrolmentRows.@Nullable Row row = rows.lock(place).orElse(null);
        if (row == null) {
            return new Redemption.Refused(ProblemCode.ENROLMENT_CODE_UNKNOWN);
        }
        if (row.used()) {
            return new Redemption.Refused(ProblemCode.ENROLMENT_CODE_USED);
        }
        Instant now = clock.instant();
        if (!row.expiresAt().isAfter(now)) {
            return new Redemption.Refused(ProblemCode.ENROLMENT_CODE_EXPIRED);
        }
        rows.use(place, now);
        Devices.Enrolled enrolled = enrol(place.business(), row, externalId);
        events.publishEvent(new Deed(
                place.business(),
                "device:" + enrolled.id(),
                row.device() == null ? Deeds.DEVICE_ENROL : Deeds.KEY_ROTATE,
                enrolled.id().toString(),
                Map.of(
                        "name", enrolled.name(),
                        "code", row.id().toString(),
                        "codeBy", row.createdBy(),
                        "key", enrolled.key().id().toString())));
        return new Redemption.Done(place.business(), enrolled);
    }

    private Devices.Enrolled enrol(BusinessId business, EnrolmentRows.Row row, @Nullable String externalId) {
        DeviceId device = row.device();
        Devices.Enrolment wanted = row.wanted();
        if (device != null) {
            return new Devices.Enrolled(device, wanted.name(), keys.rotateInside(business, device));
        }
        String external = wanted.externalId() == null ? externalId : wanted.externalId();
        return devices.enrolInside(
                business,
                Devices.checked(new Devices.Enrolment(wanted.name(), wanted.kind(), external, wanted.location())));
    }

    private Issued issue(BusinessId business, String actor, @Nullable DeviceId device, Devices.Enrolment wanted) {
        Instant now = clock.instant();
        String code = secrets.drawTyped(LENGTH);
        EnrolmentRows.Row row = new EnrolmentRows.Row(ids.next(), device, wanted, actor, now, now.plus(LIFE), false);
        rows.forget(business, now.minus(KEPT));
        rows.insert(business, hash(code), row);
        events.publishEvent(new Deed(
                business,
                actor,
                Deeds.ENROLMENT_OFFER,
                row.id().toString(),
                device == null
                        ? Map.of("name", wanted.name())
                        : Map.of("name", wanted.name(), "device", device.toString())));
        return new Issued(row.id(), TypedCodes.shown(code), row.expiresAt());
    }

    private static byte[] hash(String typed) {
        return Sha256.of(TypedCodes.meant(typed));
    }
}
