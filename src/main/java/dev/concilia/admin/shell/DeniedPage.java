package dev.concilia.admin.shell;

import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** Signed in, but this page is for other roles: staff work in the staff app. */
@AnonymousAllowed
public class DeniedPage extends MessagePage implements HasErrorParameter<AccessDeniedException>, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient Session session;

    DeniedPage(Session session) {
        this.session = session;
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
        boolean member = session.hasBackOffice();
        say(
                getTranslation("error.denied.title"),
                getTranslation(member ? "error.denied.text" : "error.denied.staff"),
                getTranslation(member ? "error.home" : "user.signOut"),
                member ? "." : "logout");
        return 403;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("error.denied.title");
    }
}
