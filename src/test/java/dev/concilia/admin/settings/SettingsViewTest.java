package dev.concilia.admin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.ViewTest;
import dev.concilia.admin.component.Toast;
import dev.concilia.audit.AuditEntry;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Business;
import dev.concilia.business.Location;
import dev.concilia.business.Role;
import dev.concilia.catalog.FieldRule;
import dev.concilia.catalog.Strategy;
import dev.concilia.device.DeviceEdits;
import dev.concilia.device.DeviceEdits.Description;
import dev.concilia.device.DeviceKeys;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Profiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** The settings, without a browser. */
class SettingsViewTest extends ViewTest {
    @Autowired
    Profiles profiles;

    @Autowired
    AuditLog audit;

    @Autowired
    DeviceKeys keys;

    @Autowired
    DeviceEdits edits;

    @Test
    void an_owner_names_the_business_anew() {
        navigate(SettingsView.class);
        test(text("Business name")).setValue("Panadería <i>Sol</i>");
        save();
        assertThat(described().name()).isEqualTo("Panadería <i>Sol</i>");
        assertThat(audit.list(id(), Long.MAX_VALUE, 5))
                .extracting(AuditEntry::action)
                .contains("business.describe");
    }

    @Test
    void a_business_without_a_name_is_refused_at_the_field() {
        navigate(SettingsView.class);
        test(text("Business name")).setValue("   ");
        save();
        assertThat(text("Business name").isInvalid()).isTrue();
    }

    @Test
    void what_one_card_saves_is_no_news_of_somebody_else_to_the_other() {
        navigate(SettingsView.class);
        test(flag("Stock may go below zero")).click();
        test(text("Business name")).setValue("Panadería Sol");
        save();
        assertThat(described().name()).isEqualTo("Panadería Sol");
        test(flag("A sale has to belong to an open cash session")).click();
        assertThat(profiles.fresh(id()).cashSessionRequired()).isTrue();
        assertThat(profiles.fresh(id()).negativeStock()).isTrue();
        test(find(Button.class).withText("Undo").all().getLast()).click();
        assertThat(profiles.fresh(id()).cashSessionRequired()).isFalse();
        assertThat(failures()).isEmpty();
    }

    @Test
    void who_was_overtaken_sees_both_values_and_can_save_again() {
        navigate(SettingsView.class);
        test(text("Business name")).setValue("Mine");
        Business was = described();
        businesses.describe(
                new Business(id(), "Theirs", was.timezone(), was.locale(), "USD"),
                businesses.settings(id()).version());
        save();
        assertThat(described().name()).isEqualTo("Theirs");
        assertThat(text("Business name").getValue()).isEqualTo("Mine");
        assertThat(text("Business name").getHelperText()).isEqualTo("Saved now: Theirs");
        save();
        assertThat(described().name()).isEqualTo("Mine");
        assertThat(described().currency()).as("what nobody typed over").isEqualTo("USD");
        assertThat(text("Business name").getHelperText()).isEmpty();
    }

    @Test
    void the_same_bad_news_stands_there_once() {
        navigate(SettingsView.class);
        for (int i = 0; i < 3; i++) {
            Toast.failed("It did not work");
        }
        Toast.failed("Something else");
        assertThat(failures()).hasSize(2);
    }

    @Test
    void a_double_click_acts_once() {
        navigate(SettingsView.class);
        Button save = find(Button.class).withText("Save").single();
        long version = businesses.settings(id()).version();
        ComponentUtil.fireEvent(save, click(save, 1));
        ComponentUtil.fireEvent(save, click(save, 2));
        assertThat(businesses.settings(id()).version()).isEqualTo(version + 1);
        assertThat(save.isEnabled()).isTrue();
    }

    private static ClickEvent<Button> click(Button button, int count) {
        return new ClickEvent<>(button, true, 0, 0, 0, 0, count, 0, false, false, false, false);
    }

