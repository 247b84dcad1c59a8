package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.KeyId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.Secrets;
import dev.concilia.kernel.Sha256;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Tokens with which a program acts as a person in one business. Stored as SHA-256, shown once. */
@Service
public class AccessTokens {
    private static final String INSERT = """
            INSERT INTO access_token (business_id, id, user_id, name, token_hash, created_at, expires_at)
            VALUES (:business, :id, :user, :name, :hash, :now, :expires)
            """;

    private static final String LIST = """
            SELECT t.id, t.user_id, u.email, t.name, t.created_at, t.expires_at, t.revoked_at FROM access_token t
            JOIN app_user u ON u.id = t.user_id
            WHERE t.business_id = :business AND (t.user_id = :asker OR EXISTS (
                SELECT FROM membership m
                WHERE m.business_id = :business AND m.user_id = :asker AND m.role = 'OWNER'))
            ORDER BY t.created_at DESC, t.id DESC LIMIT 200
            """;
    private static final String REVOKE = """
            UPDATE access_token SET revoked_at = coalesce(revoked_at, :now)
            WHERE business_id = :business AND id = :id AND (user_id = :asker OR EXISTS (
                SELECT FROM membership m
                WHERE m.business_id = :business AND m.user_id = :asker AND m.role = 'OWNER'))
            """;

    /** Longest life of a token that a person makes. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(366);

    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final Ids ids;
    private final Secrets secrets;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    AccessTokens(
            JdbcClient jdbc, Tenants tenants, Ids ids, Secrets secrets, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.ids = ids;
        this.secrets = secrets;
        this.clock = clock;
        this.events = events;
    }

    /** A token as lists show it. */
    public record Token(
            KeyId id,
            UserId user,
            String email,
            String name,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt) {}

    /** A token at the only moment that its text exists. */
    public record IssuedToken(KeyId id, String text, Instant expiresAt) {
        @Override
        public String toString() {
            return "IssuedToken[" + id + "]";
        }
    }

    /** A token that {@code user} makes for itself. Throws {@code VALIDATION_FAILED}: a name, and a life up to a year. */
    public IssuedToken create(BusinessId business, UserId user, String name, Duration life) {
        String checked = Names.checked("name", name);
        if (!life.isPositive() || life.compareTo(LONGEST_LIFE) > 0) {
            throw Names.invalid("days", "1 to " + LONGEST_LIFE.toDays());
        }
        Secrets.Issued issued = secrets.issue("ct");
        Instant expires = clock.instant().plus(life);
        KeyId id = tenants.write(business, () -> {
            KeyId made = store(business, user, checked, issued.hash(), expires);
            events.publishEvent(
                    new Deed(business, Deed.by(user), Deeds.TOKEN_ISSUE, made.toString(), Map.of("name", checked)));
            return made;
        });
        return new IssuedToken(id, issued.text(), expires);
    }

    /** The newest 200 tokens: all of the business for an owner, one's own for everybody else. */
    public List<Token> list(BusinessId business, UserId asker) {
        return tenants.read(
                business,
                () -> jdbc.sql(LIST)
                        .param("business", business.value())
                        .param("asker", asker.value())
                        .query(AccessTokens::token)
                        .list());
    }

    /** Ends a token at once: one's own, or anybody's for an owner. Throws {@code NOT_FOUND} for others. */
    public void revoke(BusinessId business, UserId asker, KeyId id) {
        tenants.run(business, () -> {
            int rows = jdbc.sql(REVOKE)
                    .param("business", business.value())
                    .param("id", id.value())
                    .param("asker", asker.value())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            if (rows == 0) {
                throw new ProblemException(ProblemCode.NOT_FOUND);
            }
            events.publishEvent(new Deed(business, Deed.by(asker), Deeds.TOKEN_REVOKE, id.toString(), Map.of()));
        });
        events.publishEvent(new MembersChanged(business, false));
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

    private KeyId store(BusinessId business, UserId user, String name, byte[] hash, @Nullable Instant expires) {
        KeyId id = new KeyId(ids.next());
        tenants.run(
                business,
                () -> jdbc.sql(INSERT)
                        .param("business", business.value())
                        .param("id", id.value())
                        .param("user", user.value())
                        .param("name", name)
                        .param("hash", hash)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("expires", expires == null ? null : expires.atOffset(ZoneOffset.UTC))
                        .update());
        return id;
    }

    private static Token token(ResultSet row, int number) throws SQLException {
        return new Token(
                new KeyId(row.getObject("id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class)),
                row.getString("email"),
                row.getString("name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
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
