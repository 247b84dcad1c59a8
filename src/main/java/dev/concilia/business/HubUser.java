package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** The signed-in person of a browser session. Authorities are its role in the business in view, and OPERATOR. */
public final class HubUser implements UserDetails, CredentialsContainer {
    private static final long serialVersionUID = 1L;

    private final transient Person person;
    private final transient List<Membership> memberships;
    private final long signIns;
    private final transient @Nullable BusinessId chosen;
    private @Nullable String passwordHash;

    /** {@code signIns}: the person's count at this sign-in; once it is another one, this sign-in is over. */
    HubUser(Person person, List<Membership> memberships, long signIns, @Nullable String passwordHash) {
        this(person, memberships, signIns, passwordHash, null);
    }

    private HubUser(
            Person person,
            List<Membership> memberships,
            long signIns,
            @Nullable String passwordHash,
            @Nullable BusinessId chosen) {
        this.person = person;
        this.memberships = List.copyOf(memberships);
        this.signIns = signIns;
        this.passwordHash = passwordHash;
        this.chosen = chosen;
    }

    /** The same sign-in with this business in view, as far as the person has a place in its back office. */
    public HubUser at(@Nullable BusinessId business) {
        return new HubUser(person, memberships, signIns, passwordHash, business);
    }

    /** The business that the person chose to see in this session. */
    public @Nullable BusinessId chosen() {
        return chosen;
    }

    /**
     * The person's place in the business in view: the chosen one, else the oldest whose back office it may open, else the
     * oldest. Only this role counts: who owns one business is no owner of the next.
     */
    public Optional<Membership> inView() {
        List<Membership> offices = offices();
        return offices.stream()
                .filter(m -> m.business().equals(chosen))
                .findFirst()
                .or(() -> offices.stream().findFirst())
                .or(() -> memberships.stream().findFirst());
    }

    /** The businesses whose back office the person may open, oldest first. */
    public List<Membership> offices() {
        return memberships.stream().filter(m -> m.role() != Role.STAFF).toList();
    }

    public Person person() {
        return person;
    }

    long signIns() {
        return signIns;
    }

    /** Businesses of the person as of this request, oldest first. */
    public List<Membership> memberships() {
        return memberships;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        List<GrantedAuthority> roles = new ArrayList<>();
        inView().ifPresent(m -> roles.add(new SimpleGrantedAuthority("ROLE_" + m.role())));
        if (person.operator()) {
            roles.add(new SimpleGrantedAuthority("ROLE_OPERATOR"));
        }
        return roles;
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return person.email();
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }
}
