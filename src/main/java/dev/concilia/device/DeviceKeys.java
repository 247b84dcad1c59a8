package dev.concilia.device;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.KeyId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.Secrets;
import dev.concilia.kernel.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** API keys: issued once, stored as SHA-256, two at a time per device so that it can rotate, revoked at once. */
@Service
public class DeviceKeys {
    private static final int VALID_AT_A_TIME = 2;

    private static final String INSERT = """
            INSERT INTO device_key (business_id, id, device_id, name, prefix, key_hash, created_at, expires_at)
            VALUES (:business, :id, :device, :name, :prefix, :hash, :now, :expires)
            """;
    private static final String REVOKE_OLDER = """
            UPDATE device_key SET revoked_at = :now
            WHERE business_id = :business AND device_id = :device AND revoked_at IS NULL AND id NOT IN (
                SELECT id FROM device_key
                WHERE business_id = :business AND device_id = :device AND revoked_at IS NULL
                ORDER BY created_at DESC, id DESC LIMIT :keep)
            """;
    private static final String OF_DEVICE = """
            SELECT * FROM device_key WHERE business_id = :business AND device_id = :device
            ORDER BY created_at DESC, id DESC LIMIT 100
            """;
    private static final String OF_BUSINESS = """
            SELECT * FROM device_key WHERE business_id = :business AND device_id IS NULL
            ORDER BY created_at DESC, id DESC LIMIT 100
            """;
    private static final String REVOKE = """
            UPDATE device_key SET revoked_at = coalesce(revoked_at, :now) WHERE business_id = :business AND id = :id
            """;

    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final Ids ids;
    private final Secrets secrets;
    private final Clock clock;
    private final DeviceSettings settings;
    private final ApplicationEventPublisher events;

    DeviceKeys(
            JdbcClient jdbc,
            Tenants tenants,
            Ids ids,
            Secrets secrets,
            Clock clock,
            DeviceSettings settings,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.ids = ids;
        this.secrets = secrets;
        this.clock = clock;
        this.settings = settings;
        this.events = events;
    }

    /** A key at the only moment that its text exists. */
    public record IssuedKey(KeyId id, String apiKey, Instant expiresAt) {
        @Override
        public String toString() {
            return "IssuedKey[" + id + "]";
        }
    }

    /** A key that several machines share; they name themselves in each call. */
    public IssuedKey issueForBusiness(BusinessId business, String name) {
        return tenants.write(business, () -> issue(business, null, name));
    }

    /** A further key of a device: the newest two stay valid, so that it can change over without a gap. */
    public IssuedKey rotate(BusinessId business, DeviceId device) {
        IssuedKey issued = tenants.write(business, () -> rotateInside(business, device));
        events.publishEvent(new KeysChanged(business, false));
        return issued;
    }

    /** As {@link #rotate} in the transaction of the caller, who says afterwards that keys changed. */
    IssuedKey rotateInside(BusinessId business, DeviceId device) {
        String name = jdbc.sql("SELECT name FROM device WHERE business_id = :business AND id = :id FOR UPDATE")
                .param("business", business.value())
                .param("id", device.value())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
        IssuedKey key = issue(business, device, name);
        jdbc.sql(REVOKE_OLDER)
                .param("business", business.value())
                .param("device", device.value())
                .param("now", now())
                .param("keep", VALID_AT_A_TIME)
                .update();
        return key;
    }

    /**
     * A key as lists show it.
     *
     * @param device none: a business key
     * @param prefix the beginning of its text
     */
    public record Key(
            KeyId id,
            @Nullable DeviceId device,
            String name,
            String prefix,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}

    /** The newest keys of a device, at most 100; nothing for ids of other businesses. */
    public List<Key> of(BusinessId business, DeviceId device) {
        return tenants.read(
                business,
                () -> jdbc.sql(OF_DEVICE)
                        .param("business", business.value())
                        .param("device", device.value())
                        .query(DeviceKeys::key)
                        .list());
    }

    /** The keys that still work and would not any more if the device got a further one. */
    public List<Key> endedByNext(BusinessId business, DeviceId device) {
        Instant now = clock.instant();
        return of(business, device).stream()
                .filter(key -> key.revokedAt() == null)
                .skip(VALID_AT_A_TIME - 1L)
                .filter(key -> key.expiresAt() == null || key.expiresAt().isAfter(now))
                .toList();
    }

