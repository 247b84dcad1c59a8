package dev.concilia.admin.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import dev.concilia.admin.ViewTest;
import dev.concilia.alert.AlertChannels;
import dev.concilia.alert.AlertKind;
import dev.concilia.alert.AlertRule;
import dev.concilia.alert.AlertRules;
import dev.concilia.alert.Channel;
import dev.concilia.alert.Severity;
import dev.concilia.alert.WatchHours;
import dev.concilia.business.Role;
import dev.concilia.kernel.ProblemException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Rules and channels of alerts, without a browser. */
class AlertRulesViewTest extends ViewTest {
    @Autowired
    AlertRules rules;

    @Autowired
    AlertChannels channels;

    private AlertRule rule(AlertKind kind) {
        return rules.list(id()).get(kind.ordinal());
    }

    private void click(String name) {
        test(find(Button.class)
                        .withCondition(b -> name.equals(b.getAriaLabel().orElse(b.getText())))
                        .single())
                .click();
    }

    private TextField field(String label) {
        return find(TextField.class)
                .withPropertyValue(TextField::getLabel, label)
                .single();
    }

    private void addMail() {
        channels.create(
                id(),
                person.id(),
                new Channel.Draft(
                        Channel.Type.MAIL, "Ana", "ana@example.com", Locale.of("es"), Severity.WARNING, true));
    }

    @Test
    void a_rule_is_changed_and_can_be_taken_back() {
        navigate(AlertRulesView.class);
        assertThat(heading()).isEqualTo("Nobody is told of alerts");
        click("Edit: Device silent");
        find(IntegerField.class).single().setValue(45);
        click("Save");
        assertThat(rule(AlertKind.DEVICE_SILENT).limits()).isEqualTo(Map.of("minutes", 45));
        click("Undo");
        assertThat(rule(AlertKind.DEVICE_SILENT).limits()).isEqualTo(Map.of("minutes", 30));
        click("Edit: Stock below zero");
        test(checkbox("Watch for this")).click();
        click("Save");
        assertThat(rule(AlertKind.NEGATIVE_STOCK).enabled()).isFalse();
    }

    @Test
    void a_threshold_out_of_its_bounds_is_refused_at_the_field() {
        navigate(AlertRulesView.class);
        click("Edit: Device silent");
        for (Integer wrong : new Integer[] {0, -1, 100_001, null}) {
            find(IntegerField.class).single().setValue(wrong);
            click("Save");
            assertThat(find(IntegerField.class).single().isInvalid())
                    .as("%s", wrong)
                    .isTrue();
        }
        assertThat(rule(AlertKind.DEVICE_SILENT).limits()).isEqualTo(Map.of("minutes", 30));
    }

    @Test
    void a_rule_counts_only_at_the_hours_that_are_chosen() {
        navigate(AlertRulesView.class);
        click("Edit: Device silent");
        test(checkbox("Only at certain hours")).click();
        TimePicker until = find(TimePicker.class).withCaption("Until").single();
        until.setValue(LocalTime.of(8, 30));
        click("Save");
        assertThat(until.isInvalid()).as("no longer than the 30 minutes").isTrue();
        until.setValue(LocalTime.of(2, 0));
        days().setValue(Set.of());
        click("Save");
        assertThat(days().isInvalid()).isTrue();
        days().setValue(Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY));
        click("Save");

