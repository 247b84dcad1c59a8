package dev.concilia.admin.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.component.Choices;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Preferences;
import dev.concilia.admin.shell.Session;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.business.Deeds;
import dev.concilia.business.Role;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;

/** Name, time zone, language and currency. */
final class BusinessCard extends Section {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 200;

    private final transient Session session;
    private final transient Businesses businesses;
    private final transient AuditLog audit;
    private final TextField name = new TextField(getTranslation("setup.businessName"));
    private final ComboBox<String> zone = new ComboBox<>(getTranslation("setup.zone"));
    private final Select<Locale> language = new Select<>();
    private final ComboBox<Currency> currency = new ComboBox<>(getTranslation("setup.currency"));
    private transient LongConsumer saved = before -> {};
    private long version;

    BusinessCard(Session session, Businesses businesses, AuditLog audit, boolean owner) {
        this.session = session;
        this.businesses = businesses;
        this.audit = audit;
        addClassName("card");
        name.setMaxLength(LONGEST_NAME);
        zone.setItems(Choices.zones());
        language.setLabel(getTranslation("setup.language"));
        language.setHelperText(getTranslation("setup.languageHelp"));
        language.setItems(Preferences.languages());
        language.setItemLabelGenerator(l -> l.getDisplayLanguage(l));
        currency.setItems(Choices.currencies());
        currency.setItemLabelGenerator(c -> c.getCurrencyCode() + " · " + c.getDisplayName(getLocale()));
        Div form = new Div(name, zone, language, currency);
        form.addClassName("dialog-form");
        add(new H2(getTranslation("setup.business")), form);
        name.setReadOnly(!owner);
        zone.setReadOnly(!owner);
        language.setReadOnly(!owner);
        currency.setReadOnly(!owner);
        if (owner) {
            Button save = new Button(getTranslation("dialog.save"), click -> save());
            save.addThemeVariants(ButtonVariant.PRIMARY);
            save.addClassName("card-action");
            add(save);
        }
        read();
    }

    /** What else to do once this card has saved over a version. */
    void whenSaved(LongConsumer saved) {
        this.saved = saved;
    }

    /** The page's other card has saved over {@code before}: what this one shows of it is what is there. */
    void follow(long before) {
        if (version == before) {
            version = before + 1;
        }
    }

    private void read() {
        Business business = session.business();
        version = businesses.settings(business.id()).version();
        name.setValue(business.name());
        zone.setValue(business.timezone().getId());
        language.setValue(Locale.of(business.locale().getLanguage()));
        currency.setValue(Currency.getInstance(business.currency()));
    }

    private void save() {
        Actor actor = session.actor(Role.OWNER);
        name.setInvalid(name.getValue().isBlank());
        name.setErrorMessage(getTranslation("setup.invalid.name"));
        if (name.isInvalid() || zone.isEmpty() || currency.isEmpty()) {
            return;
        }
        Business wanted = new Business(
                actor.business(),
                name.getValue(),
                ZoneId.of(zone.getValue()),
                language.getValue(),
                currency.getValue().getCurrencyCode());
        try {
            businesses.describe(wanted, version);
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.VERSION_CONFLICT) {
                throw e;
            }
            Toast.failed(getTranslation("settings.stale"));
            return;
        }
        saved.accept(version);
        audit.record(
                actor.business(),
                actor.audited(),
                Deeds.BUSINESS_DESCRIBE,
                actor.business().toString(),
                Map.of(
                        "name", wanted.name(),
                        "timezone", wanted.timezone().getId(),
                        "locale", wanted.locale().getLanguage(),
                        "currency", wanted.currency()));
        read();
        Toast.done(getTranslation("settings.saved"));
    }
}
