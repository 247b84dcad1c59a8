package dev.concilia.admin.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.spring.security.AuthenticationContext;
import dev.concilia.business.HubUser;
import dev.concilia.business.MembersChanged;
import dev.concilia.business.SignIns;
import dev.concilia.kernel.BusinessId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Loads open pages again whose person may see something else by now. Requests are judged one by one ({@link CurrentRights});
 * without this, a page that only listens would go on showing what comes in.
 */
@Component
class OpenPages implements VaadinServiceInitListener {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(OpenPages.class);

    private final transient AuthenticationContext authentication;
    private final transient SignIns signIns;
    private final transient Map<UI, HubUser> open = new ConcurrentHashMap<>();

    OpenPages(AuthenticationContext authentication, SignIns signIns) {
        this.authentication = authentication;
        this.signIns = signIns;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource()
                .addUIInitListener(init -> authentication
                        .getAuthenticatedUser(HubUser.class)
                        .ifPresent(user -> {
                            open.put(init.getUI(), user);
                            init.getUI().addDetachListener(detach -> open.remove(init.getUI()));
                        }));
    }

    @EventListener
    void on(MembersChanged event) {
        VaadinSession acting = VaadinSession.getCurrent(); // shows its own outcome
        Thread.startVirtualThread(() -> open.forEach((ui, user) -> {
            if (ui.getSession() != acting && isOf(user, event.business()) && isOver(user)) {
                reload(ui);
            }
        }));
    }

    private static boolean isOf(HubUser user, BusinessId business) {
        return user.memberships().stream().anyMatch(m -> m.business().equals(business));
    }

    private boolean isOver(HubUser user) {
        try {
            return signIns.renewed(user).filter(now -> now == user).isEmpty();
        } catch (DataAccessException e) {
            log.warn("An open page could not be judged: {}", e.getMessage());
            return false; // its next request is
        }
    }

    private static void reload(UI ui) {
        try {
            ui.access(() -> ui.getPage().reload());
        } catch (UIDetachedException e) {
            log.debug("The page was closed already");
        }
    }
}
