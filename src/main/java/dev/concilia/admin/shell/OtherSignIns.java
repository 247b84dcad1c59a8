package dev.concilia.admin.shell;

import dev.concilia.business.Passkeys;
import java.util.Objects;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.webauthn.authentication.PublicKeyCredentialRequestOptionsFilter;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationFilter;

/**
 * The code after the password, and passkeys: {@code POST /webauthn/authenticate/options}, {@code POST /login/webauthn}. A
 * configurer, because the session's strategy (another session id, another CSRF token) is known late only.
 */
final class OtherSignIns extends AbstractHttpConfigurer<OtherSignIns, HttpSecurity> {
    private final CodeSignIn byCode;
    private final PasskeySignIn byPasskey;
    private final Passkeys passkeys;
    private final SecurityContextHolderStrategy holder;

    OtherSignIns(CodeSignIn byCode, PasskeySignIn byPasskey, Passkeys passkeys, SecurityContextHolderStrategy holder) {
        this.byCode = byCode;
        this.byPasskey = byPasskey;
        this.passkeys = passkeys;
        this.holder = holder;
    }

    @Override
    public void configure(HttpSecurity http) {
        SavedRequestAwareAuthenticationSuccessHandler whereItWanted =
                new SavedRequestAwareAuthenticationSuccessHandler();
        RequestCache cache = http.getSharedObject(RequestCache.class);
        if (cache != null) {
            whereItWanted.setRequestCache(cache);
        }
        byCode.setAuthenticationSuccessHandler(whereItWanted);
        WebAuthnAuthenticationFilter signing = new WebAuthnAuthenticationFilter();
        signing.setAuthenticationManager(new ProviderManager(byPasskey));
        http.addFilterAfter(inSession(byCode, http), UsernamePasswordAuthenticationFilter.class);
        http.addFilterAfter(inSession(signing, http), UsernamePasswordAuthenticationFilter.class);
        PublicKeyCredentialRequestOptionsFilter asking =
                new PublicKeyCredentialRequestOptionsFilter(passkeys.relyingParty());
        asking.setSecurityContextHolderStrategy(holder);
        http.addFilterAfter(asking, UsernamePasswordAuthenticationFilter.class);
    }

    private <F extends AbstractAuthenticationProcessingFilter> F inSession(F filter, HttpSecurity http) {
        postProcess(filter); // so that it says whom it signed in
        filter.setSecurityContextHolderStrategy(holder);
        filter.setSecurityContextRepository(new HttpSessionSecurityContextRepository());
        filter.setSessionAuthenticationStrategy(
                Objects.requireNonNull(http.getSharedObject(SessionAuthenticationStrategy.class)));
        return filter;
    }
}
