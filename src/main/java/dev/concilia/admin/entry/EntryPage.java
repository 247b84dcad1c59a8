package dev.concilia.admin.entry;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import dev.concilia.admin.shell.Brand;
import dev.concilia.admin.shell.Preferences;
import java.util.Locale;

/** The frame of pages before sign-in: mark, card, languages. */
abstract class EntryPage extends Main implements LocaleChangeObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final String titleKey;

    /** {@code titleKey}: the text that names the page in the browser's title. */
    EntryPage(String titleKey) {
        this.titleKey = titleKey;
        setId("main");
        addClassName("entry");
    }

    /** Fills the page, in the language of the moment. */
    abstract void show();

    @Override
    public final void localeChange(LocaleChangeEvent event) {
        show();
        UI ui = event.getUI();
        ui.getPage().setTitle(getPageTitle());
        ui.getPage().executeJs("document.documentElement.lang = $0", getLocale().getLanguage());
    }

    @Override
    public final String getPageTitle() {
        return getTranslation(titleKey) + " · Concilia";
    }

    /** Shows the content afresh. */
    final void fill(Component... content) {
        Div card = new Div(content);
        card.addClassNames("card", "entry-card");
        removeAll();
        add(Brand.mark(), card, languages());
    }

    private Nav languages() {
        Nav languages = new Nav();
        languages.addClassName("languages");
        languages.setAriaLabel(getTranslation("user.language"));
        for (Locale language : Preferences.languages()) {
            String name = language.getDisplayLanguage(language);
            NativeButton choice = new NativeButton(
                    name.substring(0, 1).toUpperCase(language) + name.substring(1),
                    click -> Preferences.choose(language));
            boolean current = language.getLanguage().equals(getLocale().getLanguage());
            choice.getElement()
                    .setAttribute("lang", language.getLanguage())
                    .setAttribute("aria-pressed", Boolean.toString(current));
            languages.add(choice);
        }
        return languages;
    }
}
