package dev.concilia.admin.entry;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.component.PasswordInput;
import dev.concilia.business.PasswordRules;
import java.util.function.Consumer;

/** Name and password of somebody new. The fields stay the same when the language changes, so that nothing typed is lost. */
final class InvitationForm extends Div {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 200;

    private final EmailField email = new EmailField();
    private final TextField name = new TextField();
    private final PasswordInput password = PasswordInput.wanted("");
    private final Button submit = new Button();
    private final transient Consumer<Answers> done;

    /** What somebody new said. */
    record Answers(String name, String password) {
        @Override
        public String toString() {
            return "Answers";
        }
    }

    InvitationForm(Consumer<Answers> done) {
        this.done = done;
        addClassName("dialog-form");
        email.setReadOnly(true); // also tells password managers what the password is for
        email.setAutocomplete(Autocomplete.USERNAME);
        name.setAutocomplete(Autocomplete.NAME);
        name.setMaxLength(LONGEST_NAME);
        name.setRequiredIndicatorVisible(true);
        password.setRequiredIndicatorVisible(true);
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setDisableOnClick(true);
        submit.addClickShortcut(Key.ENTER).listenOn(password);
        submit.addClickListener(click -> submit());
        add(email, name, password, submit);
    }

    void showEmail(String address) {
        email.setValue(address);
    }

    void open() {
        submit.setEnabled(true);
    }

    void translate() {
        email.setLabel(getTranslation("setup.email"));
        name.setLabel(getTranslation("setup.name"));
        password.setLabel(getTranslation("setup.password"));
        password.setHelperText(getTranslation("setup.passwordRules", PasswordRules.SHORTEST));
        submit.setText(getTranslation("invitation.join"));
    }

    private void submit() {
        name.setErrorMessage(getTranslation("setup.invalid.person"));
        name.setInvalid(name.getValue().isBlank());
        var defect = PasswordRules.defectOf(password.getValue(), email.getValue());
        password.setInvalid(defect.isPresent());
        defect.ifPresent(d -> password.setErrorMessage(getTranslation("password." + d, PasswordRules.SHORTEST)));
        if (name.isInvalid() || password.isInvalid()) {
            open();
            return;
        }
        try {
            done.accept(new Answers(name.getValue(), password.getValue()));
        } finally {
            open();
        }
    }
}
