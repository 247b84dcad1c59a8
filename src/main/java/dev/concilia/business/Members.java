package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The people of a business and what they may do. An owner may do all; an admin neither makes owners nor touches them; others
 * change nothing but may leave. A business keeps one owner at least. Whether the actor may is read inside the transaction
 * that changes something, not from its session.
 */
@Service
public class Members {
    private static final String SELECT = """
            SELECT u.id, u.email, u.name, m.role, m.created_at, u.last_sign_in, u.password_hash IS NOT NULL AS claimed,
                EXISTS (SELECT FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL)
                    OR EXISTS (SELECT FROM passkey p WHERE p.user_id = u.id) AS two_factors
            FROM membership m JOIN app_user u ON u.id = m.user_id
            WHERE m.business_id = :business
            """;

    private static final String LIST = SELECT + " ORDER BY lower(u.name), lower(u.email)";
    private static final String FIND = SELECT + " AND m.user_id = :member";
    private static final String PAGE = SELECT + """
             AND (:role = '' OR m.role = :role)
             AND (:text = '' OR strpos(lower(u.name), lower(:text)) > 0 OR strpos(lower(u.email), lower(:text)) > 0)
             AND (:first OR (lower(u.name), lower(u.email)) > (lower(:name), lower(:email)))
            ORDER BY lower(u.name), lower(u.email) LIMIT :limit
            """;

    private static final String COUNT = """
            SELECT count(*) AS all_members, count(*) FILTER (WHERE role = 'OWNER') AS owners
            FROM membership WHERE business_id = :business
            """;

    /** All owners, so that no two changes at once leave the business without one. */
    private static final String LOCK = """
            SELECT user_id, role FROM membership
            WHERE business_id = :business AND (role = 'OWNER' OR user_id IN (:actor, :member))
            ORDER BY user_id FOR UPDATE
            """;

