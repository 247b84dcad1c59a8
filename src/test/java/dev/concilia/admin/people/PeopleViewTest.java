package dev.concilia.admin.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.ViewTest;
import dev.concilia.admin.component.RelativeTime;
import dev.concilia.audit.AuditEntry;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.AccessTokens;
import dev.concilia.business.Invitations;
import dev.concilia.business.Members;
import dev.concilia.business.Person;
import dev.concilia.business.Role;
import dev.concilia.business.SignIns;
import dev.concilia.kernel.ProblemException;
import dev.concilia.support.TestMail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Members, invitations and tokens, without a browser. */
class PeopleViewTest extends ViewTest {
    @Autowired
    Members members;

    @Autowired
    Invitations invitations;

    @Autowired
    AccessTokens tokens;

    @Autowired
    AuditLog audit;

    @Autowired
    SignIns signIns;

    @Test
    void the_answer_counts_people_owners_and_invitations() {
        member("Beto", Role.STAFF);
        invitations.invite(id(), person.id(), "carla@example.com", Role.ADMIN);
        navigate(PeopleView.class);
        assertThat(heading()).isEqualTo("3 people work here");
        assertThat(texts()).contains("2 owners. 1 invitation waits for an answer.");
    }

    @Test
    void the_list_filters_by_the_address_and_goes_on_by_key() {
        for (int i = 0; i < MoreList.PART + 5; i++) {
            member("Clara %02d".formatted(i), Role.STAFF);
        }
        member("<b>Dora</b>", Role.AUDITOR);
        open(PeopleView.class, "q", "clara");
        assertThat(names()).hasSize(MoreList.PART).startsWith("Clara 00");
        test(find(Button.class).withText("Show more").all().getFirst()).click();
        assertThat(names()).hasSize(MoreList.PART + 5).doesNotHaveDuplicates().endsWith("Clara 29");
        open(PeopleView.class, "role", "AUDITOR");
        assertThat(names()).containsExactly("<b>Dora</b>");
        open(PeopleView.class, "role", "AUDITOR", "q", "clara");
        assertThat(texts()).contains("Nothing matches these filters");
        open(PeopleView.class, "role", "'; DROP TABLE membership; --", "q", "%");
        assertThat(texts()).contains("Nothing matches these filters");
    }

    @Test
    void each_member_says_when_it_last_signed_in() {
        Person beto = member("Beto", Role.STAFF);
        member("Carla", Role.STAFF);
        signIns.completed(beto.id());
        navigate(PeopleView.class);
        Instant kept = Objects.requireNonNull(
                members.find(id(), beto.id()).orElseThrow().lastSignIn());
        assertThat(lastSignIn("Beto")).isEqualTo(Long.toString(kept.toEpochMilli()));
        assertThat(lastSignIn("Carla")).as("never").isEmpty();
        assertThat(texts()).contains("Last sign-in:");
    }

    private String lastSignIn(String name) {
        ListItem item =
                find(ListItem.class)
                        .withClassName("person")
                        .from(find(MemberList.class).single())
                        .all()
                        .stream()
                        .filter(i -> i.getElement().getTextRecursively().startsWith(name))
                        .findFirst()
                        .orElseThrow();
        return find(RelativeTime.class).from(item).single().getElement().getAttribute("at");
    }

    @Test
    void more_members_cost_no_more_statements() {
        int few = statements(() -> navigate(PeopleView.class)).size();
        for (int i = 0; i < 30; i++) {
            member("Clara " + i, Role.STAFF);
            invitations.invite(id(), person.id(), "x" + i + "@example.com", Role.STAFF);
        }
        assertThat(statements(() -> open(PeopleView.class, "q", ""))).hasSizeLessThanOrEqualTo(few + 2);
        assertThat(few).isLessThan(30);
    }

    @Test
    void an_invitation_is_sent_by_e_mail_and_its_link_is_not_shown() {
        String address = UUID.randomUUID() + "@example.com";
        navigate(PeopleView.class);
        invite(address);
        await("Invitation sent");
        assertThat(dialogs()).contains("We sent a link to " + address);
        assertThat(find(Span.class).withClassName("secret").exists()).isFalse();
        String link = TestMail.link(address);
        assertThat(invitations.find(link.substring(link.indexOf("code=") + 5))).isPresent();
        find(Dialog.class).all().forEach(Dialog::close);
        test(button("New link for " + address)).click();
        await("Invitation sent");
        assertThat(TestMail.link(address)).isNotEqualTo(link);
        assertThat(invitations.find(link.substring(link.indexOf("code=") + 5))).isEmpty();
    }

    /** Till the hub has tried to send something beside the page. */
    private void await(String title) {
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(() -> {
            roundTrip();
            return find(Dialog.class)
                    .withPropertyValue(Dialog::getHeaderTitle, title)
                    .exists();
        });
    }

    private String dialogs() {
        return find(Dialog.class).all().stream()
                .map(dialog -> dialog.getElement().getTextRecursively())
                .collect(Collectors.joining());
    }

