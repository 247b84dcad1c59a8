package dev.concilia.admin.shell;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.spring.security.AuthenticationContext;
import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.business.HubUser;
import dev.concilia.business.Membership;
import dev.concilia.business.Role;
import dev.concilia.business.SignIns;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** Who looks at the page, and at which business. */
@Component
public class Session {
    private final AuthenticationContext authentication;
    private final Businesses businesses;
    private final SignIns signIns;

    Session(AuthenticationContext authentication, Businesses businesses, SignIns signIns) {
        this.authentication = authentication;
        this.businesses = businesses;
        this.signIns = signIns;
    }

    public Optional<HubUser> user() {
        return authentication.getAuthenticatedUser(HubUser.class);
    }

    /** The business in view and the person's role in it; throws {@code FORBIDDEN} for those with the staff app only. */
    public Membership membership() {
        return user().flatMap(Session::backOffice).orElseThrow(() -> new ProblemException(ProblemCode.FORBIDDEN));
    }

    /** The business in view. */
    public Business business() {
        return businesses.get(membership().business());
    }

    /**
     * The person, for an action that only {@code roles} may do. Every action of a page asks here when it runs, whatever
     * the page shows: throws {@code FORBIDDEN} for all others.
     */
    public Actor actor(Role... roles) {
        Membership membership = membership();
        if (!Arrays.asList(roles).contains(membership.role())) {
            throw new ProblemException(ProblemCode.FORBIDDEN);
        }
        return new Actor(membership.business(), user().orElseThrow().person().id());
    }

    /** The person, for an action of owners and admins. */
    public Actor manager() {
        return actor(Role.OWNER, Role.ADMIN);
    }

    /** Whether the person may change things; what auditors cannot do, they are not offered. */
    public boolean isManager() {
        Role role = membership().role();
        return role == Role.OWNER || role == Role.ADMIN;
    }

    /** Whether the person has a place in the back office at all. */
    boolean hasBackOffice() {
        return user().flatMap(Session::backOffice).isPresent();
    }

    /** Keeps this browser signed in after the person has ended all its sign-ins, as by another password. */
    public void keep() {
        user().flatMap(user -> signIns.load(user.person().id()))
                .ifPresent(now -> VaadinSession.getCurrent()
                        .getSession()
                        .setAttribute(
                                HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                                CurrentRights.signedIn(now)));
    }

    /** Whether this browser has shown a right password and is to show the code. */
    public boolean isPending(Instant now) {
        return VaadinRequest.getCurrent() instanceof VaadinServletRequest request
                && PendingSignIn.of(request.getHttpServletRequest(), now).isPresent();
    }

    void signOut() {
        authentication.logout();
    }

    private static Optional<Membership> backOffice(HubUser user) {
        return user.memberships().stream().filter(m -> m.role() != Role.STAFF).findFirst();
    }
}
