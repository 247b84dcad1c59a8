package dev.concilia.admin.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.server.VaadinRequest;
import dev.concilia.business.Person;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The person at the top right: profile, language, light or dark, sign out. */
final class UserMenu extends MenuBar {
    private static final long serialVersionUID = 1L;

    UserMenu(Session session) {
        addThemeVariants(MenuBarVariant.AURA_TERTIARY);
        addClassName("user-menu");
        session.user().ifPresent(user -> {
            Person person = user.person();
            String name = person.name().isBlank() ? person.email() : person.name();
            Avatar avatar = new Avatar(name);
            avatar.setAbbreviation(initials(name));
            MenuItem root = addItem(avatar);
            root.setAriaLabel(getTranslation("user.menu", name));
            SubMenu menu = root.getSubMenu();
            menu.addItem(who(name, person.email())).setEnabled(false);
            menu.addSeparator();
            menu.addItem(
                    getTranslation("user.profile"), click -> UI.getCurrent().navigate("profile"));
            languages(menu.addItem(getTranslation("user.language")).getSubMenu());
            schemes(menu.addItem(getTranslation("user.scheme")).getSubMenu());
            menu.addItem(getTranslation("keys.title"), click -> new KeyHelp().open());
            menu.addSeparator();
            menu.addItem(getTranslation("user.signOut"), click -> session.signOut());
        });
    }

    /** At most two letters: the circle has no room for more. */
    private static String initials(String name) {
        String letters = Pattern.compile("\\s+")
                .splitAsStream(name.strip())
                .filter(word -> Character.isLetterOrDigit(word.codePointAt(0)))
                .map(word -> Character.toString(word.codePointAt(0)))
                .collect(Collectors.joining());
        return letters.length() <= 2 ? letters : letters.substring(0, 1) + letters.substring(letters.length() - 1);
    }

    private static Div who(String name, String email) {
        Span first = new Span(name);
        first.addClassName("strong");
        Span second = new Span(email);
        second.addClassName("muted");
        Div who = name.equals(email) ? new Div(first) : new Div(first, second);
        who.addClassName("who");
        return who;
    }

    private void languages(SubMenu menu) {
        for (Locale language : Preferences.languages()) {
            MenuItem item = menu.addItem(language.getDisplayLanguage(language), click -> Preferences.choose(language));
            item.setCheckable(true);
            item.setChecked(language.getLanguage().equals(getLocale().getLanguage()));
            item.getElement().setAttribute("lang", language.getLanguage());
        }
    }

    private void schemes(SubMenu menu) {
        VaadinRequest request = VaadinRequest.getCurrent();
        Preferences.Scheme current = request == null ? Preferences.Scheme.SYSTEM : Preferences.scheme(request);
        for (Preferences.Scheme scheme : Preferences.Scheme.values()) {
            MenuItem item = menu.addItem(getTranslation("scheme." + scheme));
            item.setCheckable(true);
            item.setChecked(scheme == current);
            item.addClickListener(click -> {
                menu.getItems().forEach(other -> other.setChecked(other == item));
                getUI().ifPresent(ui -> Preferences.choose(ui, scheme));
            });
        }
    }
}
