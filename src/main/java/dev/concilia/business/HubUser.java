package dev.concilia.business;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** The signed-in person of a browser session. Authorities are the roles of its memberships, and OPERATOR. */
public final class HubUser implements UserDetails, CredentialsContainer {
    private static final long serialVersionUID = 1L;

    private final transient Person person;
    private final transient List<Membership> memberships;
    private final long signIns;
    private @Nullable String passwordHash;

    /** {@code signIns}: the person's count at this sign-in; once it is another one, this sign-in is over. */
    HubUser(Person person, List<Membership> memberships, long signIns, @Nullable String passwordHash) {
        this.person = person;
        this.memberships = List.copyOf(memberships);
        this.signIns = signIns;
        this.passwordHash = passwordHash;
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
        List<GrantedAuthority> roles = new ArrayList<>(memberships.stream()
                .map(m -> (GrantedAuthority) new SimpleGrantedAuthority("ROLE_" + m.role()))
                .distinct()
                .toList());
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
