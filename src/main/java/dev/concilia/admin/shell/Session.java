package dev.concilia.admin.shell;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
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
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
        return place().filter(Session::isOffice).orElseThrow(Session::forbidden);
    }

    /** The business in view. */
    public Business business() {
        return businesses.get(membership().business());
    }

    /** As {@link #business}, also for those with the staff app only; throws {@code FORBIDDEN} without any place. */
    public Business home() {
        return businesses.get(place().orElseThrow(Session::forbidden).business());
    }

    /** The businesses that the person may choose from, oldest first. */
    public List<Membership> choices() {
        return user().map(HubUser::offices).orElse(List.of());
    }

    /**
     * Puts another business in view for the rest of the session, on all its open pages, as far as the person may open its
     * back office. Throws {@code FORBIDDEN} for one where the person has no place.
     */
    public void choose(BusinessId business) {
        HubUser now = user().flatMap(user -> signIns.load(user.person().id()))
                .filter(user ->
                        user.memberships().stream().anyMatch(m -> m.business().equals(business)))
                .orElseThrow(Session::forbidden);
        store(now.at(business));
        VaadinSession.getCurrent().getUIs().forEach(Session::startAnew);
    }

    /**
     * The person, for an action that only {@code roles} may do. Every action of a page asks here when it runs, whatever
     * the page shows: throws {@code FORBIDDEN} for all others.
     */
    public Actor actor(Role... roles) {
        Membership membership = membership();
        if (!Arrays.asList(roles).contains(membership.role())) {
            throw forbidden();
        }
        return new Actor(membership.business(), user().orElseThrow().person().id());
    }

    /** The person, for an action of owners and admins. */
    public Actor manager() {
        return actor(Role.OWNER, Role.ADMIN);
    }

    /** Whether the person may change things; what auditors cannot do, they are not offered. */
    public boolean isManager() {
        return place().map(Membership::role)
                .filter(role -> role == Role.OWNER || role == Role.ADMIN)
                .isPresent();
    }

    /** Whether the person has a place in the back office at all. */
    boolean hasBackOffice() {
        return user().flatMap(HubUser::inView).filter(Session::isOffice).isPresent();
    }

    /** Keeps this browser signed in after the person has ended all its sign-ins, as by another password. */
    public void keep() {
        user().ifPresent(user -> signIns.load(user.person().id())
                .map(now -> now.at(user.chosen()))
                .ifPresent(Session::store));
    }

    /** Whether this browser has shown a right password and is to show the code. */
    public boolean isPending(Instant now) {
        return VaadinRequest.getCurrent() instanceof VaadinServletRequest request
                && PendingSignIn.of(request.getHttpServletRequest(), now).isPresent();
    }

    /** Ends this browser's session. */
    public void signOut() {
        authentication.logout();
    }

    private Optional<Membership> place() {
        Optional<Membership> place = user().flatMap(HubUser::inView);
        place.ifPresent(membership -> follow(membership.business()));
        return place;
    }

    /**
     * A page keeps to the business that it was opened for. One that was left open while another business came into view is
     * loaded anew, and what was clicked on it is not done to the other business.
     */
    private static void follow(BusinessId inView) {
        UI ui = UI.getCurrent();
        if (ui == null) {
            return;
        }
        BusinessId shown = ComponentUtil.getData(ui, BusinessId.class);
        if (shown == null) {
            ComponentUtil.setData(ui, BusinessId.class, inView);
        } else if (!shown.equals(inView)) {
            startAnew(ui);
            throw forbidden();
        }
    }

    private static void startAnew(UI ui) {
        ui.getPage().setLocation(".");
    }

    private static void store(HubUser user) {
        VaadinSession.getCurrent()
                .getSession()
                .setAttribute(
                        HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY, CurrentRights.signedIn(user));
    }

    private static boolean isOffice(Membership membership) {
        return membership.role() != Role.STAFF;
    }

    private static ProblemException forbidden() {
        return new ProblemException(ProblemCode.FORBIDDEN);
    }
}
