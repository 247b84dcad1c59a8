package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who is signed in, as it stands now and not as it was at sign-in: roles are read anew with each request. */
@Service
public class SignIns {
    private static final String LOAD = """
            SELECT u.id, u.email, u.name, u.operator, u.sign_ins, m.business_id, m.name AS business, m.role
            FROM app_user u LEFT JOIN LATERAL memberships_of(u.id) m ON true WHERE u.id = :id
            """;

    private static final String COMPLETED = "UPDATE app_user SET last_sign_in = :now WHERE id = :id";

    private final JdbcClient jdbc;
    private final Clock clock;

    SignIns(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps that the person has signed in now, with all that it was asked for. */
    public void completed(UserId id) {
        jdbc.sql(COMPLETED)
                .param("id", id.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A person who has shown who it is, ready to be signed in; empty if there is no such person any more. */
    public Optional<HubUser> load(UserId id) {
        return load(id, null);
    }

    Optional<HubUser> load(UserId id, @Nullable String passwordHash) {
        List<Membership> memberships = new ArrayList<>();
        List<Row> rows = jdbc.sql(LOAD)
                .param("id", id.value())
                .query((row, n) -> row(row, memberships))
                .list();
        return rows.stream().findFirst().map(r -> new HubUser(r.person(), memberships, r.signIns(), passwordHash));
    }

    /** The same sign-in with the rights of this moment, the same object if they are as they were; empty if it is over. */
    public Optional<HubUser> renewed(HubUser user) {
        return load(user.person().id())
                .filter(now -> now.signIns() == user.signIns())
                .map(now -> same(user, now));
    }

    private static HubUser same(HubUser user, HubUser now) {
        boolean same = user.person().equals(now.person()) && user.memberships().equals(now.memberships());
        return same ? user : now.at(user.chosen());
    }

    /** When a person of {@code app_user} last signed in. */
    static @Nullable Instant last(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject("last_sign_in", OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private record Row(Person person, long signIns) {}

    private static Row row(ResultSet row, List<Membership> memberships) throws SQLException {
        UUID business = row.getObject("business_id", UUID.class);
        if (business != null) {
            memberships.add(new Membership(
                    new BusinessId(business), row.getString("business"), Role.valueOf(row.getString("role"))));
        }
        Person person = new Person(
                new UserId(row.getObject("id", UUID.class)),
                row.getString("email"),
                row.getString("name"),
                row.getBoolean("operator"));
        return new Row(person, row.getLong("sign_ins"));
    }
}