    private List<Notification> failures() {
        return find(Notification.class).all().stream()
                .filter(toast -> toast.getThemeNames().contains("error"))
                .toList();
    }

    @Test
    void who_saves_over_a_stale_page_is_told_and_overwrites_nothing() {
        navigate(SettingsView.class);
        profiles.change(
                id(), settings("negativeStock"), businesses.settings(id()).version());
        test(text("Business name")).setValue("Stale");
        save();
        assertThat(described().name()).isNotEqualTo("Stale");
        assertThat(find(Notification.class).all()).isNotEmpty();
        assertThat(flag("Stock may go below zero").getValue())
                .as("what is there now")
                .isTrue();
        test(flag("A sale has to belong to an open cash session")).click();
        assertThat(profiles.fresh(id()).cashSessionRequired()).isTrue();
        assertThat(profiles.fresh(id()).negativeStock())
                .as("what the other one saved")
                .isTrue();
    }

    @Test
    void a_choice_over_a_stale_page_is_told_and_overwrites_nothing() {
        navigate(SettingsView.class);
        profiles.change(
                id(), settings("negativeStock"), businesses.settings(id()).version());
        test(flag("A sale has to belong to an open cash session")).click();
        assertThat(profiles.fresh(id()).cashSessionRequired()).isFalse();
        assertThat(profiles.fresh(id()).negativeStock()).isTrue();
        assertThat(flag("A sale has to belong to an open cash session").getValue())
                .isFalse();
        assertThat(failures()).hasSize(1);
    }

    @Test
    void a_choice_counts_at_once_and_can_be_taken_back() {
        navigate(SettingsView.class);
        test(flag("Stock may go below zero")).click();
        assertThat(profiles.fresh(id()).negativeStock()).isTrue();
        test(find(Button.class).withText("Undo").single()).click();
        assertThat(profiles.fresh(id()).negativeStock()).isFalse();
    }

    @Test
    void taking_back_a_choice_does_not_take_back_what_another_saved_since() {
        navigate(SettingsView.class);
        test(flag("Stock may go below zero")).click();
        Button undo = find(Button.class).withText("Undo").single();
        ObjectNode theirs = settings("negativeStock").put("strictFields", true);
        profiles.change(id(), theirs, businesses.settings(id()).version());
        test(flag("A sale has to belong to an open cash session")).click(); // is told, and reads what is there now
        test(undo).click();
        assertThat(businesses.settings(id()).values()).isEqualTo(theirs);
    }

    @Test
    @SuppressWarnings("unchecked")
    void own_rules_for_one_entity_stand_over_the_catalogs() {
        navigate(SettingsView.class);
        change("Products");
        Select<Strategy> strategy = select("When both sides changed it");
        strategy.setValue(Strategy.CENTRAL_WINS);
        ((Select<FieldRule>) (Select<?>) select("Price")).setValue(FieldRule.MANUAL);
        test(find(Button.class).withText("Save").all().getLast()).click();
        var products = profiles.fresh(id()).catalog().find("products").orElseThrow();
        assertThat(products.strategy()).isEqualTo(Strategy.CENTRAL_WINS);
        assertThat(businesses
                        .settings(id())
                        .values()
                        .path("catalog")
                        .path("products")
                        .toString())
                .isEqualTo("{\"strategy\":\"CENTRAL_WINS\",\"fieldRules\":{\"price\":\"manual\"}}");
        change("Products");
        test(find(Button.class).withText("Back to standard").single()).click();
        assertThat(businesses.settings(id()).values().path("catalog").has("products"))
                .isFalse();
    }

    @Test
    void a_location_in_use_stays_and_an_unused_one_goes() {
        businesses.location(id(), "Norte");
        hub.post("/api/admin/devices")
                .bearer(business.token())
                .json(java.util.Map.of("name", "Caja", "kind", "terminal", "location", "Centro"))
                .send();
        navigate(SettingsView.class);
        find(Button.class).withText("Remove").all().forEach(remove -> {
            test(remove).click();
            confirm();
        });
        assertThat(businesses.locations(id())).extracting(Location::name).containsExactly("Centro");
    }

