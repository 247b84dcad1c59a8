package dev.concilia.admin.shell;

import dev.concilia.business.HubUser;
import dev.concilia.business.LoginThrottle;
import dev.concilia.business.SecondFactor;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks passwords for those who have not failed too often from their address. */
final class ThrottledSignIn implements AuthenticationProvider {
    private final AuthenticationProvider passwords;
    private final LoginThrottle throttle;
    private final SecondFactor secondFactor;

    ThrottledSignIn(AuthenticationProvider passwords, LoginThrottle throttle, SecondFactor secondFactor) {
        this.passwords = passwords;
        this.throttle = throttle;
        this.secondFactor = secondFactor;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication attempt) {
        String email = attempt.getName();
        String address = attempt.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        Optional<Duration> wait = throttle.wait(email, address);
        if (wait.isPresent()) {
            throw new Wait(wait.get());
        }
        try {
            Authentication signedIn = passwords.authenticate(attempt);
            throttle.succeeded(email, address);
            if (signedIn != null
                    && signedIn.getPrincipal() instanceof HubUser user
                    && secondFactor.isOn(user.person().id())) {
                throw new CodeNeeded(user);
            }
            return signedIn;
        } catch (BadCredentialsException e) {
            throttle.failed(email, address);
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return passwords.supports(authentication);
    }

    /** The password was right, and this person has a second factor. Until that is shown, nobody is signed in. */
    static final class CodeNeeded extends AuthenticationException {
        private static final long serialVersionUID = 1L;
        private final transient HubUser user;

        CodeNeeded(HubUser user) {
            super("a code is needed");
            this.user = user;
        }

        HubUser user() {
            return user;
        }
    }

    /** Too many failures: the next attempt counts after some minutes. */
    static final class Wait extends AuthenticationException {
        private static final long serialVersionUID = 1L;
        private final long minutes;

        Wait(Duration duration) {
            super("too many failed attempts");
            this.minutes = Math.max(1, duration.plusSeconds(59).toMinutes());
        }

        long minutes() {
            return minutes;
        }
    }
}
