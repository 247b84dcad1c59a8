package dev.concilia.admin.entry;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldBase;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.concilia.admin.component.Choices;
import dev.concilia.admin.shell.Preferences;
import dev.concilia.business.FirstRun;
import dev.concilia.business.PasswordRules;
import dev.concilia.kernel.ProblemException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The questions of the setup. The fields stay the same when the language changes, so that nothing typed is lost. */
final class SetupForm extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Consumer<FirstRun.Answers> done;
    private final H2 aboutBusiness = new H2();
    private final H2 aboutOwner = new H2();
    private final TextField business = new TextField();
    private final ComboBox<String> zone = new ComboBox<>();
    private final Select<Locale> language = new Select<>();
    private final ComboBox<Currency> currency = new ComboBox<>();
    private final TextField name = new TextField();
    private final EmailField email = new EmailField();
    private final PasswordField password = new PasswordField();
    private final Button submit = new Button();

    SetupForm(Consumer<FirstRun.Answers> done) {
        this.done = done;
        addClassName("setup-form");
        zone.setItems(Choices.zones());
        language.setItems(Preferences.languages());
        language.setItemLabelGenerator(l -> l.getDisplayLanguage(l));
        currency.setItems(Choices.currencies());
        business.setAutocomplete(Autocomplete.ORGANIZATION);
        name.setAutocomplete(Autocomplete.NAME);
        email.setAutocomplete(Autocomplete.EMAIL);
        password.setAutocomplete(Autocomplete.NEW_PASSWORD);
        password.setValueChangeMode(ValueChangeMode.ON_BLUR);
        business.setMaxLength(200);
        name.setMaxLength(200);
        email.setMaxLength(254);
        List.of(business, name, email, password).forEach(field -> field.setRequiredIndicatorVisible(true));
        zone.setRequiredIndicatorVisible(true);
        currency.setRequiredIndicatorVisible(true);
        password.addValueChangeListener(change -> judgePassword());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setDisableOnClick(true);
        submit.addClickListener(click -> submit());
        FormLayout owner = columns(name, email, password);
        owner.setColspan(password, 2);
        add(aboutBusiness, columns(business, zone, language, currency), aboutOwner, owner, submit);
    }

    void translate() {
        aboutBusiness.setText(getTranslation("setup.business"));
        aboutOwner.setText(getTranslation("setup.owner"));
        business.setLabel(getTranslation("setup.businessName"));
        zone.setLabel(getTranslation("setup.zone"));
        language.setLabel(getTranslation("setup.language"));
        language.setHelperText(getTranslation("setup.languageHelp"));
        currency.setLabel(getTranslation("setup.currency"));
        currency.setItemLabelGenerator(c -> c.getCurrencyCode() + " · " + c.getDisplayName(getLocale()));
        name.setLabel(getTranslation("setup.name"));
        email.setLabel(getTranslation("setup.email"));
        password.setLabel(getTranslation("setup.password"));
        password.setHelperText(getTranslation("setup.passwordRules", PasswordRules.SHORTEST));
        password.getElement().setPropertyMap("i18n", Map.of("reveal", getTranslation("setup.reveal")));
        submit.setText(getTranslation("setup.submit"));
    }

    /** Puts a refusal of the hub at its field. */
    void refuse(ProblemException problem) {
        submit.setEnabled(true);
        String field = problem.arguments().isEmpty()
                ? ""
                : problem.arguments().getFirst().toString();
        switch (field) {
            case "name" -> mark(business, "setup.invalid.name");
            case "password" -> judgePassword();
            default -> mark(email, "setup.invalid.email");
        }
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        if (zone.isEmpty()) {
            suggest(attach.getUI().getPage().getExtendedClientDetails().getTimeZoneId());
        }
    }

    private void suggest(String browserZone) {
        boolean known = browserZone != null && ZoneId.getAvailableZoneIds().contains(browserZone);
        zone.setValue(known && browserZone.contains("/") ? browserZone : "America/Mexico_City");
        Locale mine = Locale.of(getLocale().getLanguage());
        language.setValue(mine);
        currency.setValue(Currency.getInstance(
                switch (mine.getLanguage()) {
                    case "pt" -> "BRL";
                    case "en" -> "USD";
                    default -> "MXN";
                }));
    }

    private void submit() {
        boolean complete = filled(business, "setup.invalid.name")
                & filled(name, "setup.invalid.person")
                & filled(email, "setup.invalid.email")
                & judgePassword()
                & chosen(zone)
                & chosen(currency);
        if (!complete) {
            submit.setEnabled(true);
            return;
        }
        done.accept(new FirstRun.Answers(
                business.getValue(),
                ZoneId.of(zone.getValue()),
                Objects.requireNonNullElse(language.getValue(), getLocale()),
                currency.getValue().getCurrencyCode(),
                name.getValue(),
                email.getValue(),
                password.getValue()));
    }

    private boolean filled(TextFieldBase<?, String> field, String complaint) {
        boolean fits = !field.getValue().isBlank()
                && !(field == email && !field.getValue().contains("@"));
        field.setInvalid(false);
        if (!fits) {
            mark(field, complaint);
        }
        return fits;
    }

    private boolean chosen(ComboBox<?> field) {
        field.setInvalid(false);
        if (field.isEmpty()) {
            mark(field, "setup.invalid.choice");
        }
        return !field.isEmpty();
    }

    private boolean judgePassword() {
        var defect = PasswordRules.defectOf(password.getValue(), email.getValue());
        password.setInvalid(defect.isPresent());
        defect.ifPresent(d -> password.setErrorMessage(getTranslation("password." + d, PasswordRules.SHORTEST)));
        return defect.isEmpty();
    }

    private void mark(HasValidation field, String key) {
        field.setErrorMessage(getTranslation(key));
        field.setInvalid(true);
    }

    private static FormLayout columns(com.vaadin.flow.component.Component... fields) {
        FormLayout layout = new FormLayout(fields);
        layout.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("480px", 2));
        return layout;
    }
}
