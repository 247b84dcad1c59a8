package dev.concilia.device;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.KeyId;
import jakarta.annotation.PreDestroy;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Who was here when. Contacts are gathered in memory and written once a second, so that a push or pull does not pay for
 * them; only "last seen" of that second is lost with a node.
 */
@Component
public class Presence {
    private static final Logger log = LoggerFactory.getLogger(Presence.class);

    private static final Duration MOST_SKEW = Duration.ofDays(36_500);

    private static final String UPDATE = """
            UPDATE device SET
                last_seen_at = greatest(last_seen_at, :seen),
                last_push_at = greatest(last_push_at, :pushed),
                last_pull_at = greatest(last_pull_at, :pulled),
                pending = coalesce(:pending, pending),
                failed = coalesce(:failed, failed),
                failed_reported_at = CASE WHEN :failed::integer IS NULL THEN failed_reported_at ELSE :reported END,
                clock_skew_ms = coalesce(:skew, clock_skew_ms),
                version = coalesce(:version, version),
                tables = coalesce(:tables::jsonb, tables),
                status = CASE WHEN :status::text IS NOT NULL THEN :status
                              WHEN status = 'OFFLINE' THEN 'ONLINE' ELSE status END,
                oldest_pending_at = CASE WHEN coalesce(:pending, pending, 0) = 0 THEN NULL
                                         ELSE coalesce(oldest_pending_at, :seen) END
            WHERE business_id = :business AND id = :id
            """;
    private static final String KEY_USED = """
            UPDATE device_key SET last_used_at = :seen
            WHERE business_id = :business AND id = :key
              AND (last_used_at IS NULL OR last_used_at < :seen - :often::interval)
            """;
    private static final Duration OFTEN = Duration.ofMinutes(1);
    /** What a device was asked to do before it synced, it has done. */
    private static final String ASKED_BEFORE = """
            DELETE FROM device_trigger WHERE business_id = :business AND device_id = :id AND requested_at <= :synced
            """;

    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final Object gate = new Object();
    private final Object writing = new Object();
    private Map<BusinessId, Map<DeviceId, Contact>> contacts = new HashMap<>();
    private Map<BusinessId, Map<KeyId, Instant>> uses = new HashMap<>();

    Presence(JdbcClient jdbc, Tenants tenants, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.clock = clock;
        this.events = events;
    }

    /**
     * What a device said of itself; null is "said nothing".
     *
     * @param arrivedAt when the call began, by the hub's clock: what the hub refuses in the course of it is not yet in
     *     {@code failed}, and its own work is no part of the device's skew
     */
    public record Report(
            @Nullable Instant arrivedAt,
            @Nullable Integer pending,
            @Nullable Integer failed,
            @Nullable Instant deviceTime,
            Beat beat) {
        public static final Report NONE = new Report(null, null, null, null, Beat.NONE);
    }

    /** What only a heartbeat says. {@code tables} is JSON, checked and bounded by its reader. */
    public record Beat(
            @Nullable String status,
            @Nullable String version,
            @Nullable String tables) {
        public static final Beat NONE = new Beat(null, null, null);

        private Beat then(Beat later) {
            return new Beat(newer(later.status, status), newer(later.version, version), newer(later.tables, tables));
        }
    }

    /** A device has pushed. */
    public void pushed(BusinessId business, DeviceId device, KeyId key, Report report) {
        Instant now = clock.instant();
        note(business, device, new Contact(key, now, now, null, report, skew(report, now)));
    }

    /** A device has given a sign of life. */
    public void heard(BusinessId business, DeviceId device, KeyId key, Report report) {
        Instant now = clock.instant();
        note(business, device, new Contact(key, now, null, null, report, skew(report, now)));
    }

    /** A device has pulled. */
    public void pulled(BusinessId business, DeviceId device, KeyId key) {
        Instant now = clock.instant();
        note(business, device, new Contact(key, now, null, now, Report.NONE, null));
    }

    /** Somebody has pushed or pulled by a business key without saying which device it is. */
    public void used(BusinessId business, KeyId key) {
        Instant now = clock.instant();
        synchronized (gate) {
            uses.computeIfAbsent(business, b -> new HashMap<>()).put(key, now);
        }
    }

