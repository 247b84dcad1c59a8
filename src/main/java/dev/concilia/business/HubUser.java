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
    private @Nullable String passwordHash;

    HubUser(Person person, List<Membership> memberships, @Nullable String passwordHash) {
        this.person = person;
        this.memberships = List.copyOf(memberships);
        this.passwordHash = passwordHash;
    }

    public Person person() {
        return person;
    }

    /** Businesses of the person at sign-in, oldest first. */
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
