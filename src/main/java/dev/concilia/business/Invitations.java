package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.Secrets;
import dev.concilia.kernel.Sha256;
import dev.concilia.kernel.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/**
 * One-time links that give a person a place in a business, valid for seven days, stored as SHA-256. Who may invite whom is as in
 * {@link Members}. A link alone never takes over an account: one that has a password is asked for it, and one without is
 * claimed only if it has no place elsewhere and is no operator's.
 */
@Service
public class Invitations {
    /** How long a link is valid. */
    public static final Duration LIFE = Duration.ofDays(7);

    private final Tenants tenants;
    private final InvitationRows rows;
    private final Members members;
    private final People people;
    private final Businesses businesses;
    private final Joining joining;
    private final Ids ids;
    private final Secrets secrets;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Invitations(
            Tenants tenants,
            InvitationRows rows,
            Members members,
            People people,
            Businesses businesses,
            Joining joining,
            Ids ids,
            Secrets secrets,
            Clock clock,
            ApplicationEventPublisher events) {
        this.tenants = tenants;
        this.rows = rows;
        this.members = members;
        this.people = people;
        this.businesses = businesses;
        this.joining = joining;
        this.ids = ids;
        this.secrets = secrets;
        this.clock = clock;
        this.events = events;
    }

    /** An invitation at the only moment that its token exists. */
    public record Issued(UUID id, String email, Role role, String token, Instant expiresAt) {
        /** What the invited person opens. */
        public String link(String origin) {
            return origin + "/invitation?code=" + token;
        }

        @Override
        public String toString() {
            return "Issued[" + id + "]";
        }
    }

    /** An invitation that nobody has accepted or withdrawn; it may be too old by now. */
    public record Open(UUID id, String email, Role role, UserId invitedBy, Instant createdAt, Instant expiresAt) {}

    /** What a link offers. {@code account}: whether there is an account that has to sign in to accept. */
    public record Offer(String businessName, Locale language, String email, Role role, boolean account) {}

    /** What became of an acceptance. */
    public sealed interface Acceptance {
        record Joined(Person person, BusinessId business) implements Acceptance {}

        /** There is an account with that address: it signs in first and accepts then. */
        record SignInFirst(String email) implements Acceptance {}

        /** The link was used, withdrawn, replaced, or is too old; or it is somebody else's. */
        record Over() implements Acceptance {}
    }

    /**
     * Invites somebody, in place of an earlier invitation of the same address. Throws {@code VALIDATION_FAILED}, {@code
     * FORBIDDEN}, or {@code ALREADY_EXISTS} for somebody who is a member.
     */
    public Issued invite(BusinessId business, UserId actor, String email, Role role) {
        String address = People.checkedEmail(email);
        Secrets.Issued token = secrets.issue("ci");
        Instant now = clock.instant();
        InvitationRows.Row row = new InvitationRows.Row(ids.next(), address, role, actor, now, now.plus(LIFE));
        try {
            tenants.run(business, () -> {
                Role mine = allowed(business, actor, role);
                if (joining.isClaimedMember(business, address)) {
                    throw new ProblemException(ProblemCode.ALREADY_EXISTS, address);
                }
                rows.lockByEmail(business, address).ifPresent(earlier -> {
                    checkRole(mine, earlier.role());
                    rows.withdraw(new InvitationRows.Place(business, earlier.id()), now);
                });
                rows.insert(business, token.hash(), row);
                done(business, actor, Deeds.INVITATION_SEND, row);
            });
        } catch (DuplicateKeyException e) { // the same address was invited at the same moment
            throw new ProblemException(ProblemCode.ALREADY_EXISTS, address);
        }
        return new Issued(row.id(), address, role, token.text(), row.expiresAt());
    }

    /** A new link in place of the old one, for another seven days. Throws {@code NOT_FOUND}, {@code FORBIDDEN}. */
    public Issued resend(BusinessId business, UserId actor, UUID id) {
        InvitationRows.Place place = new InvitationRows.Place(business, id);
        Secrets.Issued token = secrets.issue("ci");
        Instant expires = clock.instant().plus(LIFE);
        InvitationRows.Row row = tenants.write(business, () -> {
            InvitationRows.Row open = managed(place, actor);
            rows.renew(place, token.hash(), expires);
            done(business, actor, Deeds.INVITATION_RESEND, open);
            return open;
        });
        return new Issued(id, row.email(), row.role(), token.text(), expires);
    }