        assertThat(rule(AlertKind.DEVICE_SILENT).hours())
                .isEqualTo(new WatchHours(
                        LocalTime.of(8, 0), LocalTime.of(2, 0), Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY)));
        assertThat(find(Span.class).all())
                .extracting(Span::getText)
                .anyMatch(text -> text.replace('\u202f', ' ').equals("Only 8:00 AM to 2:00 AM: Fri, Sat"));
        click("Edit: Device silent");
        test(checkbox("Only at certain hours")).click();
        click("Save");
        assertThat(rule(AlertKind.DEVICE_SILENT).hours()).isNull();
    }

    private Checkbox checkbox(String label) {
        return find(Checkbox.class)
                .withCondition(box -> label.equals(box.getLabel()))
                .single();
    }

    @SuppressWarnings("unchecked")
    private CheckboxGroup<DayOfWeek> days() {
        return (CheckboxGroup<DayOfWeek>)
                (CheckboxGroup<?>) find(CheckboxGroup.class).single();
    }

    @Test
    void who_saves_over_a_stale_rule_is_told_and_overwrites_nothing() {
        navigate(AlertRulesView.class);
        click("Edit: Device silent");
        rules.change(
                id(),
                person.id(),
                rule(AlertKind.DEVICE_SILENT),
                new AlertRule(AlertKind.DEVICE_SILENT, true, Map.of("minutes", 99)));
        find(IntegerField.class).single().setValue(45);
        click("Save");
        assertThat(rule(AlertKind.DEVICE_SILENT).limits()).isEqualTo(Map.of("minutes", 99));
        IntegerField minutes = find(IntegerField.class).single();
        assertThat(minutes.getValue()).as("what was typed").isEqualTo(45);
        assertThat(minutes.getHelperText()).isEqualTo("Saved now: 99");
        click("Save");
        assertThat(rule(AlertKind.DEVICE_SILENT).limits()).isEqualTo(Map.of("minutes", 45));
        assertThat(find(IntegerField.class).exists()).isFalse();
    }

    @Test
    void a_stale_undo_is_told_and_overwrites_nothing() {
        navigate(AlertRulesView.class);
        click("Edit: Stock below zero");
        test(checkbox("Watch for this")).click();
        click("Save");
        AlertRule mine = rule(AlertKind.NEGATIVE_STOCK);
        rules.change(id(), person.id(), mine, new AlertRule(AlertKind.NEGATIVE_STOCK, true, Map.of()));
        rules.change(id(), person.id(), rule(AlertKind.NEGATIVE_STOCK), mine);
        rules.change(id(), person.id(), mine, new AlertRule(AlertKind.NEGATIVE_STOCK, true, Map.of()));
        click("Undo");
        assertThat(find(Notification.class).all())
                .anyMatch(toast -> toast.getElement().getTextRecursively().contains("Nothing was overwritten"));
    }

    @Test
    void an_address_is_added_and_one_that_is_none_is_refused_at_the_field() {
        navigate(AlertRulesView.class);
        click("Add channel");
        click("Save");
        assertThat(field("Name").isInvalid()).isTrue();
        field("Name").setValue("Ana <b>Torres</b>");
        field("E-mail address").setValue("ana at example");
        click("Save");
        assertThat(field("E-mail address").isInvalid()).isTrue();
        assertThat(channels.list(id())).isEmpty();
        field("E-mail address").setValue("ana@example.com");
        click("Save");
        assertThat(channels.list(id())).singleElement().satisfies(channel -> {
            assertThat(channel.name()).isEqualTo("Ana <b>Torres</b>");
            assertThat(channel.target()).isEqualTo("ana@example.com");
        });
        assertThat(heading()).isEqualTo("Alerts go out through 1 channel");
    }

    @Test
    @SuppressWarnings("unchecked")
    void the_secret_of_a_webhook_is_shown_once_and_its_path_not_at_all() {
        navigate(AlertRulesView.class);
        click("Add channel");
        ((Select<Channel.Type>) (Select<?>) find(Select.class)
                        .withCondition(s -> "How".equals(s.getLabel()))
                        .single())
                .setValue(Channel.Type.WEBHOOK);
        field("Name").setValue("Chat");
        field("Address (URL)").setValue("http://chat.example.com/hook");
        click("Save");
        assertThat(channels.list(id())).hasSizeLessThanOrEqualTo(1);
        if (channels.list(id()).isEmpty()) {
            field("Address (URL)").setValue("https://chat.example.com/s3cr3t");
            click("Save");
        }
        String secret = find(Span.class).withClassName("secret").single().getText();
        assertThat(secret).startsWith("cw");
        click("I have stored it");
        signIn(Role.AUDITOR);
        navigate(AlertRulesView.class);
        assertThat(find(Span.class).all())
                .extracting(Span::getText)
                .noneMatch(text -> text.contains("s3cr3t") || text.contains(secret))
                .anyMatch(text -> text.contains("chat.example.com"));
    }

    @Test
    void a_channel_is_deleted_after_a_question() {
        addMail();
        navigate(AlertRulesView.class);
        click("Delete: Ana");
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(channels.list(id())).isEmpty();
    }

    @Test
    void who_saves_over_a_stale_channel_is_told_and_overwrites_nothing() {
        addMail();
        navigate(AlertRulesView.class);
        click("Edit: Ana");
        channels.change(
                id(),
                person.id(),
                channels.list(id()).getFirst().id(),
                channels.list(id()).getFirst().draft(),
                new Channel.Draft(
                        Channel.Type.MAIL, "Ana T.", "ana@example.com", Locale.of("es"), Severity.WARNING, false));
        field("Name").setValue("Stale");
        click("Save");
        assertThat(channels.list(id()).getFirst().name()).isEqualTo("Ana T.");
        assertThat(field("Name").getValue()).as("what was typed").isEqualTo("Stale");
        assertThat(field("Name").getHelperText()).isEqualTo("Saved now: Ana T.");
        assertThat(find(Checkbox.class).single().getHelperText()).isEqualTo("Saved now: No");
        click("Save");
        assertThat(channels.list(id()).getFirst().name()).isEqualTo("Stale");
    }

    @Test
    void an_auditor_is_offered_nothing_that_changes_something() {
        addMail();
        signIn(Role.AUDITOR);
        navigate(AlertRulesView.class);
        assertThat(find(Button.class).all())
                .extracting(Button::getText)
                .doesNotContain("Add channel", "Edit", "Delete", "Send test");
    }

    @Test
    void who_loses_the_right_while_the_page_is_open_is_refused() {
        addMail();
        navigate(AlertRulesView.class);
        click("Edit: Device silent");
        Button save = find(Button.class).withText("Save").single();
        Button test = find(Button.class).withText("Send test").single();
        demote();
        assertThatThrownBy(save::click).isInstanceOf(ProblemException.class).hasMessage("FORBIDDEN");
        assertThatThrownBy(test::click).isInstanceOf(ProblemException.class).hasMessage("FORBIDDEN");
    }

    @Test
    void the_page_costs_the_same_for_many() {
        addMail();
        int one = statements(() -> navigate(AlertRulesView.class)).size();
        for (int i = 0; i < 15; i++) {
            addMail();
        }
        signIn(Role.OWNER);
        assertThat(statements(() -> navigate(AlertRulesView.class)))
                .hasSize(one)
                .hasSizeLessThan(12);
    }
}
