package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** The people who sign in, and their memberships. */
@Service
public class People {
    private static final String SELECT = "SELECT id, email, name, operator FROM app_user";
    private static final String INSERT = """
            INSERT INTO app_user (id, email, name, password_hash, operator)
            VALUES (:id, :email, :name, :password, :operator)
            """;
    private static final String JOIN = """
            INSERT INTO membership (business_id, user_id, role) VALUES (:business, :user, :role)
            ON CONFLICT (business_id, user_id) DO UPDATE SET role = excluded.role
            """;

    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final Ids ids;
    private final PasswordEncoder passwords;

    People(JdbcClient jdbc, Tenants tenants, Ids ids, PasswordEncoder passwords) {
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.ids = ids;
        this.passwords = passwords;
    }

    /** Whether anybody can sign in yet; if not, the hub waits for its setup. */
    public boolean isEmpty() {
        return !jdbc.sql("SELECT EXISTS (SELECT FROM app_user WHERE password_hash IS NOT NULL)")
                .query(Boolean.class)
                .single();
    }

    /**
     * Makes a person; without a password there is no sign-in until one is set. Throws {@code VALIDATION_FAILED} for an
     * address or a password that will not do, {@code ALREADY_EXISTS} for an address that is taken.
     */
    public Person create(String email, String name, @Nullable String password, boolean operator) {
        String address = checkedEmail(email);
        if (password != null) {
            PasswordRules.check(password, address);
        }
        UserId id = new UserId(ids.next());
        try {
            jdbc.sql(INSERT)
                    .param("id", id.value())
                    .param("email", address)
                    .param("name", name.strip())
                    .param("password", password == null ? null : passwords.encode(password))
                    .param("operator", operator)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(ProblemCode.ALREADY_EXISTS, address);
        }
        return new Person(id, address, name.strip(), operator);
    }

    public Optional<Person> byEmail(String email) {
        return jdbc.sql(SELECT + " WHERE lower(email) = :email")
                .param("email", email.strip().toLowerCase(Locale.ROOT))
                .query(People::row)
                .optional();
    }

    public Optional<Person> find(UserId id) {
        return jdbc.sql(SELECT + " WHERE id = :id")
                .param("id", id.value())
                .query(People::row)
                .optional();
    }

    /** What people are called: their name, else their address; those that are not there are left out. */
    public Map<UserId, String> names(Collection<UserId> people) {
        Map<UserId, String> names = new HashMap<>();
        if (!people.isEmpty()) {
            jdbc.sql(SELECT + " WHERE id = ANY (:ids)")
                    .param("ids", people.stream().map(UserId::value).toArray(UUID[]::new))
                    .query(People::row)
                    .list()
                    .forEach(
                            person -> names.put(person.id(), person.name().isBlank() ? person.email() : person.name()));
        }
        return names;
    }

    /** The first operator: the one that the environment's token stands for. */
    public Optional<Person> firstOperator() {
        return jdbc.sql(SELECT + " WHERE operator ORDER BY created_at, id LIMIT 1")
                .query(People::row)
                .optional();
    }

    /** Gives a person a role in a business, in place of the one it may have there. */
    public void join(BusinessId business, UserId user, Role role) {
        tenants.run(
                business,
                () -> jdbc.sql(JOIN)
                        .param("business", business.value())
                        .param("user", user.value())
                        .param("role", role.name())
                        .update());
    }

    /** The businesses of a person, oldest business first. */
    public List<Membership> membershipsOf(UserId user) {
        return jdbc.sql("SELECT business_id, name, role FROM memberships_of(:user)")
                .param("user", user.value())
                .query((row, n) -> new Membership(
                        new BusinessId(row.getObject("business_id", UUID.class)),
                        row.getString("name"),
                        Role.valueOf(row.getString("role"))))
                .list();
    }

    /** Whether the person can sign in by password. */
    boolean hasPassword(UserId id) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM app_user WHERE id = :id AND password_hash IS NOT NULL)")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    /** Gives a person a first password, and the name it wants to be called. */
    void claim(Person person, String name, String password) {
        PasswordRules.check(password, person.email());
        jdbc.sql("UPDATE app_user SET password_hash = :password, name = :name WHERE id = :id")
                .param("password", passwords.encode(password))
                .param("name", name)
                .param("id", person.id().value())
                .update();
    }

    @Nullable
    String passwordHash(String email) {
        return jdbc.sql("SELECT password_hash FROM app_user WHERE lower(email) = :email")
                .param("email", email.strip().toLowerCase(Locale.ROOT))
                .query(String.class)
                .optional()
                .orElse(null);
    }

    static String checkedEmail(String email) {
        String address = email.strip();
        int at = address.indexOf('@');
        boolean fits = at > 0
                && at == address.lastIndexOf('@')
                && address.indexOf('.', at) > at + 1
                && !address.endsWith(".")
                && address.length() <= 254
                && address.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
        if (!fits) {
            throw new ProblemException(
                    ProblemCode.VALIDATION_FAILED,
                    Map.of("fields", List.of(Map.of("path", "email", "message", "an e-mail address"))),
                    "email");
        }
        return address;
    }

    private static Person row(ResultSet row, int number) throws SQLException {
        return new Person(
                new UserId(row.getObject("id", UUID.class)),
                row.getString("email"),
                row.getString("name"),
                row.getBoolean("operator"));
    }
}