    @Test
    void an_invitation_that_cannot_be_sent_shows_its_link_once_and_the_link_works() {
        navigate(PeopleView.class);
        invite("nora(@example.com"); // which no mail server takes
        await("Send this link");
        assertThat(dialogs()).contains("The mail server did not take the message");
        String link = secret();
        assertThat(link).contains("/invitation?code=ci_");
        assertThat(invitations.find(link.substring(link.indexOf("code=") + 5)))
                .hasValueSatisfying(offer -> assertThat(offer.role()).isEqualTo(Role.STAFF));
        find(Dialog.class).all().forEach(Dialog::close);
        assertThat(find(Span.class).withClassName("secret").exists()).isFalse();
        test(button("New link for nora(@example.com")).click();
        await("Send this link");
        String second = secret();
        assertThat(second).isNotEqualTo(link);
        assertThat(invitations.find(link.substring(link.indexOf("code=") + 5))).isEmpty();
        test(button("Withdraw the invitation of nora(@example.com")).click();
        confirm();
        assertThat(invitations.list(id())).isEmpty();
        assertThat(invitations.find(second.substring(second.indexOf("code=") + 5)))
                .isEmpty();
        assertThat(audit.list(id(), Long.MAX_VALUE, 9))
                .extracting(AuditEntry::action)
                .contains("invitation.send", "invitation.resend", "invitation.withdraw");
    }

    @Test
    void who_is_here_and_what_is_no_address_is_refused_at_the_field() {
        Person beto = member("Beto", Role.STAFF);
        navigate(PeopleView.class);
        invite("nobody");
        assertThat(find(EmailField.class).single().isInvalid()).isTrue();
        find(EmailField.class).single().setValue(beto.email());
        test(find(Button.class).withText("Invite").single()).click();
        assertThat(find(EmailField.class).single().getErrorMessage()).isEqualTo("This person is here already.");
    }

    @Test
    void an_owner_changes_a_role_and_removes_a_member() {
        Person beto = member("Beto", Role.STAFF);
        navigate(PeopleView.class);
        test(button("Change the role of Beto")).click();
        assertThat(find(RoleChoice.class).single().getListDataView().getItems()).containsExactly(Role.values());
        find(RoleChoice.class).single().setValue(Role.ADMIN);
        test(find(Button.class).withText("Save").single()).click();
        assertThat(role(beto)).isEqualTo(Role.ADMIN);
        test(button("Remove Beto")).click();
        confirm();
        assertThat(members.find(id(), beto.id())).isEmpty();
        assertThat(names()).doesNotContain("Beto");
    }

    @Test
    void who_changes_a_stale_role_is_told_and_overwrites_nothing() {
        Person beto = member("Beto", Role.STAFF);
        navigate(PeopleView.class);
        test(button("Change the role of Beto")).click();
        members.changeRole(id(), person.id(), beto.id(), Role.AUDITOR);
        find(RoleChoice.class).single().setValue(Role.ADMIN);
        test(find(Button.class).withText("Save").single()).click();
        assertThat(role(beto)).isEqualTo(Role.AUDITOR);
        assertThat(find(Notification.class).all()).isNotEmpty();
    }

    @Test
    void the_only_owner_is_told_why_nothing_is_offered() {
        members.list(id()).stream()
                .filter(m -> !m.user().equals(person.id()))
                .forEach(m -> members.remove(id(), person.id(), m.user()));
        navigate(PeopleView.class);
        assertThat(texts()).contains("The only owner: make somebody else an owner first");
        assertThat(find(Button.class).withText("Leave").exists()).isFalse();
        assertThat(find(Button.class).withText("Change role").exists()).isFalse();
    }

    @Test
    void an_admin_neither_touches_owners_nor_makes_them() {
        Person beto = member("Beto", Role.STAFF);
        signIn(Role.ADMIN);
        navigate(PeopleView.class);
        assertThat(texts()).contains("Only owners change owners");
        assertThat(labels()).noneMatch(label -> label.contains("OWNER"));
        test(button("Change the role of Beto")).click();
        assertThat(find(RoleChoice.class).single().getListDataView().getItems())
                .containsExactly(Role.ADMIN, Role.AUDITOR, Role.STAFF);
        assertThat(role(beto)).isEqualTo(Role.STAFF);
    }

    @Test
    void an_auditor_sees_everybody_and_is_offered_nothing() {
        Person beto = member("Beto", Role.STAFF);
        invitations.invite(id(), person.id(), "nora@example.com", Role.STAFF);
        signIn(Role.AUDITOR);
        navigate(PeopleView.class);
        assertThat(names()).contains("Beto");
        assertThat(texts()).contains("nora@example.com");
        for (String action : List.of("Invite person", "Change role", "Remove", "New link", "Withdraw", "New token")) {
            assertThat(find(Button.class).withText(action).exists()).as(action).isFalse();
        }
        assertThat(role(beto)).isEqualTo(Role.STAFF);
    }

