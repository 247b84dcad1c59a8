package dev.concilia.admin.settings;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.component.ActButton;
import dev.concilia.admin.component.Choices;
import dev.concilia.admin.component.SavedMeanwhile;
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
import java.util.function.Function;

/** Name, time zone, language and currency. */
final class BusinessCard extends Section {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 200;

    private final transient Session session;
    private final transient Businesses businesses;
    private final transient SavedSettings saved;
    private final transient AuditLog audit;
    private final TextField name = new TextField(getTranslation("setup.businessName"));
    private final ComboBox<String> zone = new ComboBox<>(getTranslation("setup.zone"));
    private final Select<Locale> language = new Select<>();
    private final ComboBox<Currency> currency = new ComboBox<>(getTranslation("setup.currency"));
    private transient Business shown;

    BusinessCard(Session session, Businesses businesses, SavedSettings saved, AuditLog audit, boolean owner) {
        this.session = session;
        this.businesses = businesses;
        this.saved = saved;
        this.audit = audit;
        this.shown = saved.business();
        addClassName("card");
        name.setMaxLength(LONGEST_NAME);
        zone.setItems(Choices.zones());
        language.setLabel(getTranslation("setup.language"));
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
            ActButton save = new ActButton(getTranslation("dialog.save"), this::save);
            save.addThemeVariants(ButtonVariant.PRIMARY);
            save.addClassName("card-action");
            add(save);
        }
        name.setValue(shown.name());
        zone.setValue(zone(shown));
        language.setValue(language(shown));
        currency.setValue(currency(shown));
        saved.follow(this::renew);
        renew();
    }

    /** Shows what is there now: in the fields that nobody has touched, and beside the others. */
    private void renew() {
        Business now = saved.business();
        name.setHelperText("");
        zone.setHelperText("");
        language.setHelperText(getTranslation("setup.languageHelp"));
        currency.setHelperText("");
        renew(name, shown.name(), now.name(), text -> text);
        renew(zone, zone(shown), zone(now), text -> text);
        renew(language, language(shown), language(now), l -> l.getDisplayLanguage(l));
        renew(currency, currency(shown), currency(now), Currency::getCurrencyCode);
        shown = now;
    }

    private static <C extends Component & HasValue<?, V> & HasHelper, V> void renew(
            C field, V before, V now, Function<V, String> words) {
        if (before.equals(field.getValue())) {
            field.setValue(now);
        } else {
            SavedMeanwhile.beside(field, now, words);
        }
    }

    private static String zone(Business business) {
        return business.timezone().getId();
    }

    private static Locale language(Business business) {
        return Locale.of(business.locale().getLanguage());
    }

    private static Currency currency(Business business) {
        return Currency.getInstance(business.currency());
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
            businesses.describe(wanted, saved.settings().version());
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.VERSION_CONFLICT) {
                throw e;
            }
            saved.read();
            Toast.failed(getTranslation("settings.stale"));
            return;
        }
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
        shown = wanted;
        saved.read();
        Toast.done(getTranslation("settings.saved"));
    }
}
