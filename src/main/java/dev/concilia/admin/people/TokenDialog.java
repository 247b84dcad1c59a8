package dev.concilia.admin.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** What a token is for, and how long it lives. */
final class TokenDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 200;
    private static final List<Integer> DAYS = List.of(30, 90, 365);

    TokenDialog(BiConsumer<String, Duration> make) {
        setHeaderTitle(getTranslation("token.new"));
        setWidth("min(420px, 92vw)");
        TextField name = new TextField(getTranslation("token.name"));
        name.setHelperText(getTranslation("token.name.help"));
        name.setMaxLength(LONGEST_NAME);
        name.setRequiredIndicatorVisible(true);
        name.setWidthFull();
        name.setAutofocus(true);
        Select<Integer> days = new Select<>();
        days.setLabel(getTranslation("token.life"));
        days.setItems(DAYS);
        days.setItemLabelGenerator(count -> getTranslation("token.days", count));
        days.setValue(DAYS.get(1));
        days.setWidthFull();
        Div form = new Div(name, days);
        form.addClassName("dialog-form");
        add(form);
        Button done = new Button(getTranslation("token.make"));
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.setDisableOnClick(true);
        done.addClickListener(click -> {
            done.setEnabled(true);
            if (name.getValue().isBlank()) {
                name.setErrorMessage(getTranslation("token.name.missing"));
                name.setInvalid(true);
                name.focus();
                return;
            }
            make.accept(name.getValue(), Duration.ofDays(days.getValue()));
            close();
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), done);
    }
}
