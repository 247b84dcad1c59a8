package dev.concilia.business;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.Secrets;
import dev.concilia.kernel.Sha256;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The setup of a fresh hub: its first person becomes its operator and the owner of its first business. */
@Service
public class FirstRun {
    private final JdbcClient jdbc;
    private final Businesses businesses;
    private final People people;
    private final Secrets secrets;
    private final TransactionTemplate transaction;

    FirstRun(
            JdbcClient jdbc,
            Businesses businesses,
            People people,
            Secrets secrets,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.businesses = businesses;
        this.people = people;
        this.secrets = secrets;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What the setup page asks for. */
    public record Answers(
            String businessName,
            ZoneId timezone,
            Locale locale,
            String currency,
            String name,
            String email,
            String password) {
        @Override
        public String toString() {
            return "Answers[" + businessName + ", " + email + "]";
        }
    }

    /** A new one-time code for the setup link, in place of an earlier one; empty once somebody can sign in. */
    public Optional<String> newCode() {
        if (!people.isEmpty()) {
            return Optional.empty();
        }
        String code = secrets.draw(32);
        jdbc.sql("UPDATE hub SET setup_hash = :hash")
                .param("hash", Sha256.of(code))
                .update();
        return Optional.of(code);
    }

    /** Whether {@code code} opens the setup now. */
    public boolean accepts(String code) {
        byte[] hash = jdbc.sql("SELECT setup_hash FROM hub")
                .query((row, n) -> row.getBytes(1) == null ? new byte[0] : row.getBytes(1))
                .single();
        return people.isEmpty() && MessageDigest.isEqual(hash, Sha256.of(code));
    }

    /** Sets the hub up and uses the code up. Throws {@code FORBIDDEN} for a wrong or used code. */
    public Person complete(String code, Answers answers) {
        return transaction.execute(status -> {
            jdbc.sql("SELECT epoch FROM hub FOR UPDATE").query().singleRow();
            if (!accepts(code)) {
                throw new ProblemException(ProblemCode.FORBIDDEN);
            }
            return open(answers);
        });
    }

    /** The same from the environment, without a code, if nobody can sign in yet. */
    Optional<Person> completeUnattended(Answers answers) {
        return Optional.ofNullable(transaction.execute(status -> {
            jdbc.sql("SELECT epoch FROM hub FOR UPDATE").query().singleRow();
            return people.isEmpty() ? open(answers) : null;
        }));
    }

    private Person open(Answers answers) {
        Person owner = people.create(answers.email(), answers.name(), answers.password(), true);
        Business business = businesses
                .first()
                .map(made -> businesses.describe(
                        made.id(), answers.businessName(), answers.timezone(), answers.locale(), answers.currency()))
                .orElseGet(() -> businesses.create(
                        answers.businessName(), answers.timezone(), answers.locale(), answers.currency()));
        people.join(business.id(), owner.id(), Role.OWNER);
        jdbc.sql("UPDATE hub SET setup_hash = NULL").update();
        return owner;
    }
}
