package dev.concilia.admin.people;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.component.FormDialog;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** What a token is for, and how long it lives. */
final class TokenDialog extends FormDialog {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 200;
    private static final List<Integer> DAYS = List.of(30, 90, 365);

    private final TextField name = new TextField(getTranslation("token.name"));
    private final Select<Integer> days = new Select<>();
    private final transient BiConsumer<String, Duration> make;

    TokenDialog(BiConsumer<String, Duration> make) {
        this.make = make;
        name.setHelperText(getTranslation("token.name.help"));
        name.setMaxLength(LONGEST_NAME);
        name.setRequiredIndicatorVisible(true);
        name.setWidthFull();
        name.setAutofocus(true);
        days.setLabel(getTranslation("token.life"));
        days.setItems(DAYS);
        days.setItemLabelGenerator(count -> getTranslation("token.days", count));
        days.setValue(DAYS.get(1));
        days.setWidthFull();
        form(getTranslation("token.new"), getTranslation("token.make"), name, days);
        actOnEnter(name);
    }

    @Override
    protected boolean act() {
        if (!isFilled(name, getTranslation("token.name.missing"))) {
            return false;
        }
        make.accept(name.getValue(), Duration.ofDays(days.getValue()));
        return true;
    }
}