    private void note(BusinessId business, DeviceId device, Contact contact) {
        synchronized (gate) {
            contacts.computeIfAbsent(business, b -> new HashMap<>()).merge(device, contact, Contact::then);
        }
    }

    /** Writes what was gathered and tells the pages; what another thread is at is written, too, when this returns. */
    @PreDestroy
    @Scheduled(fixedDelay = 1_000)
    public void flush() {
        synchronized (writing) {
            write();
        }
    }

    private void write() {
        Map<BusinessId, Map<DeviceId, Contact>> taken;
        Map<BusinessId, Map<KeyId, Instant>> used;
        synchronized (gate) {
            taken = contacts;
            used = uses;
            contacts = new HashMap<>();
            uses = new HashMap<>();
        }
        taken.forEach((business, devices) -> {
            if (written(business, () -> devices.forEach((device, contact) -> write(business, device, contact)))) {
                events.publishEvent(new DevicesChanged(business, false));
            }
        });
        used.forEach((business, keys) ->
                written(business, () -> keys.forEach((key, at) -> keyUsed(business, key, at, Duration.ZERO))));
    }

    private boolean written(BusinessId business, Runnable work) {
        try {
            tenants.run(business, work);
            return true;
        } catch (DataAccessException | TransactionException e) {
            log.warn("Presence was not written: {}", e.getMessage());
            return false;
        }
    }

    private void write(BusinessId business, DeviceId device, Contact contact) {
        jdbc.sql(UPDATE)
                .param("business", business.value())
                .param("id", device.value())
                .param("seen", contact.seen().atOffset(ZoneOffset.UTC))
                .param("pushed", at(contact.pushed()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("pulled", at(contact.pulled()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("pending", contact.report().pending(), Types.INTEGER)
                .param("failed", contact.report().failed(), Types.INTEGER)
                .param("reported", at(contact.report().arrivedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("version", contact.report().beat().version(), Types.VARCHAR)
                .param("tables", contact.report().beat().tables(), Types.VARCHAR)
                .param("status", contact.report().beat().status(), Types.VARCHAR)
                .param("skew", contact.skewMs(), Types.BIGINT)
                .update();
        keyUsed(business, contact.key(), contact.seen(), OFTEN);
        Instant synced = newer(contact.pushed(), contact.pulled());
        if (synced != null) {
            jdbc.sql(ASKED_BEFORE)
                    .param("business", business.value())
                    .param("id", device.value())
                    .param("synced", synced.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    private void keyUsed(BusinessId business, KeyId key, Instant at, Duration often) {
        jdbc.sql(KEY_USED)
                .param("business", business.value())
                .param("key", key.value())
                .param("seen", at.atOffset(ZoneOffset.UTC))
                .param("often", often.toString())
                .update();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** The last measurement stands: a clock that was set right shows at once, and the next heartbeat mends a slow call. */
    private static @Nullable Long skew(Report report, Instant now) {
        Instant theirs = report.deviceTime();
        Instant ours = newer(report.arrivedAt(), now);
        if (theirs == null || ours == null) {
            return null;
        }
        long seconds = Duration.between(ours, theirs).toSeconds(); // a clock of the year 999999999 has no milliseconds
        return Math.abs(seconds) > MOST_SKEW.toSeconds()
                ? Long.signum(seconds) * MOST_SKEW.toMillis()
                : Duration.between(ours, theirs).toMillis();
    }

    private static <T> @Nullable T newer(@Nullable T later, @Nullable T earlier) {
        return later != null ? later : earlier;
    }

    private record Contact(
            KeyId key,
            Instant seen,
            @Nullable Instant pushed,
            @Nullable Instant pulled,
            Report report,
            @Nullable Long skewMs) {
        /** This contact and a later one as one. */
        Contact then(Contact later) {
            Report both = new Report(
                    later.report.failed() != null ? later.report.arrivedAt() : report.arrivedAt(),
                    newer(later.report.pending(), report.pending()),
                    newer(later.report.failed(), report.failed()),
                    null, // its skew is measured already
                    report.beat().then(later.report.beat()));
            return new Contact(
                    later.key,
                    later.seen,
                    newer(later.pushed, pushed),
                    newer(later.pulled, pulled),
                    both,
                    newer(later.skewMs, skewMs));
        }
    }
}