    /** Ends an invitation. Throws {@code NOT_FOUND}, {@code FORBIDDEN}. */
    public void withdraw(BusinessId business, UserId actor, UUID id) {
        InvitationRows.Place place = new InvitationRows.Place(business, id);
        tenants.run(business, () -> {
            InvitationRows.Row open = managed(place, actor);
            rows.withdraw(place, clock.instant());
            done(business, actor, Deeds.INVITATION_WITHDRAW, open);
        });
    }

    /** Invitations that are not accepted, newest first, at most 200. */
    public List<Open> list(BusinessId business) {
        return tenants.read(business, () -> rows.list(business)).stream()
                .map(r -> new Open(r.id(), r.email(), r.role(), r.invitedBy(), r.createdAt(), r.expiresAt()))
                .toList();
    }

    /** What the link with this token offers; empty if it is over. */
    public Optional<Offer> find(String token) {
        return place(token).flatMap(place -> {
            Optional<InvitationRows.Row> row = tenants.read(place.business(), () -> rows.get(place));
            return row.filter(this::inTime).map(r -> offer(place.business(), r));
        });
    }

    /** Accepts as the person who is signed in. {@code Over} for a link that is another address's. */
    public Acceptance accept(String token, UserId signedIn) {
        return use(
                token,
                (place, row) -> people.find(signedIn)
                        .filter(person -> person.email().equalsIgnoreCase(row.email()))
                        .<Acceptance>map(person -> join(place, row, person))
                        .orElseGet(Acceptance.Over::new));
    }

    /** Accepts as somebody new, who chooses a name and a password. Throws {@code VALIDATION_FAILED} for those. */
    public Acceptance acceptNew(String token, String name, String password) {
        String checked = Names.checked("name", name);
        return use(
                token,
                (place, row) -> joining.claim(place.business(), row.email(), checked, password)
                        .<Acceptance>map(person -> join(place, row, person))
                        .orElseGet(() -> new Acceptance.SignInFirst(row.email())));
    }

    private interface Step {
        Acceptance take(InvitationRows.Place place, InvitationRows.Row row);
    }

    private Acceptance use(String token, Step step) {
        InvitationRows.Place place = place(token).orElse(null);
        if (place == null) {
            return new Acceptance.Over();
        }
        Acceptance acceptance = tenants.write(
                place.business(),
                () -> rows.lock(place)
                        .filter(this::inTime)
                        .map(row -> step.take(place, row))
                        .orElseGet(Acceptance.Over::new));
        if (acceptance instanceof Acceptance.Joined) {
            events.publishEvent(new MembersChanged(place.business(), false));
        }
        return acceptance;
    }

    private Acceptance.Joined join(InvitationRows.Place place, InvitationRows.Row row, Person person) {
        joining.join(place.business(), person.id(), row.role());
        rows.accept(place, clock.instant());
        done(place.business(), person.id(), Deeds.INVITATION_ACCEPT, row);
        return new Acceptance.Joined(person, place.business());
    }

    private Offer offer(BusinessId id, InvitationRows.Row row) {
        Business business = businesses.get(id);
        boolean account = people.byEmail(row.email())
                .filter(p -> people.hasPassword(p.id()))
                .isPresent();
        return new Offer(business.name(), business.locale(), row.email(), row.role(), account);
    }

    private Optional<InvitationRows.Place> place(String token) {
        return Secrets.plausible("ci", token) ? rows.find(Sha256.of(token)) : Optional.empty();
    }

    private boolean inTime(InvitationRows.Row row) {
        return row.expiresAt().isAfter(clock.instant());
    }

    private InvitationRows.Row managed(InvitationRows.Place place, UserId actor) {
        InvitationRows.Row row = rows.lock(place).orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
        allowed(place.business(), actor, row.role());
        return row;
    }

    private Role allowed(BusinessId business, UserId actor, Role role) {
        Role mine = members.roleInside(business, actor);
        checkRole(mine, role);
        return mine;
    }

    private static void checkRole(Role mine, Role role) {
        if (!Members.mayManage(mine, role)) {
            throw new ProblemException(ProblemCode.FORBIDDEN);
        }
    }

    private void done(BusinessId business, UserId actor, String action, InvitationRows.Row row) {
        events.publishEvent(new Deed(
                business,
                Deed.by(actor),
                action,
                row.id().toString(),
                Map.of("email", row.email(), "role", row.role().name())));
    }
}
