package dev.concilia.business;

import dev.concilia.kernel.UserId;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Component;

/** The SQL of passkeys. A person's handle is the 16 bytes of its id, so it says nothing about the person. */
@Component
class PasskeyRows implements UserCredentialRepository {
    private static final String FIND = "SELECT * FROM passkey WHERE credential_id = :id";
    private static final String OF_USER =
            "SELECT * FROM passkey WHERE user_id = :user ORDER BY created_at, credential_id";
    private static final String DELETE = "DELETE FROM passkey WHERE credential_id = :id";
    private static final String DELETE_OWN = "DELETE FROM passkey WHERE credential_id = :id AND user_id = :user";
    /** A known one stays its owner's: only what changes with its use is written. */
    private static final String SAVE = """
            INSERT INTO passkey (credential_id, user_id, label, public_key, sign_count, uv_initialized, transports,
                backup_eligible, backup_state, attestation_object, attestation_client, created_at)
            VALUES (:id, :user, :label, :key, :count, :verified, :transports, :eligible, :backup, :object, :client, :now)
            ON CONFLICT (credential_id) DO UPDATE SET sign_count = excluded.sign_count,
                uv_initialized = excluded.uv_initialized, backup_state = excluded.backup_state, last_used_at = :now
            WHERE passkey.user_id = excluded.user_id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    PasskeyRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    static Bytes handle(UserId user) {
        return new Bytes(ByteBuffer.allocate(16)
                .putLong(user.value().getMostSignificantBits())
                .putLong(user.value().getLeastSignificantBits())
                .array());
    }

    /** The person with this handle; null for one that no person has. */
    static @Nullable UserId user(Bytes handle) {
        byte[] bytes = handle.getBytes();
        if (bytes.length != 16) {
            return null;
        }
        ByteBuffer id = ByteBuffer.wrap(bytes);
        return new UserId(new UUID(id.getLong(), id.getLong()));
    }

    boolean delete(UserId user, Bytes id) {
        return jdbc.sql(DELETE_OWN)
                        .param("id", id.getBytes())
                        .param("user", user.value())
                        .update()
                > 0;
    }

    @Override
    public void delete(Bytes id) {
        jdbc.sql(DELETE).param("id", id.getBytes()).update();
    }

    @Override
    public void save(CredentialRecord passkey) {
        UserId user = user(passkey.getUserEntityUserId());
        if (user == null) {
            throw new IllegalArgumentException("the handle of no person");
        }
        jdbc.sql(SAVE)
                .param("id", passkey.getCredentialId().getBytes())
                .param("user", user.value())
                .param("label", passkey.getLabel())
                .param("key", passkey.getPublicKey().getBytes())
                .param("count", passkey.getSignatureCount())
                .param("verified", passkey.isUvInitialized())
                .param(
                        "transports",
                        passkey.getTransports().stream()
                                .map(AuthenticatorTransport::getValue)
                                .toArray(String[]::new))
                .param("eligible", passkey.isBackupEligible())
                .param("backup", passkey.isBackupState())
                .param("object", bytes(passkey.getAttestationObject()))
                .param("client", bytes(passkey.getAttestationClientDataJSON()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes id) {
        return jdbc.sql(FIND)
                .param("id", id.getBytes())
                .query((row, n) -> row(row))
                .optional()
                .orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes handle) {
        UserId user = user(handle);
        return user == null
                ? List.of()
                : jdbc.sql(OF_USER)
                        .param("user", user.value())
                        .query((row, n) -> row(row))
                        .list();
    }

    private static byte @Nullable [] bytes(@Nullable Bytes bytes) {
        return bytes == null ? null : bytes.getBytes();
    }

    private static CredentialRecord row(ResultSet row) throws SQLException {
        Instant created = row.getObject("created_at", OffsetDateTime.class).toInstant();
        OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
        Array transports = row.getArray("transports");
        byte[] object = row.getBytes("attestation_object");
        byte[] client = row.getBytes("attestation_client");
        var passkey = ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(new Bytes(row.getBytes("credential_id")))
                .userEntityUserId(handle(new UserId(row.getObject("user_id", UUID.class))))
                .publicKey(new ImmutablePublicKeyCose(row.getBytes("public_key")))
                .signatureCount(row.getLong("sign_count"))
                .uvInitialized(row.getBoolean("uv_initialized"))
                .transports(Arrays.stream((String[]) transports.getArray())
                        .map(AuthenticatorTransport::valueOf)
                        .collect(Collectors.toSet()))
                .backupEligible(row.getBoolean("backup_eligible"))
                .backupState(row.getBoolean("backup_state"))
                .label(row.getString("label"))
                .created(created)
                .lastUsed(used == null ? created : used.toInstant());
        if (object != null) {
            passkey.attestationObject(new Bytes(object));
        }
        if (client != null) {
            passkey.attestationClientDataJSON(new Bytes(client));
        }
        return passkey.build();
    }
}
