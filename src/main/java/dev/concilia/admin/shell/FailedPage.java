package dev.concilia.admin.shell;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something broke while a page was made. */
@AnonymousAllowed
public class FailedPage extends MessagePage implements HasErrorParameter<Exception>, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(FailedPage.class);

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        log.error("The page /{} failed", event.getLocation().getPath(), parameter.getException());
        boolean database = Failures.isDatabaseGone(parameter.getException());
        say(
                getTranslation(database ? "error.database.title" : "error.failed.title"),
                getTranslation(database ? "error.database" : "error.failed.text"),
                getTranslation("error.home"),
                ".");
        return 500;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("error.failed.title");
    }
}
