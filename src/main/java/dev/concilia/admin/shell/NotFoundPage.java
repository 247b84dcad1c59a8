package dev.concilia.admin.shell;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** No page has this address. */
@AnonymousAllowed
public class NotFoundPage extends MessagePage implements HasErrorParameter<NotFoundException>, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        say(
                getTranslation("error.notFound.title"),
                getTranslation("error.notFound.text"),
                getTranslation("error.home"),
                ".");
        return 404;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("error.notFound.title");
    }
}
