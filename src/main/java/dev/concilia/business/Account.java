package dev.concilia.business;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What people do with their own account. What matters to their businesses is in the audit log of each. */
@Service
public class Account {
    private static final String PROFILE = "SELECT email, name, locale, last_sign_in FROM app_user WHERE id = :user";
    private static final String CHANGE = "UPDATE app_user SET name = :name, locale = :locale WHERE id = :user";
    private static final String LOCK = "SELECT email, password_hash FROM app_user WHERE id = :user FOR UPDATE";
    private static final String CHANGE_PASSWORD = """
            UPDATE app_user SET password_hash = :password, sign_ins = sign_ins + 1 WHERE id = :user
            """;
    private static final String END_SIGN_INS = "UPDATE app_user SET sign_ins = sign_ins + 1 WHERE id = :user";

    private final JdbcClient jdbc;
    private final People people;
    private final PasswordEncoder passwords;
    private final LoginThrottle throttle;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Account(
            JdbcClient jdbc,
            People people,
            PasswordEncoder passwords,
            LoginThrottle throttle,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.people = people;
        this.passwords = passwords;
        this.throttle = throttle;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** {@code language} is none for whatever the browser asks for; {@code lastSignIn} for who never signed in. */
    public record Profile(
            String email,
            String name,
            @Nullable Locale language,
            @Nullable Instant lastSignIn) {}

    public Profile profile(UserId user) {
        return jdbc.sql(PROFILE)
                .param("user", user.value())
                .query((row, n) -> {
                    String language = row.getString("locale");
                    return new Profile(
                            row.getString("email"),
                            row.getString("name"),
                            language == null ? null : Locale.of(language),
                            SignIns.last(row));
                })
                .optional()
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
    }

    /** Throws {@code VALIDATION_FAILED}; the language is Spanish, Portuguese, English, or none. */
    public void change(UserId user, String name, @Nullable Locale language) {
        String checked = Names.checked("name", name);
        if (language != null && !Map.of("es", 1, "pt", 1, "en", 1).containsKey(language.getLanguage())) {
            throw Names.invalid("language", "es, pt or en");
        }
        jdbc.sql(CHANGE)
                .param("user", user.value())
                .param("name", checked)
                .param("locale", language == null ? null : language.getLanguage())
                .update();
    }

    /**
     * Gives the person another password and ends all its sign-ins, the one at hand too: who calls this signs the person in anew.
     * Throws {@code VALIDATION_FAILED} for one that will not do.
     */
    public Proof changePassword(UserId user, String old, String wanted) {
        PasswordRules.check(wanted, profile(user).email());
        String encoded = passwords.encode(wanted);
        Proof proof = within(() -> {
            Proof shown = showPassword(user, old);
            if (shown instanceof Proof.Accepted) {
                jdbc.sql(CHANGE_PASSWORD)
                        .param("user", user.value())
                        .param("password", encoded)
                        .update();
                tell(user, Deeds.USER_PASSWORD, Map.of());
            }
            return shown;
        });
        if (proof instanceof Proof.Accepted) {
            signInsChanged(user);
        }
        return proof;
    }

    /** Ends all sign-ins of a person, on every browser; access tokens stay. */
    public void signOutEverywhere(UserId user) {
        within(() -> {
            jdbc.sql(END_SIGN_INS).param("user", user.value()).update();
            tell(user, Deeds.USER_SIGN_OUT_EVERYWHERE, Map.of());
            return true;
        });
        signInsChanged(user);
    }

    /** Whether this is the person's password; five wrong ones in a quarter of an hour, from wherever, and it has to wait. */
    public Proof password(UserId user, String password) {
        return within(() -> showPassword(user, password));
    }

    /** The same in a transaction of the caller. The row's lock lets attempts come one after the other only. */
    Proof showPassword(UserId user, String password) {
        record Stored(String email, @Nullable String hash) {}
        Stored stored = jdbc.sql(LOCK)
                .param("user", user.value())
                .query((row, n) -> new Stored(row.getString(1), row.getString(2)))
                .optional()
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
        return throttled("password:" + user, () -> stored.hash() != null && passwords.matches(password, stored.hash()));
    }

    /** Judges one attempt, counted for the person alone: an address would let many addresses guess in turn. */
    Proof throttled(String what, Supplier<Boolean> attempt) {
        Optional<Duration> wait = throttle.wait(what, what);
        if (wait.isPresent()) {
            return new Proof.Wait(wait.get());
        }
        if (attempt.get()) {
            throttle.succeeded(what, what);
            return new Proof.Accepted();
        }
        throttle.failed(what, what);
        return new Proof.Wrong();
    }

    /** Writes into the audit log of each business of a person. */
    void tell(UserId user, String action, Map<String, String> detail) {
        tell(user, user, action, detail);
    }

    void tell(UserId actor, UserId user, String action, Map<String, String> detail) {
        for (Membership membership : people.membershipsOf(user)) {
            events.publishEvent(new Deed(membership.business(), Deed.by(actor), action, user.toString(), detail));
        }
    }

    void endSignIns(UserId user) {
        jdbc.sql(END_SIGN_INS).param("user", user.value()).update();
    }

    void signInsChanged(UserId user) {
        people.membershipsOf(user)
                .forEach(membership -> events.publishEvent(new MembersChanged(membership.business(), false)));
    }

    @SuppressWarnings("NullAway") // the template's result is whatever the work returns
    <T> T within(Supplier<T> work) {
        return transaction.execute(status -> work.get());
    }
}
