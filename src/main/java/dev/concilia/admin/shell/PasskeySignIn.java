package dev.concilia.admin.shell;

import dev.concilia.business.HubUser;
import dev.concilia.business.Passkeys;
import dev.concilia.business.SignIns;
import dev.concilia.kernel.UserId;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationRequestToken;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;

/** Signs in whoever holds a passkey, as the same {@link HubUser} that a password gives. */
final class PasskeySignIn implements AuthenticationProvider {
    private final Passkeys passkeys;
    private final SignIns signIns;

    PasskeySignIn(Passkeys passkeys, SignIns signIns) {
        this.passkeys = passkeys;
        this.signIns = signIns;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        HubUser user = signIns.load(who(((WebAuthnAuthenticationRequestToken) attempt).getWebAuthnRequest()))
                .orElseThrow(() -> new BadCredentialsException("no such account"));
        return UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
    }

    private UserId who(RelyingPartyAuthenticationRequest request) {
        try {
            return passkeys.authenticate(request);
        } catch (DataAccessException e) {
            throw new AuthenticationServiceException("the database does not answer", e);
        } catch (RuntimeException e) { // whatever the libraries say about an answer that does not hold
            throw new BadCredentialsException("not a passkey of this hub", e);
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return WebAuthnAuthenticationRequestToken.class.isAssignableFrom(authentication);
    }
}
