package dev.concilia.admin.alert;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.concilia.admin.component.FormDialog;
import dev.concilia.admin.component.SavedMeanwhile;
import dev.concilia.alert.AlertKind;
import dev.concilia.alert.AlertRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One rule: on or off, from when on it is an alert, and at which hours. */
final class RuleDialog extends FormDialog {
    private static final long serialVersionUID = 1L;

    private transient AlertRule rule;
    private final transient Saver save;
    private final Checkbox on;
    private final transient Map<AlertKind.Limit, IntegerField> limits = new LinkedHashMap<>();
    private final HoursField hours;

    /** Saves over {@code old}; what stands there instead, if somebody else was faster. */
    @FunctionalInterface
    interface Saver {
        Optional<AlertRule> save(AlertRule old, AlertRule wanted);
    }

    RuleDialog(AlertRule rule, String name, Saver save) {
        this.rule = rule;
        this.save = save;
        on = new Checkbox(getTranslation("alerts.rule.on"), rule.enabled());
        rule.kind().limits().forEach(limit -> limits.put(limit, field(limit)));
        hours = new HoursField(rule.hours());
        form(
                name,
                getTranslation("dialog.save"),
                Stream.of(Stream.of(on), limits.values().stream(), Stream.of(hours))
                        .flatMap(fields -> fields)
                        .toArray(Component[]::new));
    }

    @Override
    protected boolean act() {
        if (!fits()) {
            return false;
        }
        Optional<AlertRule> now = save.save(rule, wanted());
        now.ifPresent(this::beside);
        return now.isEmpty() || overtaken();
    }

    private void beside(AlertRule theirs) {
        rule = theirs;
        SavedMeanwhile.beside(on, theirs.enabled(), yes -> getTranslation(yes ? "value.yes" : "value.no"));
        limits.forEach((limit, field) -> SavedMeanwhile.beside(
                field, theirs.limits().getOrDefault(limit.name(), limit.normal()), String::valueOf));
    }

    private IntegerField field(AlertKind.Limit limit) {
        IntegerField field = new IntegerField(getTranslation("alerts.limit." + limit.name()));
        field.setMin(limit.least());
        field.setMax(limit.most());
        field.setHelperText(getTranslation("alerts.limit.help", limit.least(), limit.most(), limit.normal()));
        field.setI18n(new IntegerField.IntegerFieldI18n()
                .setBadInputErrorMessage(getTranslation("alerts.limit.bad"))
                .setMinErrorMessage(getTranslation("alerts.limit.bad"))
                .setMaxErrorMessage(getTranslation("alerts.limit.bad")));
        field.setValue(rule.limits().getOrDefault(limit.name(), limit.normal()));
        field.setStepButtonsVisible(true);
        field.setWidthFull();
        return field;
    }

    private boolean fits() {
        boolean[] all = {true};
        limits.forEach((limit, field) -> {
            Integer value = field.getValue();
            if (value == null || value < limit.least() || value > limit.most()) {
                field.setErrorMessage(getTranslation("alerts.limit.bad"));
                field.setInvalid(true);
                all[0] = false;
            }
        });
        all[0] &= hours.fits();
        if (all[0] && wanted().isNeverDue()) {
            hours.tooShort();
            all[0] = false;
        }
        return all[0];
    }

    private AlertRule wanted() {
        Map<String, Integer> values = new LinkedHashMap<>();
        limits.forEach((limit, field) -> values.put(limit.name(), field.getValue()));
        return new AlertRule(rule.kind(), on.getValue(), values, hours.value());
    }
}
