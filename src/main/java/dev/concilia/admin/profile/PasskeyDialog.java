package dev.concilia.admin.profile;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.component.PasswordInput;
import dev.concilia.business.Proof;
import java.util.function.BiFunction;

/** A name for a new passkey, and the password that allows it. */
final class PasskeyDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 60;

    PasskeyDialog(BiFunction<String, String, Proof> begin) {
        setHeaderTitle(getTranslation("passkey.add"));
        setWidth("min(420px, 92vw)");
        TextField name = new TextField(getTranslation("passkey.name"));
        name.setHelperText(getTranslation("passkey.name.help"));
        name.setMaxLength(LONGEST_NAME);
        name.setRequiredIndicatorVisible(true);
        name.setWidthFull();
        name.setAutofocus(true);
        PasswordInput password = PasswordInput.current(getTranslation("profile.password.yours"));
        Div form = new Div(new Paragraph(getTranslation("passkey.add.text")), name, password);
        form.addClassName("dialog-form");
        add(form);
        Button next = new Button(getTranslation("passkey.next"));
        next.addThemeVariants(ButtonVariant.PRIMARY);
        next.setDisableOnClick(true);
        next.addClickShortcut(Key.ENTER).listenOn(password);
        next.addClickListener(click -> {
            next.setEnabled(true);
            name.setErrorMessage(getTranslation("passkey.name.missing"));
            name.setInvalid(name.getValue().isBlank());
            if (name.isInvalid()) {
                name.focus();
            } else if (Proofs.accepted(password, begin.apply(name.getValue(), password.getValue()))) {
                close();
            }
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), next);
    }
}
