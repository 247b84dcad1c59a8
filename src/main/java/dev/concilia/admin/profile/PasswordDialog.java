package dev.concilia.admin.profile;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.concilia.admin.component.PasswordInput;
import dev.concilia.business.Proof;
import java.util.function.Function;

/** Asks for the password before something that a borrowed screen must not be able to do. */
final class PasswordDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    /** {@code act} is given the password and says whether it was right; the dialog stays open until it was. */
    PasswordDialog(String title, String text, String action, Function<String, Proof> act) {
        setHeaderTitle(title);
        setWidth("min(420px, 92vw)");
        PasswordInput password = PasswordInput.current(getTranslation("profile.password.yours"));
        password.setAutofocus(true);
        Div form = new Div(new Paragraph(text), password);
        form.addClassName("dialog-form");
        add(form);
        Button done = new Button(action);
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.setDisableOnClick(true);
        done.addClickShortcut(Key.ENTER).listenOn(password);
        done.addClickListener(click -> {
            done.setEnabled(true);
            if (Proofs.accepted(password, act.apply(password.getValue()))) {
                close();
            }
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), done);
    }
}
