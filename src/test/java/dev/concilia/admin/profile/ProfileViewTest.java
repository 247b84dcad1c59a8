package dev.concilia.admin.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.ViewTest;
import dev.concilia.admin.component.RelativeTime;
import dev.concilia.admin.overview.OverviewView;
import dev.concilia.admin.shell.Codes;
import dev.concilia.audit.AuditEntry;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Account;
import dev.concilia.business.Proof;
import dev.concilia.business.Role;
import dev.concilia.business.SecondFactor;
import dev.concilia.business.SignIns;
import dev.concilia.support.TestClock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One's own account, without a browser. Passkeys need one. */
class ProfileViewTest extends ViewTest {
    private static final String PASSWORD = "pan de muerto y canela";

    @Autowired
    Account account;

    @Autowired
    SecondFactor factor;

    @Autowired
    SignIns signIns;

    @Autowired
    AuditLog audit;

    @Autowired
    TestClock clock;

    @Test
    @SuppressWarnings("unchecked")
    void name_and_language_are_kept_and_the_language_counts_at_once() {
        navigate(ProfileView.class);
        text("Your name").setValue("Ana <b>Torres</b>");
        ((Select<Locale>) (Select<?>) find(Select.class).single()).setValue(Locale.of("pt"));
        test(find(Button.class).withText("Save").single()).click();
        Account.Profile profile = account.profile(person.id());
        assertThat(profile.name()).isEqualTo("Ana <b>Torres</b>");
        assertThat(profile.language()).isEqualTo(Locale.of("pt"));
        assertThat(heading()).isEqualTo("Seu perfil");
    }

    @Test
    void a_profile_without_a_name_is_refused_at_the_field() {
        navigate(ProfileView.class);
        text("Your name").setValue("  ");
        test(find(Button.class).withText("Save").single()).click();
        assertThat(text("Your name").isInvalid()).isTrue();
        assertThat(account.profile(person.id()).name()).isNotBlank();
    }

    @Test
    void another_password_needs_the_old_one() {
        navigate(ProfileView.class);
        password("Password now").setValue("wrong");
        password("New password").setValue("short");
        test(find(Button.class).withText("Change password").single()).click();
        assertThat(password("New password").isInvalid()).isTrue();
        password("New password").setValue("piloncillo y vainilla");
        test(find(Button.class).withText("Change password").single()).click();
        assertThat(password("Password now").getErrorMessage()).isEqualTo("This is not your password. Try again.");
        assertThat(account.password(person.id(), PASSWORD)).isInstanceOf(Proof.Accepted.class);
        password("Password now").setValue(PASSWORD);
        test(find(Button.class).withText("Change password").single()).click();
        assertThat(account.password(person.id(), "piloncillo y vainilla")).isInstanceOf(Proof.Accepted.class);
        assertThat(password("New password").getValue()).isEmpty();
        navigate(ProfileView.class);
        assertThat(heading()).as("still signed in").isEqualTo("Your profile");
    }

    @Test
    void what_matters_to_the_business_is_in_its_audit_log() {
        navigate(ProfileView.class);
        password("Password now").setValue(PASSWORD);
        password("New password").setValue("piloncillo y vainilla");
        test(find(Button.class).withText("Change password").single()).click();
        account.signOutEverywhere(person.id());
        assertThat(audit.list(id(), Long.MAX_VALUE, 2))
                .extracting(AuditEntry::action)
                .containsExactly("user.signOutEverywhere", "user.password");
    }

    @Test
    void too_many_wrong_passwords_have_to_wait() {
        navigate(ProfileView.class);
        password("New password").setValue("piloncillo y vainilla");
        for (int i = 0; i < 6; i++) {
            password("Password now").setValue("wrong " + i);
            test(find(Button.class).withText("Change password").single()).click();
        }
        assertThat(password("Password now").getErrorMessage()).startsWith("Too many attempts.");
    }

    @Test
    void the_app_is_turned_on_by_a_right_code_and_off_by_the_password() {
        navigate(ProfileView.class);
        test(find(Button.class).withText("Turn on").single()).click();
        String secret = find(Span.class).withClassName("secret").single().getText();
        assertThat(find(Image.class).withClassName("qr-code").single().getSrc()).startsWith("data:image/svg+xml");
        SecondFactor.Setup setup = new SecondFactor.Setup(secret, "");
        find(CodeField.class).single().setValue("000000");
        test(find(Button.class).withText("Confirm").single()).click();
        assertThat(find(CodeField.class).single().isInvalid()).isTrue();
        assertThat(factor.isOn(person.id())).isFalse();
        find(CodeField.class).single().setValue(Codes.now(setup, clock));
        test(find(Button.class).withText("Confirm").single()).click();
        assertThat(factor.isOn(person.id())).isTrue();
        List<String> codes = find(ListItem.class)
                .from(find(RecoveryCodesDialog.class).single())
                .all()
                .stream()
                .map(ListItem::getText)
                .toList();
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(factor.check(person.id(), codes.getFirst())).isInstanceOf(Proof.Accepted.class);
        find(Dialog.class).all().forEach(Dialog::close);
        navigate(OverviewView.class);
        navigate(ProfileView.class);
        assertThat(getCurrentView().getElement().getTextRecursively()).contains("9 recovery codes left");
        test(find(Button.class).withText("Turn off").single()).click();
        Dialog asked = find(PasswordDialog.class).single();
        find(PasswordField.class).from(asked).single().setValue("wrong");
        test(find(Button.class).withText("Turn off").all().getLast()).click();
        assertThat(factor.isOn(person.id())).isTrue();
        find(PasswordField.class).from(asked).single().setValue(PASSWORD);
        test(find(Button.class).withText("Turn off").all().getLast()).click();
        assertThat(factor.isOn(person.id())).isFalse();
    }

    @Test
    void a_passkey_needs_a_name_and_the_password() {
        navigate(ProfileView.class);
        test(find(Button.class).withText("Add passkey").single()).click();
        test(find(Button.class).withText("Continue").single()).click();
        assertThat(text("Name").isInvalid()).isTrue();
        text("Name").setValue("Phone");
        PasswordField field = find(PasswordField.class)
                .from(find(PasskeyDialog.class).single())
                .single();
        field.setValue("wrong");
        test(find(Button.class).withText("Continue").single()).click();
        assertThat(field.isInvalid()).isTrue();
    }

    @Test
    void the_last_sign_in_is_shown() {
        navigate(ProfileView.class);
        assertThat(find(RelativeTime.class).single().getElement().getAttribute("at"))
                .as("never")
                .isEmpty();
        signIns.completed(person.id());
        comeBack();
        Instant kept = Objects.requireNonNull(account.profile(person.id()).lastSignIn());
        assertThat(find(RelativeTime.class).single().getElement().getAttribute("at"))
                .isEqualTo(Long.toString(kept.toEpochMilli()));
    }

    private void comeBack() {
        navigate(OverviewView.class);
        navigate(ProfileView.class);
    }

    @Test
    void staff_have_a_profile_too() {
        signIn(Role.STAFF);
        navigate(ProfileView.class);
        assertThat(heading()).isEqualTo("Your profile");
        text("Your name").setValue("Beto");
        test(find(Button.class).withText("Save").single()).click();
        assertThat(account.profile(person.id()).name()).isEqualTo("Beto");
    }

    private TextField text(String label) {
        return find(TextField.class)
                .withPropertyValue(TextField::getLabel, label)
                .single();
    }

    private PasswordField password(String label) {
        return find(PasswordField.class)
                .withPropertyValue(PasswordField::getLabel, label)
                .single();
    }
}
