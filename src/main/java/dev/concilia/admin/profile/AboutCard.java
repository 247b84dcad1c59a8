package dev.concilia.admin.profile;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Preferences;
import dev.concilia.business.Account;
import java.util.Locale;

/** Name and language. The address is how a person signs in and does not change here. */
final class AboutCard extends Section {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 200;

    private final transient ProfileView.Source source;
    private final TextField name = new TextField(getTranslation("setup.name"));
    private final Select<Locale> language = new Select<>();

    AboutCard(ProfileView.Source source) {
        this.source = source;
        addClassName("card");
        Account.Profile profile = source.account().profile(source.id());
        EmailField email = new EmailField(getTranslation("people.email"));
        email.setValue(profile.email());
        email.setReadOnly(true);
        name.setMaxLength(LONGEST_NAME);
        name.setAutocomplete(Autocomplete.NAME);
        name.setRequiredIndicatorVisible(true);
        name.setValue(profile.name());
        language.setLabel(getTranslation("setup.language"));
        language.setHelperText(getTranslation("profile.language.help"));
        language.setItems(Preferences.languages());
        language.setItemLabelGenerator(
                l -> l == null ? getTranslation("profile.language.browser") : l.getDisplayLanguage(l));
        language.setEmptySelectionAllowed(true);
        language.setEmptySelectionCaption(getTranslation("profile.language.browser"));
        if (profile.language() != null) {
            language.setValue(Locale.of(profile.language().getLanguage()));
        }
        Div form = new Div(email, name, language);
        form.addClassName("dialog-form");
        Button save = new Button(getTranslation("dialog.save"));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClassName("card-action");
        save.setDisableOnClick(true);
        save.addClickListener(click -> {
            save.setEnabled(true);
            save();
        });
        add(new H2(getTranslation("profile.about")), form, save);
    }

    private void save() {
        name.setInvalid(name.getValue().isBlank());
        name.setErrorMessage(getTranslation("setup.invalid.person"));
        if (name.isInvalid()) {
            return;
        }
        Locale chosen = language.getValue();
        source.account().change(source.id(), name.getValue(), chosen);
        source.session().keep();
        Toast.done(getTranslation("profile.saved"));
        if (chosen != null && !chosen.getLanguage().equals(getLocale().getLanguage())) {
            Preferences.choose(chosen);
        }
    }
}