    private static final String CHANGE =
            "UPDATE membership SET role = :role WHERE business_id = :business AND user_id = :member";
    private static final String REMOVE = "DELETE FROM membership WHERE business_id = :business AND user_id = :member";
    private static final String REVOKE_TOKENS = """
            UPDATE access_token SET revoked_at = :now
            WHERE business_id = :business AND user_id = :member AND revoked_at IS NULL
            """;

    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Members(JdbcClient jdbc, Tenants tenants, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Somebody with a place in the business.
     *
     * @param claimed whether it can sign in by password
     * @param twoFactors whether it has a second factor or a passkey
     * @param lastSignIn when it last signed in to any business; none: never
     */
    public record Member(
            UserId user,
            String email,
            String name,
            Role role,
            Instant since,
            boolean claimed,
            boolean twoFactors,
            @Nullable Instant lastSignIn) {}

    /** Everybody, by name. */
    public List<Member> list(BusinessId business) {
        return tenants.read(
                business,
                () -> jdbc.sql(LIST)
                        .param("business", business.value())
                        .query(Members::member)
                        .list());
    }

    /** What a list asks for: a part of the name or the address, and a role; empty and none for all. */
    public record Filter(String text, @Nullable Role role) {}

    /** By name, those after {@code last}, or the first ones. */
    public List<Member> page(BusinessId business, Filter filter, @Nullable Member last, int limit) {
        return tenants.read(
                business,
                () -> jdbc.sql(PAGE)
                        .param("business", business.value())
                        .param(
                                "role",
                                filter.role() == null ? "" : filter.role().name())
                        .param("text", filter.text().strip())
                        .param("first", last == null)
                        .param("name", last == null ? "" : last.name())
                        .param("email", last == null ? "" : last.email())
                        .param("limit", limit)
                        .query(Members::member)
                        .list());
    }

    /** Empty for who is no member. */
    public Optional<Member> find(BusinessId business, UserId member) {
        return tenants.read(
                business,
                () -> jdbc.sql(FIND)
                        .param("business", business.value())
                        .param("member", member.value())
                        .query(Members::member)
                        .optional());
    }

    /** How many there are. */
    public record Count(int all, int owners) {}

    public Count count(BusinessId business) {
        return tenants.read(
                business,
                () -> jdbc.sql(COUNT)
                        .param("business", business.value())
                        .query((row, n) -> new Count(row.getInt("all_members"), row.getInt("owners")))
                        .single());
    }

    private static Member member(ResultSet row, int number) throws SQLException {
        return new Member(
                new UserId(row.getObject("id", UUID.class)),
                row.getString("email"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("claimed"),
                row.getBoolean("two_factors"),
                SignIns.last(row));
    }

    /** Whether somebody of role {@code actor} may give and take role {@code role}. */
    public static boolean mayManage(Role actor, Role role) {
        return actor == Role.OWNER || actor == Role.ADMIN && role != Role.OWNER;
    }

    /**
     * Gives a member another role, at once. Throws {@code NOT_FOUND} for who is no member, {@code FORBIDDEN} by the rules
     * above, {@code LAST_OWNER}.
     */
    public void changeRole(BusinessId business, UserId actor, UserId member, Role role) {
        tenants.run(business, () -> {
            Map<UserId, Role> roles = lock(business, actor, member);
            Role before = roleOf(roles, member);
            Role mine = roles.get(actor);
            if (mine == null || !mayManage(mine, before) || !mayManage(mine, role)) {
                throw new ProblemException(ProblemCode.FORBIDDEN);
            }
            if (before == role) {
                return;
            }
            keepAnOwner(roles, before);
            jdbc.sql(CHANGE)
                    .param("business", business.value())
                    .param("member", member.value())
                    .param("role", role.name())
                    .update();
            events.publishEvent(new Deed(
                    business,
                    Deed.by(actor),
                    Deeds.MEMBER_ROLE,
                    member.toString(),
                    Map.of("before", before.name(), "after", role.name())));
        });
        events.publishEvent(new MembersChanged(business, false));
    }

    /** Takes a member out, with its access tokens; oneself to leave. Throws as {@link #changeRole}. */
    public void remove(BusinessId business, UserId actor, UserId member) {
        tenants.run(business, () -> {
            Map<UserId, Role> roles = lock(business, actor, member);
            Role before = roleOf(roles, member);
            Role mine = roles.get(actor);
            if (mine == null || !actor.equals(member) && !mayManage(mine, before)) {
                throw new ProblemException(ProblemCode.FORBIDDEN);
            }
            keepAnOwner(roles, before);
            jdbc.sql(REVOKE_TOKENS)
                    .param("business", business.value())
                    .param("member", member.value())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            jdbc.sql(REMOVE)
                    .param("business", business.value())
                    .param("member", member.value())
                    .update();
            events.publishEvent(new Deed(
                    business, Deed.by(actor), Deeds.MEMBER_REMOVE, member.toString(), Map.of("role", before.name())));
        });
        events.publishEvent(new MembersChanged(business, false));
    }

    /** The role that the actor has now, inside a transaction of the business; throws {@code FORBIDDEN} for strangers. */
    Role roleInside(BusinessId business, UserId actor) {
        return jdbc.sql("SELECT role FROM membership WHERE business_id = :business AND user_id = :actor FOR SHARE")
                .param("business", business.value())
                .param("actor", actor.value())
                .query(String.class)
                .optional()
                .map(Role::valueOf)
                .orElseThrow(() -> new ProblemException(ProblemCode.FORBIDDEN));
    }

    private Map<UserId, Role> lock(BusinessId business, UserId actor, UserId member) {
        Map<UserId, Role> roles = new LinkedHashMap<>();
        jdbc.sql(LOCK)
                .param("business", business.value())
                .param("actor", actor.value())
                .param("member", member.value())
                .query(row -> {
                    roles.put(new UserId(row.getObject("user_id", UUID.class)), Role.valueOf(row.getString("role")));
                });
        return roles;
    }

    private static Role roleOf(Map<UserId, Role> roles, UserId member) {
        Role role = roles.get(member);
        if (role == null) {
            throw new ProblemException(ProblemCode.NOT_FOUND);
        }
        return role;
    }

    private static void keepAnOwner(Map<UserId, Role> roles, Role lost) {
        if (lost == Role.OWNER
                && roles.values().stream().filter(Role.OWNER::equals).count() < 2) {
            throw new ProblemException(ProblemCode.LAST_OWNER);
        }
    }
}
