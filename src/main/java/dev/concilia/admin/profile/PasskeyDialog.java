package dev.concilia.admin.profile;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.component.FormDialog;
import dev.concilia.admin.component.PasswordInput;
import dev.concilia.business.Proof;
import java.util.function.BiFunction;

/** A name for a new passkey, and the password that allows it. */
final class PasskeyDialog extends FormDialog {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 60;

    private final TextField name = new TextField(getTranslation("passkey.name"));
    private final PasswordInput password = PasswordInput.current(getTranslation("profile.password.yours"));
    private final transient BiFunction<String, String, Proof> begin;

    PasskeyDialog(BiFunction<String, String, Proof> begin) {
        this.begin = begin;
        name.setHelperText(getTranslation("passkey.name.help"));
        name.setMaxLength(LONGEST_NAME);
        name.setRequiredIndicatorVisible(true);
        name.setWidthFull();
        name.setAutofocus(true);
        Paragraph text = new Paragraph(getTranslation("passkey.add.text"));
        form(getTranslation("passkey.add"), getTranslation("passkey.next"), text, name, password);
        actOnEnter(password);
    }

    @Override
    protected boolean act() {
        return isFilled(name, getTranslation("passkey.name.missing"))
                && Proofs.accepted(password, begin.apply(name.getValue(), password.getValue()));
    }
}
