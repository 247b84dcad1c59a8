package dev.concilia.admin.shell;

import com.vaadin.flow.component.html.NativeButton;
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
        String title = getTranslation("error.denied.title");
        if (session.hasBackOffice()) {
            say(title, getTranslation("error.denied.text"), getTranslation("error.home"), ".");
        } else {
            NativeButton signOut = new NativeButton(getTranslation("user.signOut"), click -> session.signOut());
            say(title, getTranslation("error.denied.staff"), signOut);
        }
        return 403;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("error.denied.title");
    }
}
