package dev.concilia.admin.shell;

import dev.concilia.business.HubUser;
import dev.concilia.kernel.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Somebody who has shown the password and not yet the code. Kept in the browser's session, which is signed in as nobody. */
record PendingSignIn(UUID user, Instant until) implements Serializable {
    private static final String ATTRIBUTE = PendingSignIn.class.getName();
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    static void begin(HttpServletRequest request, HubUser user, Instant now) {
        request.getSession();
        request.changeSessionId(); // nobody who planted a session rides on it
        request.getSession()
                .setAttribute(ATTRIBUTE, new PendingSignIn(user.person().id().value(), now.plus(PATIENCE)));
    }

    /** Who it is, if that was shown in this session within the last ten minutes. */
    static Optional<UserId> of(HttpServletRequest request, Instant now) {
        HttpSession session = request.getSession(false);
        Object kept = session == null ? null : session.getAttribute(ATTRIBUTE);
        return kept instanceof PendingSignIn pending && pending.until.isAfter(now)
                ? Optional.of(new UserId(pending.user))
                : Optional.empty();
    }

    static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(ATTRIBUTE);
        }
    }
}