    @Test
    void a_location_comes_back_with_the_id_that_records_name() {
        Location north = businesses.location(id(), "Norte");
        navigate(SettingsView.class);
        test(find(Button.class).withText("Remove").single()).click();
        assertThat(businesses.locations(id())).as("asked first").containsExactly(north);
        confirm();
        assertThat(businesses.locations(id())).isEmpty();
        test(find(Button.class).withText("Undo").single()).click();
        assertThat(businesses.locations(id())).containsExactly(north);
    }

    @Test
    void a_retired_device_does_not_hold_a_location() {
        DeviceId till = DeviceId.of(business.device("Caja").id());
        edits.describe(id(), "user:x", till, new Description("Caja", null), new Description("Caja", "Norte"));
        edits.retire(id(), "user:x", till);
        navigate(SettingsView.class);
        test(find(Button.class).withText("Remove").single()).click();
        confirm();
        assertThat(businesses.locations(id())).isEmpty();
    }

    private void confirm() {
        test(find(ConfirmDialog.class).single()).confirm();
    }

    @Test
    void a_business_key_is_made_for_a_purpose_and_works() {
        navigate(SettingsView.class);
        test(find(Button.class).withText("New key").single()).click();
        test(text("What it is for")).setValue("Ovens");
        test(find(Button.class).withText("Save").all().getLast()).click();
        String key = find(Span.class).withClassName("secret").single().getText();
        assertThat(hub.get("/api/sync/changes?machineId=oven-1").key(key).send().status())
                .isEqualTo(200);
    }

    @Test
    void admins_and_auditors_read_the_rules_but_do_not_change_them() {
        for (Role role : new Role[] {Role.ADMIN, Role.AUDITOR}) {
            signIn(role);
            navigate(SettingsView.class);
            assertThat(flag("Stock may go below zero").isReadOnly())
                    .as("%s", role)
                    .isTrue();
            assertThat(find(Button.class).withText("Change").exists()).isFalse();
            assertThat(find(Button.class).withText("New key").exists()).isEqualTo(role == Role.ADMIN);
            assertThat(find(Button.class).withText("Add location").exists()).isEqualTo(role == Role.ADMIN);
        }
    }

    @Test
    void who_is_no_owner_any_more_is_refused() {
        navigate(SettingsView.class);
        demote();
        Button save = find(Button.class).withText("Save").single();
        assertThatThrownBy(save::click).isInstanceOf(ProblemException.class).hasMessage("FORBIDDEN");
    }

    @Test
    void an_admin_by_now_is_refused_what_only_owners_change() {
        navigate(SettingsView.class);
        change("Products");
        Button saveRule = find(Button.class).withText("Save").all().getLast();
        select("When both sides changed it").setValue(Strategy.CENTRAL_WINS);
        become(Role.ADMIN);
        Button save = find(Button.class).withText("Save").all().getFirst();
        for (Button action : List.of(save, saveRule)) {
            assertThatThrownBy(action::click)
                    .isInstanceOf(ProblemException.class)
                    .hasMessage("FORBIDDEN");
        }
        assertThatThrownBy(() -> test(flag("Stock may go below zero")).click()).hasStackTraceContaining("FORBIDDEN");
        assertThat(businesses.settings(id()).values()).isEmpty();
    }

