package dev.concilia.admin.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.server.VaadinSession;
import dev.concilia.admin.ViewTest;
import dev.concilia.business.Invitations;
import dev.concilia.business.Members;
import dev.concilia.business.Person;
import dev.concilia.business.Role;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.savedrequest.SavedRequest;

/** What an invitation's link leads to, without a browser. */
class InvitationViewTest extends ViewTest {
    private static final String PASSWORD = "pan de muerto y canela";

    @Autowired
    Invitations invitations;

    @Autowired
    Members members;

    private final String email = UUID.randomUUID() + "@example.com";

    @Test
    void somebody_new_joins_with_a_name_and_a_password_and_the_link_is_used_up() {
        String token = invite(email);
        visit(token);
        assertThat(heading()).isEqualTo(described().name() + " invites you");
        test(find(Button.class).withText("Join").single()).click();
        assertThat(name().isInvalid()).isTrue();
        name().setValue("Nora");
        password().setValue("1234567890");
        test(find(Button.class).withText("Join").single()).click();
        assertThat(password().getErrorMessage()).contains("Too common");
        assertThat(people.byEmail(email)).isEmpty();
        password().setValue(PASSWORD);
        test(find(Button.class).withText("Join").single()).click();
        Person nora = people.byEmail(email).orElseThrow();
        assertThat(members.find(id(), nora.id())).hasValueSatisfying(m -> {
            assertThat(m.role()).isEqualTo(Role.AUDITOR);
            assertThat(m.claimed()).isTrue();
        });
        visit(token);
        assertThat(heading()).isEqualTo("This link does not work any more");
    }

    @Test
    void a_guessed_or_missing_token_opens_nothing() {
        visit("ci_guessed");
        assertThat(heading()).isEqualTo("This link does not work any more");
        open(InvitationView.class);
        assertThat(heading()).isEqualTo("This link does not work any more");
    }

    @Test
    void who_has_an_account_is_sent_to_sign_in_and_comes_back() {
        people.create(email, "Nora", PASSWORD, false);
        String token = invite(email);
        visit(token);
        assertThat(find(PasswordField.class).exists()).isFalse();
        test(find(Button.class).withText("Sign in").single()).click();
        Object saved = VaadinSession.getCurrent().getSession().getAttribute("SPRING_SECURITY_SAVED_REQUEST");
        assertThat(saved).isInstanceOf(SavedRequest.class);
        assertThat(((SavedRequest) saved).getRedirectUrl()).isEqualTo("/invitation?code=" + token);
        assertThat(people.membershipsOf(people.byEmail(email).orElseThrow().id()))
                .isEmpty();
    }

    @Test
    void whoever_is_signed_in_as_somebody_else_does_not_accept_it() {
        String token = invite(email);
        open(InvitationView.class, "code", token);
        assertThat(find(Button.class).withText("Sign out").exists()).isTrue();
        assertThat(find(Button.class).withText("Join").exists()).isFalse();
        assertThat(invitations.find(token)).isPresent();
    }

    @Test
    void who_is_signed_in_accepts_and_sees_the_new_business() {
        Person owner = person;
        signIn(Role.STAFF);
        members.remove(id(), owner.id(), person.id());
        String token = invitations
                .invite(id(), owner.id(), person.email(), Role.AUDITOR)
                .token();
        open(InvitationView.class, "code", token);
        test(find(Button.class).withText("Accept the invitation").single()).click();
        assertThat(members.find(id(), person.id()).orElseThrow().role()).isEqualTo(Role.AUDITOR);
        assertThat(invitations.find(token)).isEmpty();
    }

    private String invite(String address) {
        return invitations.invite(id(), person.id(), address, Role.AUDITOR).token();
    }

    /** Opens the link as nobody. */
    private void visit(String token) {
        SecurityContextHolder.clearContext();
        open(InvitationView.class, "code", token);
    }

    private TextField name() {
        return find(TextField.class)
                .withPropertyValue(TextField::getLabel, "Your name")
                .single();
    }

    private PasswordField password() {
        return find(PasswordField.class).single();
    }
}
