package dev.concilia.admin.shell;

import com.vaadin.flow.spring.security.AuthenticationContext;
import dev.concilia.business.HubUser;
import dev.concilia.business.Membership;
import dev.concilia.business.Role;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who looks at the page, and at which business. */
@Component
public class Session {
    private final AuthenticationContext authentication;

    Session(AuthenticationContext authentication) {
        this.authentication = authentication;
    }

    public Optional<HubUser> user() {
        return authentication.getAuthenticatedUser(HubUser.class);
    }

    /** The business in view and the person's role in it; throws {@code FORBIDDEN} for those with the staff app only. */
    public Membership membership() {
        return user().flatMap(Session::backOffice).orElseThrow(() -> new ProblemException(ProblemCode.FORBIDDEN));
    }

    /** Whether the person has a place in the back office at all. */
    boolean hasBackOffice() {
        return user().flatMap(Session::backOffice).isPresent();
    }

    void signOut() {
        authentication.logout();
    }

    private static Optional<Membership> backOffice(HubUser user) {
        return user.memberships().stream().filter(m -> m.role() != Role.STAFF).findFirst();
    }
}
