package dev.concilia.admin.profile;

import com.vaadin.flow.component.html.Paragraph;
import dev.concilia.admin.component.FormDialog;
import dev.concilia.admin.component.PasswordInput;
import dev.concilia.business.Proof;
import java.util.function.Function;

/** Asks for the password before something that a borrowed screen must not be able to do. */
final class PasswordDialog extends FormDialog {
    private static final long serialVersionUID = 1L;

    private final PasswordInput password = PasswordInput.current(getTranslation("profile.password.yours"));
    private final transient Function<String, Proof> act;

    /** {@code act} is given the password and says whether it was right. */
    PasswordDialog(String title, String text, String action, Function<String, Proof> act) {
        this.act = act;
        password.setAutofocus(true);
        form(title, action, new Paragraph(text), password);
        actOnEnter(password);
    }

    @Override
    protected boolean act() {
        return Proofs.accepted(password, act.apply(password.getValue()));
    }
}
