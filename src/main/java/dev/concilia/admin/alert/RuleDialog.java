package dev.concilia.admin.alert;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.concilia.alert.AlertKind;
import dev.concilia.alert.AlertRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One rule: on or off, from when on it is an alert, and at which hours. */
final class RuleDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final transient AlertRule rule;
    private final Checkbox on;
    private final transient Map<AlertKind.Limit, IntegerField> limits = new LinkedHashMap<>();
    private final HoursField hours;

    RuleDialog(AlertRule rule, String name, Consumer<AlertRule> save) {
        this.rule = rule;
        setHeaderTitle(name);
        setWidth("min(420px, 92vw)");
        on = new Checkbox(getTranslation("alerts.rule.on"), rule.enabled());
        Div form = new Div(on);
        form.addClassName("dialog-form");
        rule.kind().limits().forEach(limit -> form.add(field(limit)));
        hours = new HoursField(rule.hours());
        form.add(hours);
        add(form);
        Button done = new Button(getTranslation("dialog.save"));
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.setDisableOnClick(true);
        done.addClickListener(click -> {
            done.setEnabled(true);
            if (fits()) {
                save.accept(wanted());
                close();
            }
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), done);
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
        limits.put(limit, field);
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
