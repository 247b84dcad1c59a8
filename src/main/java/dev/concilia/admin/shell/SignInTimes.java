package dev.concilia.admin.shell;

import dev.concilia.business.HubUser;
import dev.concilia.business.SignIns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.stereotype.Component;

/** Keeps when people sign in, whichever way: Spring Security says so once the last thing asked for was shown. */
@Component
class SignInTimes {
    private static final Logger log = LoggerFactory.getLogger(SignInTimes.class);

    private final SignIns signIns;

    SignInTimes(SignIns signIns) {
        this.signIns = signIns;
    }

    @EventListener
    void signedIn(InteractiveAuthenticationSuccessEvent event) {
        if (event.getAuthentication().getPrincipal() instanceof HubUser user) {
            try {
                signIns.completed(user.person().id());
            } catch (DataAccessException e) { // the person is in by now
                log.warn("The sign-in of person {} was not kept", user.person().id(), e);
            }
        }
    }
}