    @Test
    void who_is_an_auditor_by_now_is_refused_whatever_the_page_still_offers() {
        Person beto = member("Beto", Role.STAFF);
        invitations.invite(id(), person.id(), "nora@example.com", Role.STAFF);
        navigate(PeopleView.class);
        Button remove = button("Remove Beto");
        List<Button> actions = List.of(
                find(Button.class).withText("Invite person").single(),
                find(Button.class).withText("New token").single(),
                button("Change the role of Beto"),
                button("New link for nora@example.com"));
        demote();
        for (Button action : actions) {
            assertThatThrownBy(action::click)
                    .as(action.getText())
                    .isInstanceOf(ProblemException.class)
                    .hasMessage("FORBIDDEN");
        }
        test(remove).click();
        assertThatThrownBy(this::confirm).hasStackTraceContaining("FORBIDDEN");
        assertThat(role(beto)).isEqualTo(Role.STAFF);
        assertThat(invitations.list(id())).hasSize(1);
    }

    @Test
    void who_is_an_auditor_by_now_is_refused_by_what_was_open_already() {
        Person beto = member("Beto", Role.STAFF);
        invitations.invite(id(), person.id(), "nora@example.com", Role.STAFF);
        tokens.create(id(), person.id(), "Report", Duration.ofDays(1));
        navigate(PeopleView.class);
        button("Change the role of Beto").click();
        find(RoleChoice.class).single().setValue(Role.ADMIN);
        Button saveRole = find(Button.class).withText("Save").single();
        find(Button.class).withText("Invite person").single().click();
        find(EmailField.class).single().setValue("luis@example.com");
        Button invite = find(Button.class).withText("Invite").single();
        find(Button.class).withText("New token").single().click();
        text("What it is for").setValue("Spy");
        Button make = find(Button.class).withText("Make token").single();
        Button withdraw = button("Withdraw the invitation of nora@example.com");
        Button revoke = button("Revoke the token Report");
        demote();
        for (Button action : List.of(saveRole, invite, make)) {
            assertThatThrownBy(action::click).as(action.getText()).isInstanceOf(ProblemException.class);
        }
        for (Button asked : List.of(withdraw, revoke)) {
            asked.click();
            assertThatThrownBy(this::confirm).as(asked.getText()).hasStackTraceContaining("FORBIDDEN");
            find(ConfirmDialog.class).all().forEach(ConfirmDialog::close);
        }
        assertThat(role(beto)).isEqualTo(Role.STAFF);
        assertThat(invitations.list(id())).hasSize(1);
        assertThat(tokens.list(
                        id(),
                        members.list(id()).stream()
                                .filter(m -> m.role() == Role.OWNER && m.claimed())
                                .findFirst()
                                .orElseThrow()
                                .user()))
                .filteredOn(token -> token.revokedAt() == null)
                .extracting(AccessTokens.Token::name)
                .contains("Report")
                .doesNotContain("Spy");
    }

    @Test
    void a_token_is_shown_once_works_and_ends() {
        navigate(PeopleView.class);
        test(find(Button.class).withText("New token").single()).click();
        test(find(Button.class).withText("Make token").single()).click();
        assertThat(text("What it is for").isInvalid()).isTrue();
        text("What it is for").setValue("<i>Report</i>");
        test(find(Button.class).withText("Make token").single()).click();
        String token = secret();
        assertThat(hub.get("/api/admin/devices").bearer(token).send().status()).isEqualTo(200);
        test(button("Revoke the token <i>Report</i>")).click();
        confirm();
        assertThat(hub.get("/api/admin/devices").bearer(token).send().status()).isEqualTo(401);
        assertThat(tokens.list(id(), person.id())).anyMatch(t -> t.revokedAt() != null);
    }

    private Person member(String name, Role role) {
        Person made = people.create(UUID.randomUUID() + "@example.com", name, "pan de muerto y canela", false);
        people.join(id(), made.id(), role);
        return made;
    }

    private Role role(Person of) {
        return members.find(id(), of.id()).orElseThrow().role();
    }

    private void invite(String email) {
        test(find(Button.class).withText("Invite person").single()).click();
        find(EmailField.class).single().setValue(email);
        test(find(Button.class).withText("Invite").single()).click();
    }

    private void confirm() {
        test(find(ConfirmDialog.class).all().getLast()).confirm();
    }

    private String secret() {
        return find(Span.class).withClassName("secret").all().getLast().getText();
    }

    private Button button(String label) {
        return find(Button.class)
                .withPropertyValue(b -> b.getAriaLabel().orElse(""), label)
                .single();
    }

    private List<String> labels() {
        return find(Button.class).all().stream()
                .map(b -> b.getAriaLabel().orElse(""))
                .toList();
    }

    private List<String> names() {
        return find(Span.class)
                .withClassName("strong")
                .from(find(MemberList.class).single())
                .all()
                .stream()
                .map(Span::getText)
                .toList();
    }

    private String texts() {
        return getCurrentView().getElement().getTextRecursively();
    }

    private TextField text(String label) {
        return find(TextField.class)
                .withPropertyValue(TextField::getLabel, label)
                .single();
    }
}