    @Test
    void an_auditor_by_now_is_refused_whatever_the_page_still_offers() {
        businesses.location(id(), "Norte");
        navigate(SettingsView.class);
        Button revoke = issue("Ovens");
        find(Button.class).withText("Add location").single().click();
        Button add = dialog("Name", "Sur");
        labelled("Rename Norte").click();
        Button rename = dialog("Name", "Este");
        find(Button.class).withText("New key").single().click();
        Button issue = dialog("What it is for", "Spy");
        Button remove = labelled("Remove Norte");
        demote();
        for (Button action : List.of(add, rename, issue, remove)) {
            assertThatThrownBy(action::click).as(action.getText()).hasMessage("FORBIDDEN");
        }
        revoke.click();
        assertThatThrownBy(() -> test(find(ConfirmDialog.class).single()).confirm())
                .hasStackTraceContaining("FORBIDDEN");
        assertThat(businesses.locations(id())).extracting(Location::name).containsExactly("Norte");
        assertThat(keys.ofBusiness(id())).singleElement().satisfies(key -> {
            assertThat(key.name()).isEqualTo("Ovens");
            assertThat(key.revokedAt()).isNull();
        });
    }

    @Test
    void what_one_card_saved_is_not_somebody_elses_to_the_other() {
        navigate(SettingsView.class);
        test(text("Business name")).setValue("Uno");
        save();
        test(flag("Stock may go below zero")).click();
        assertThat(profiles.fresh(id()).negativeStock()).isTrue();
        test(text("Business name")).setValue("Dos");
        save();
        assertThat(described().name()).isEqualTo("Dos");
        profiles.change(
                id(), settings("strictFields"), businesses.settings(id()).version());
        test(text("Business name")).setValue("Tres");
        save();
        assertThat(described().name()).isEqualTo("Dos");
        assertThat(businesses.settings(id()).values()).isEqualTo(settings("strictFields"));
    }

    @Test
    void every_change_is_in_the_audit_log() {
        navigate(SettingsView.class);
        save();
        test(flag("Stock may go below zero")).click();
        find(Button.class).withText("Add location").single().click();
        dialog("Name", "Sur").click();
        labelled("Rename Sur").click();
        dialog("Name", "Este").click();
        labelled("Remove Este").click();
        confirm();
        find(Button.class).withText("Undo").all().getLast().click();
        issue("Ovens").click();
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(audit.list(id(), Long.MAX_VALUE, 8))
                .extracting(AuditEntry::action)
                .containsExactly(
                        "key.revoke",
                        "key.issue",
                        "location.add",
                        "location.remove",
                        "location.rename",
                        "location.add",
                        "settings.change",
                        "business.describe");
        assertThat(audit.list(id(), Long.MAX_VALUE, 8))
                .extracting(AuditEntry::actor)
                .containsOnly("user:" + person.id());
    }

    /** Makes a key; the button that revokes it. */
    private Button issue(String name) {
        find(Button.class).withText("New key").single().click();
        dialog("What it is for", name).click();
        find(Dialog.class).all().forEach(Dialog::close);
        return find(Button.class).withText("Revoke").single();
    }

    /** Fills in the dialog that was opened last; the button that saves it. */
    private Button dialog(String label, String value) {
        find(TextField.class)
                .withPropertyValue(TextField::getLabel, label)
                .all()
                .getLast()
                .setValue(value);
        return find(Button.class).withText("Save").all().getLast();
    }

    private Button labelled(String label) {
        return find(Button.class)
                .withPropertyValue(b -> b.getAriaLabel().orElse(""), label)
                .single();
    }

    private void change(String entity) {
        test(find(Button.class)
                        .withPropertyValue(b -> b.getAriaLabel().orElse(""), "Change the rules of " + entity)
                        .single())
                .click();
    }

    private void save() {
        test(find(Button.class).withText("Save").single()).click();
    }

    private TextField text(String label) {
        return find(TextField.class)
                .withPropertyValue(TextField::getLabel, label)
                .single();
    }

    private Checkbox flag(String label) {
        return find(Checkbox.class).withPropertyValue(Checkbox::getLabel, label).single();
    }

    @SuppressWarnings("unchecked")
    private <T> Select<T> select(String label) {
        return find(Select.class).withPropertyValue(Select::getLabel, label).single();
    }

    private static ObjectNode settings(String flag) {
        return Json.mapper().createObjectNode().put(flag, true);
    }
}
