package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.KeyId;
import dev.concilia.kernel.Secrets;
import dev.concilia.kernel.Sha256;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Tokens with which a program acts as a person in one business. Stored as SHA-256, shown once. */
@Service
public class AccessTokens {
    private static final String INSERT = """
            INSERT INTO access_token (business_id, id, user_id, name, token_hash, created_at, expires_at)
            VALUES (:business, :id, :user, :name, :hash, :now, :expires)
            """;

    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final Ids ids;
    private final Secrets secrets;
    private final Clock clock;

    AccessTokens(JdbcClient jdbc, Tenants tenants, Ids ids, Secrets secrets, Clock clock) {
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.ids = ids;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Who acts with a token: a person, in a business, in a role; and the token's id. */
    public record Holder(BusinessId business, KeyId token, UserId user, Role role, boolean operator) {}

    /** Makes a token of {@code user} in {@code business}; {@code expires} may be none. The text is returned once. */
    public String issue(BusinessId business, UserId user, String name, @Nullable Instant expires) {
        Secrets.Issued issued = secrets.issue("ct");
        store(business, user, name, issued.hash(), expires);
        return issued.text();
    }

    /** Registers a text that the operator chose ({@code CONCILIA_ADMIN_TOKEN}); a second time changes nothing. */
    void register(BusinessId business, UserId user, String name, String text) {
        if (find(text).isEmpty()) {
            store(business, user, name, Sha256.of(text), null);
        }
    }

    /** The holder of a token that is neither expired nor revoked. */
    public Optional<Holder> find(String text) {
        if (!Secrets.plausible("ct", text)) {
            return Optional.empty();
        }
        return find(Sha256.of(text));
    }

    /** As {@link #find(String)}, for who keeps a token's SHA-256 to ask again. */
    public Optional<Holder> find(byte[] hash) {
        Instant now = clock.instant();
        return jdbc.sql("SELECT * FROM find_access_token(:hash)")
                .param("hash", hash)
                .query((row, n) -> valid(row, now) ? holder(row) : null)
                .optional();
    }

    private void store(BusinessId business, UserId user, String name, byte[] hash, @Nullable Instant expires) {
        tenants.run(
                business,
                () -> jdbc.sql(INSERT)
                        .param("business", business.value())
                        .param("id", ids.next())
                        .param("user", user.value())
                        .param("name", name)
                        .param("hash", hash)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("expires", expires == null ? null : expires.atOffset(ZoneOffset.UTC))
                        .update());
    }

    private static boolean valid(ResultSet row, Instant now) throws SQLException {
        OffsetDateTime expires = row.getObject("expires_at", OffsetDateTime.class);
        return row.getObject("revoked_at") == null
                && (expires == null || expires.toInstant().isAfter(now));
    }

    private static Holder holder(ResultSet row) throws SQLException {
        return new Holder(
                new BusinessId(row.getObject("business_id", UUID.class)),
                new KeyId(row.getObject("id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class)),
                Role.valueOf(row.getString("role")),
                row.getBoolean("operator"));
    }
}
