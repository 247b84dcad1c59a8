package dev.concilia.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** An {@link ApiCaller} in Spring Security's terms; it never holds the key or token itself. */
final class ApiAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final transient ApiCaller caller;

    ApiAuthentication(ApiCaller caller) {
        super(authorities(caller));
        this.caller = caller;
        setAuthenticated(true);
    }

    private static List<GrantedAuthority> authorities(ApiCaller caller) {
        List<GrantedAuthority> roles = new ArrayList<>();
        switch (caller) {
            case ApiCaller.Machine machine -> roles.add(new SimpleGrantedAuthority("ROLE_DEVICE"));
            case ApiCaller.Person person -> {
                roles.add(new SimpleGrantedAuthority("ROLE_" + person.holder().role()));
                if (person.holder().operator()) {
                    roles.add(new SimpleGrantedAuthority("ROLE_OPERATOR"));
                }
            }
        }
        return roles;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public ApiCaller getPrincipal() {
        return caller;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
