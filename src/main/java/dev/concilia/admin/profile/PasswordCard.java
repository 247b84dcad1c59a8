package dev.concilia.admin.profile;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import dev.concilia.admin.component.PasswordInput;
import dev.concilia.admin.component.Toast;
import dev.concilia.business.PasswordRules;
import dev.concilia.business.Proof;

/** Another password, for the old one. */
final class PasswordCard extends Section {
    private static final long serialVersionUID = 1L;

    private final transient ProfileView.Source source;
    private final PasswordInput old = PasswordInput.current(getTranslation("profile.password.old"));
    private final PasswordInput wanted = PasswordInput.wanted(getTranslation("profile.password.new"));

    PasswordCard(ProfileView.Source source) {
        this.source = source;
        addClassName("card");
        wanted.setHelperText(getTranslation("setup.passwordRules", PasswordRules.SHORTEST));
        Div form = new Div(old, wanted);
        form.addClassName("dialog-form");
        Button change = new Button(getTranslation("profile.password.change"));
        change.addClassName("card-action");
        change.setDisableOnClick(true);
        change.addClickListener(click -> {
            change.setEnabled(true);
            change();
        });
        Paragraph rule = new Paragraph(getTranslation("profile.password.rule"));
        rule.addClassName("muted");
        add(new H2(getTranslation("login.password")), rule, form, change);
    }

    private void change() {
        String email = source.user().person().email();
        var defect = PasswordRules.defectOf(wanted.getValue(), email);
        wanted.setInvalid(defect.isPresent());
        defect.ifPresent(d -> wanted.setErrorMessage(getTranslation("password." + d, PasswordRules.SHORTEST)));
        if (defect.isPresent()) {
            return;
        }
        Proof proof = source.account().changePassword(source.id(), old.getValue(), wanted.getValue());
        if (Proofs.accepted(old, proof)) {
            source.session().keep();
            old.clear();
            wanted.clear();
            Toast.done(getTranslation("profile.password.changed"));
        }
    }
}
