package dev.concilia.business;

import dev.concilia.kernel.UserId;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens businesses for others. An address says nothing about who asked for it: an account that goes by it is invited, and joins
 * when its person accepts. Until then, and after, the operator that opened the business is an owner of it.
 */
@Service
public class Openings {
    private final Businesses businesses;
    private final People people;
    private final AccessTokens tokens;
    private final Invitations invitations;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Openings(
            Businesses businesses,
            People people,
            AccessTokens tokens,
            Invitations invitations,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.businesses = businesses;
        this.people = people;
        this.tokens = tokens;
        this.invitations = invitations;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What is wanted: as for {@link Businesses#create}, and its owner's address. */
    public record Wanted(String ownerEmail, String name, ZoneId timezone, Locale locale, String currency) {}

    /**
     * A business at the only moment that its token exists.
     *
     * @param token an owner's
     * @param invitation for the account that there is already with the wanted address; none where there was none, or it is the
     *     operator's own
     */
    public record Opened(Business business, String token, Optional<Invitations.Issued> invitation) {
        @Override
        public String toString() {
            return "Opened[" + business.id() + "]";
        }
    }

    /** All of it or nothing. Throws {@code VALIDATION_FAILED} for a name or an address that will not do. */
    @SuppressWarnings("NullAway") // the template's result is what the work returns
    public Opened open(UserId operator, Wanted wanted) {
        return transaction.execute(status -> {
            Optional<Person> known = people.byEmail(wanted.ownerEmail());
            boolean invited =
                    known.filter(person -> !person.id().equals(operator)).isPresent();
            UserId owner = invited ? operator : known.map(Person::id).orElseGet(() -> unclaimed(wanted.ownerEmail()));
            Business business = businesses.create(wanted.name(), wanted.timezone(), wanted.locale(), wanted.currency());
            people.join(business.id(), owner, Role.OWNER);
            String token = tokens.issue(business.id(), owner, "POST /api/admin/businesses", null);
            events.publishEvent(new Deed(
                    business.id(),
                    Deed.by(operator),
                    Deeds.BUSINESS_OPEN,
                    business.id().toString(),
                    Map.of("name", business.name())));
            return new Opened(
                    business,
                    token,
                    invited
                            ? Optional.of(invitations.invite(business.id(), operator, wanted.ownerEmail(), Role.OWNER))
                            : Optional.empty());
        });
    }

    /** Somebody new without a password, who can claim the account by an invitation. */
    private UserId unclaimed(String email) {
        return people.create(email, "", null, false).id();
    }
}
