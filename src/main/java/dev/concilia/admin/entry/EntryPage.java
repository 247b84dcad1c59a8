package dev.concilia.admin.entry;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import dev.concilia.admin.shell.Brand;
import dev.concilia.admin.shell.Preferences;
import java.util.Locale;

/** The frame of pages before sign-in: mark, card, languages. */
class EntryPage extends Main {
    private static final long serialVersionUID = 1L;

    EntryPage() {
        setId("main");
        addClassName("entry");
    }

    /** Shows the content afresh, in the language of the moment. */
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