    /** The newest business keys, at most 100. */
    public List<Key> ofBusiness(BusinessId business) {
        return tenants.read(
                business,
                () -> jdbc.sql(OF_BUSINESS)
                        .param("business", business.value())
                        .query(DeviceKeys::key)
                        .list());
    }

    /** Ends a key at once; a second time changes nothing. Throws {@code NOT_FOUND} for an id that is not there. */
    public void revoke(BusinessId business, KeyId key) {
        int rows = tenants.write(
                business,
                () -> jdbc.sql(REVOKE)
                        .param("business", business.value())
                        .param("id", key.value())
                        .param("now", now())
                        .update());
        if (rows == 0) {
            throw new ProblemException(ProblemCode.NOT_FOUND);
        }
        events.publishEvent(new KeysChanged(business, false));
    }

    /** Judges a presented key; one indexed look-up, nothing cached, so that a revoked key is refused at once. */
    public KeyCheck check(String apiKey) {
        if (!Secrets.plausible("ck", apiKey)) {
            return new KeyCheck.Refused(KeyCheck.Reason.UNKNOWN);
        }
        return check(Sha256.of(apiKey));
    }

    /** As {@link #check(String)}, for who keeps a key's SHA-256 to ask again. */
    public KeyCheck check(byte[] hash) {
        Instant now = clock.instant();
        return jdbc.sql("SELECT * FROM find_key(:hash)")
                .param("hash", hash)
                .query((row, n) -> judged(row, now))
                .optional()
                .orElseGet(() -> new KeyCheck.Refused(KeyCheck.Reason.UNKNOWN));
    }

    /** Registers a key that the operator chose; a second time changes nothing. It does not expire. */
    void register(BusinessId business, String name, String apiKey) {
        if (check(apiKey).equals(new KeyCheck.Refused(KeyCheck.Reason.UNKNOWN))) {
            tenants.run(business, () -> insert(business, null, name, name, Sha256.of(apiKey), null));
        }
    }

    IssuedKey issue(BusinessId business, @Nullable DeviceId device, String name) {
        Secrets.Issued issued = secrets.issue("ck");
        Instant expires = clock.instant().plus(settings.keyLife());
        KeyId id = insert(business, device, name, issued.prefix(), issued.hash(), expires);
        return new IssuedKey(id, issued.text(), expires);
    }

    private KeyId insert(
            BusinessId business,
            @Nullable DeviceId device,
            String name,
            String prefix,
            byte[] hash,
            @Nullable Instant expires) {
        UUID id = ids.next();
        jdbc.sql(INSERT)
                .param("business", business.value())
                .param("id", id)
                .param("device", device == null ? null : device.value())
                .param("name", name)
                .param("prefix", prefix)
                .param("hash", hash)
                .param("now", now())
                .param("expires", expires == null ? null : expires.atOffset(ZoneOffset.UTC))
                .update();
        return new KeyId(id);
    }

    private static Key key(ResultSet row, int number) throws SQLException {
        UUID device = row.getObject("device_id", UUID.class);
        return new Key(
                new KeyId(row.getObject("id", UUID.class)),
                device == null ? null : new DeviceId(device),
                row.getString("name"),
                row.getString("prefix"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static KeyCheck judged(ResultSet row, Instant now) throws SQLException {
        if (row.getObject("revoked_at") != null) {
            return new KeyCheck.Refused(KeyCheck.Reason.REVOKED);
        }
        OffsetDateTime expires = row.getObject("expires_at", OffsetDateTime.class);
        if (expires != null && !expires.toInstant().isAfter(now)) {
            return new KeyCheck.Refused(KeyCheck.Reason.EXPIRED);
        }
        UUID device = row.getObject("device_id", UUID.class);
        return new KeyCheck.Valid(
                new BusinessId(row.getObject("business_id", UUID.class)),
                new KeyId(row.getObject("id", UUID.class)),
                device == null ? null : new DeviceId(device),
                expires == null ? null : expires.toInstant());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
