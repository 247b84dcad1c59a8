package dev.concilia.admin.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.business.Business;
import dev.concilia.catalog.Catalog;

/**
 * A page of the back office: one {@code h1} that is the answer, a sentence, at most one primary action, then the
 * details. It is built in {@link #build}, once, and once more when the language changes; {@link #show} follows after
 * that and after every change of the address.
 */
public abstract class Page extends Main implements LocaleChangeObserver, AfterNavigationObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient Session session;
    private final transient Business business;
    private final boolean manager;
    private final String titleKey;
    private final H1 answer = new H1();
    private final Paragraph rest = new Paragraph();
    private transient QueryParameters parameters = QueryParameters.empty();
    private boolean built;
    private boolean entered;

    /** {@code titleKey}: the text that names the page, in the browser's title and, until it knows better, its h1. */
    protected Page(Session session, String titleKey) {
        this.session = session;
        this.business = session.home();
        this.manager = session.isManager();
        this.titleKey = titleKey;
        setId("main");
        addClassName("page");
        getElement().setAttribute("tabindex", "-1");
        rest.addClassName("muted");
    }

    /** Adds what the page consists of, below its heading. */
    protected abstract void build();

    /**
     * Builds the page again, for another subject: the router keeps a page of which only the parameters change. {@link
     * #show} follows by itself.
     */
    protected final void rebuild() {
        if (built) {
            removeAll();
            say(getTranslation(titleKey), "");
            build();
        }
    }

    /** Shows what the address asks for. */
    protected void show(QueryParameters asked) {}

    protected final Session session() {
        return session;
    }

    /** Whether the person may change things, as of when the page was opened: what to offer. Actions ask the session. */
    protected final boolean isManager() {
        return manager;
    }

    protected final Business business() {
        return business;
    }

    protected final Dates dates() {
        return new Dates(business.timezone(), getLocale());
    }

    /** Names and values of records for this reader. */
    protected final RecordWords words(Catalog catalog) {
        return new RecordWords(
                catalog, dates(), business.currency(), getTranslation("value.yes"), getTranslation("value.no"));
    }

    /** The answer of the page in one sentence, and what it means. */
    protected final void say(String title, String explanation) {
        answer.setText(title);
        rest.setText(explanation);
        rest.setVisible(!explanation.isEmpty());
    }

    /** Adds the heading, with the page's actions at its end. */
    protected final void heading(Component... actions) {
        Div words = new Div(answer, rest);
        words.addClassName("heading");
        words.getElement().setAttribute("aria-live", "polite");
        Div buttons = new Div(actions);
        buttons.addClassName("actions");
        Div head = new Div(words, buttons);
        head.addClassName("head");
        buttons.setVisible(actions.length > 0);
        add(head);
    }

    @Override
    public final void localeChange(LocaleChangeEvent event) {
        built = true;
        rebuild();
        if (entered) {
            show(parameters);
        }
    }

    @Override
    public final void afterNavigation(AfterNavigationEvent event) {
        entered = true;
        parameters = event.getLocation().getQueryParameters();
        show(parameters);
    }

    @Override
    public final String getPageTitle() {
        return getTranslation(titleKey) + " · " + business.name();
    }
}
