package dev.concilia.admin.alert;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.timepicker.TimePicker;
import dev.concilia.alert.WatchHours;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hours and days on which a rule counts; always, unless somebody chooses. */
final class HoursField extends Div {
    private static final long serialVersionUID = 1L;
    private static final LocalTime OPENING = LocalTime.of(8, 0);
    private static final LocalTime CLOSING = LocalTime.of(22, 0);

    private final Checkbox some;
    private final TimePicker from;
    private final TimePicker to;
    private final CheckboxGroup<DayOfWeek> days;
    private final Div details;

    HoursField(@Nullable WatchHours hours) {
        addClassName("dialog-form");
        some = new Checkbox(getTranslation("alerts.hours"), hours != null);
        from = time("alerts.hours.from", hours == null ? OPENING : hours.from());
        to = time("alerts.hours.to", hours == null ? CLOSING : hours.to());
        to.setHelperText(getTranslation("alerts.hours.help"));
        days = new CheckboxGroup<>(getTranslation("alerts.hours.days"));
        days.setItems(DayOfWeek.values());
        days.setItemLabelGenerator(day -> day.getDisplayName(TextStyle.SHORT_STANDALONE, getLocale()));
        days.setValue(hours == null ? EnumSet.allOf(DayOfWeek.class) : hours.days());
        details = new Div(from, to, days);
        details.addClassName("dialog-form");
        details.setVisible(hours != null);
        some.addValueChangeListener(change -> details.setVisible(change.getValue()));
        add(some, details);
    }

    private TimePicker time(String key, LocalTime value) {
        TimePicker picker = new TimePicker(getTranslation(key), value);
        picker.setLocale(getLocale());
        picker.setWidthFull();
        return picker;
    }

    /** What was chosen; none: always. Only if it {@link #fits}. */
    @Nullable
    WatchHours value() {
        LocalTime begin = from.getValue();
        LocalTime end = to.getValue();
        Set<DayOfWeek> on = days.getValue();
        return !some.getValue() || begin == null || end == null || on.isEmpty() ? null : new WatchHours(begin, end, on);
    }

    /** Whether all that is needed was chosen; says at the fields what is not. */
    boolean fits() {
        refuse(from, from.getValue() == null);
        refuse(to, to.getValue() == null);
        days.setErrorMessage(getTranslation("alerts.hours.bad"));
        days.setInvalid(days.getValue().isEmpty());
        return !some.getValue() || !from.isInvalid() && !to.isInvalid() && !days.isInvalid();
    }

    private void refuse(TimePicker time, boolean missing) {
        time.setErrorMessage(getTranslation("alerts.hours.bad"));
        time.setInvalid(missing);
    }

    /** They are over before what is watched for can have lasted. */
    void tooShort() {
        to.setErrorMessage(getTranslation("alerts.hours.short"));
        to.setInvalid(true);
    }
}
