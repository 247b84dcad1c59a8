package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.UserId;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How an invited person gets an account and a place. Runs inside the business. */
@Component
class Joining {
    private static final String CLAIMED_MEMBER = """
            SELECT EXISTS (SELECT FROM membership m JOIN app_user u ON u.id = m.user_id
                WHERE m.business_id = :business AND lower(u.email) = :email AND u.password_hash IS NOT NULL)
            """;
    /** Whoever has a place already keeps the role that it has. */
    private static final String JOIN = """
            INSERT INTO membership (business_id, user_id, role) VALUES (:business, :user, :role)
            ON CONFLICT (business_id, user_id) DO NOTHING
            """;

    private final JdbcClient jdbc;
    private final People people;

    Joining(JdbcClient jdbc, People people) {
        this.jdbc = jdbc;
        this.people = people;
    }

    boolean isClaimedMember(BusinessId business, String email) {
        return jdbc.sql(CLAIMED_MEMBER)
                .param("business", business.value())
                .param("email", email.toLowerCase(Locale.ROOT))
                .query(Boolean.class)
                .single();
    }

    /** The account for somebody new; empty if there is one with that address that a link must not open. */
    Optional<Person> claim(BusinessId business, String email, String name, String password) {
        Optional<Person> known = people.byEmail(email);
        if (known.isEmpty()) {
            return Optional.of(people.create(email, name, password, false));
        }
        Person person = known.get();
        boolean ours = people.membershipsOf(person.id()).stream()
                .allMatch(m -> m.business().equals(business));
        if (person.operator() || !ours || people.hasPassword(person.id())) {
            return Optional.empty();
        }
        people.claim(person, name, password);
        return people.find(person.id());
    }

    void join(BusinessId business, UserId user, Role role) {
        jdbc.sql(JOIN)
                .param("business", business.value())
                .param("user", user.value())
                .param("role", role.name())
                .update();
    }
}
