package dev.concilia.admin.conflict;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.ComboBoxBase;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import dev.concilia.admin.ViewTest;
import dev.concilia.admin.component.DiffCard;
import dev.concilia.admin.shell.NotFoundPage;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Role;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.UserId;
import dev.concilia.support.Pushed;
import dev.concilia.support.TestBusiness;
import dev.concilia.sync.Caller;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.Conflicts;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** One conflict, without a browser. */
class ConflictViewTest extends ViewTest {
    private static final int DEVICE = 0;
    private static final int HUB = 1;
    private static final int OWN = 2;

    @Autowired
    private Conflicts conflicts;

    @Autowired
    private Records records;

    @Autowired
    private AuditLog audit;

    private Disputes disputes;

    @BeforeEach
    void devices() {
        disputes = new Disputes(business);
    }

    private ConflictView open(String conflict) {
        return navigate(ConflictView.class, Map.of("id", conflict));
    }

    @SuppressWarnings("unchecked")
    private void choose(int card, int place) {
        RadioButtonGroup<Integer> group = find(RadioButtonGroup.class).atIndex(card + 1);
        group.setValue(place);
    }

    private Button button(String text) {
        return find(Button.class).withText(text).single();
    }

    private String text() {
        return find(ConflictView.class).single().getElement().getTextRecursively();
    }

    private String notice() {
        return find(Div.class).withClassName("notice").single().getText();
    }

    private String field(String customer, String field) {
        return record(customer).data().path(field).asString("");
    }

    private RecordState record(String customer) {
        return records.find(id(), "customers", customer).orElseThrow();
    }

    private Conflict.State state(String conflict) {
        return conflicts.find(id(), UUID.fromString(conflict)).orElseThrow().state();
    }

    /** Somebody else in the same business. */
    private Caller colleague() {
        var other = people.create("marta-" + UUID.randomUUID() + "@example.com", "Marta Ruiz", null, false);
        people.join(id(), other.id(), Role.ADMIN);
        return Caller.person(id(), other.id());
    }

    @Test
    void it_shows_only_what_differs_with_who_and_when_on_both_sides() {
        open(disputes.phoneAndLimit("c1", "Ana Pérez"));
        assertThat(heading()).isEqualTo("Ana Pérez");
        assertThat(find(H2.class).all()).extracting(H2::getText).containsExactly("Phone", "Credit limit");
        assertThat(text())
                .contains("Customers", "1 of 1", "Changed on Tableta Centro 2", "what Caja Norte set")
                .contains("55 1234 5678", "55 1234 9999", "Before: 55 1234 0000")
                .contains("MX$800.00", "MX$1,000.00")
                .contains("it did not know the other one", "What it changed in another field is saved already.")
                .doesNotContain("Paga los viernes");
    }

    @Test
    void a_value_per_field_is_previewed_saved_and_the_next_one_comes() {
        String first = disputes.phoneAndLimit("c1", "Ana Pérez");
        String second = disputes.phone("c2", "Luis");
        open(first);
        assertThat(button("Save and next").isEnabled()).isFalse();
        choose(0, DEVICE);
        assertThat(button("Save and next").isEnabled()).isFalse();
        choose(1, OWN);
        find(BigDecimalField.class).single();
        test(find(BigDecimalField.class).single()).setValue(new BigDecimal("900.5"));
        assertThat(find(DecisionBar.class).single().getElement().getTextRecursively())
                .contains("Phone 55 1234 5678", "Credit limit MX$900.50");
        test(button("Save and next")).click();
        assertThat(field("c1", "phone")).isEqualTo("55 1234 5678");
        assertThat(field("c1", "creditLimit")).isEqualTo("900.5");
        assertThat(field("c1", "internalNotes")).isEqualTo("Paga los viernes");
        assertThat(heading()).isEqualTo("Luis");
        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo("conflicts/" + second);
        assertThat(audit.list(id(), Long.MAX_VALUE, 1)).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("conflict.resolve");
            assertThat(entry.actor()).isEqualTo("user:" + person.id());
            assertThat(entry.subject()).isEqualTo(first);
        });
    }

    @Test
    void a_save_that_fails_leaves_its_button_alive() {
        open(disputes.phone("c1", "Ana Pérez"));
        choose(0, DEVICE);
        Button save = button("Save");
        demote();
        assertThatThrownBy(save::click).hasMessage("FORBIDDEN");
        assertThat(save.isEnabled()).isTrue();
    }

    @Test
    void the_last_one_leads_back_to_the_list_and_the_toast_takes_it_back() {
        String conflict = disputes.phone("c1", "Ana Pérez");
        open(conflict);
        choose(0, DEVICE);
        test(button("Save")).click();
        assertThat(heading()).isEqualTo("Nothing to decide");
        assertThat(field("c1", "phone")).isEqualTo("55 1234 5678");
        test(find(Button.class, find(Notification.class).single())
                        .withText("Undo")
                        .single())
                .click();
        assertThat(field("c1", "phone")).isEqualTo("55 1234 9999");
        assertThat(heading()).isEqualTo("Ana Pérez");
        assertThat(state(conflict)).isEqualTo(Conflict.State.OPEN);
    }

    @Test
    void undo_is_refused_where_the_field_was_changed_later() {
        String conflict = disputes.phone("c1", "Ana Pérez");
        open(conflict);
        choose(0, DEVICE);
        test(button("Save")).click();
        disputes.till.push(update("customers", "c1", "phone", "55 0000 0000")
                .base(record("c1").version()));
        Button undo = find(Button.class, find(Notification.class).single())
                .withText("Undo")
                .single();
        assertThatThrownBy(() -> test(undo).click()).hasMessageContaining("CHANGED_SINCE");
        assertThat(state(conflict)).isEqualTo(Conflict.State.RESOLVED);
    }

    private List<String> toasts() {
        return find(Notification.class).all().stream()
                .map(toast -> toast.getElement().getTextRecursively())
                .toList();
    }

    @Test
    void the_second_person_is_told_who_decided_and_overwrites_nothing() {
        String conflict = disputes.phone("c1", "Ana Pérez");
        open(conflict);
        choose(0, DEVICE);
        conflicts.resolve(
                colleague(),
                UUID.fromString(conflict),
                new Conflicts.Wish(Conflict.Resolution.CENTRAL_WINS, null, "Ella lo confirmó"));
        long version = record("c1").version();
        test(button("Save")).click();
        assertThat(record("c1").version()).isEqualTo(version);
        assertThat(field("c1", "phone")).isEqualTo("55 1234 9999");
        assertThat(toasts()).anySatisfy(toast -> assertThat(toast).contains("settled this conflict already"));
        assertThat(text()).contains("Marta Ruiz chose the hub value", "Ella lo confirmó");
    }

    @Test
    void an_open_page_says_at_once_that_somebody_else_has_decided() {
        String conflict = disputes.phone("c1", "Ana Pérez");
        open(conflict);
        choose(0, DEVICE);
        conflicts.resolve(
                colleague(),
                UUID.fromString(conflict),
                new Conflicts.Wish(Conflict.Resolution.CENTRAL_WINS, null, null));
        await().pollInSameThread().atMost(Duration.ofSeconds(5)).until(() -> {
            roundTrip();
            return text().contains("Somebody has just settled this conflict");
        });
        assertThat(text()).contains("Marta Ruiz chose the hub value", "You had chosen: Phone: 55 1234 5678");
        assertThat(find(Button.class).withText("Save").exists()).isFalse();
    }

    @Test
    void what_the_person_did_not_see_is_not_decided() {
        String conflict = disputes.phone("c1", "Ana Pérez");
        open(conflict);
        choose(0, HUB);
        disputes.till.push(update("customers", "c1", "phone", "55 7777 7777").base(2));
        test(button("Save")).click();
        assertThat(state(conflict)).isEqualTo(Conflict.State.OPEN);
        assertThat(notice()).contains("changed while this page was open");
        assertThat(text()).contains("55 7777 7777");
        choose(0, DEVICE);
        test(button("Save")).click();
        assertThat(field("c1", "phone")).isEqualTo("55 1234 5678");
    }

    @Test
    void a_change_of_another_field_in_between_does_not_matter() {
        String conflict = disputes.phone("c1", "Ana Pérez");
        open(conflict);
        choose(0, HUB);
        disputes.till.push(update("customers", "c1", "email", "ana@example.com").base(2));
        test(button("Save")).click();
        assertThat(state(conflict)).isEqualTo(Conflict.State.RESOLVED);
        assertThat(field("c1", "email")).isEqualTo("ana@example.com");
    }

    @Test
    void what_does_not_fit_is_said_at_the_field_and_nothing_is_lost() {
        String conflict = disputes.phone("c1", "Ana Pérez");
        open(conflict);
        choose(0, OWN);
        TextField editor = find(TextField.class).single();
        test(editor).setValue("9".repeat(41));
        assertThat(editor.getErrorMessage()).isEqualTo("At most 40 characters fit; there are 41");
        test(button("Save")).click();
        assertThat(state(conflict)).isEqualTo(Conflict.State.OPEN);
        assertThat(editor.getValue()).hasSize(41);
        test(editor).setValue("");
        test(button("Save")).click();
        assertThat(record("c1").data().has("phone")).isFalse();
    }

    @Test
    void a_note_of_ten_thousand_characters_is_refused_and_stays() {
        String conflict = disputes.phone("c1", "Ana Pérez");
        open(conflict);
        choose(0, DEVICE);
        TextArea note = find(TextArea.class).single();
        test(note).setValue("x".repeat(10_000));
        test(button("Save")).click();
        assertThat(note.getErrorMessage()).isEqualTo("At most 2,000 characters fit; there are 10,000");
        assertThat(note.getValue()).hasSize(10_000);
        assertThat(state(conflict)).isEqualTo(Conflict.State.OPEN);
        test(note).setValue("<b>Ella</b> lo confirmó");
        test(button("Save")).click();
        open(conflict);
        assertThat(text()).contains("<b>Ella</b> lo confirmó", "Ana OWNER chose the device value");
    }

    @Test
    void delete_against_edit_asks_whether_the_record_stays() {
        disputes.till.push(insert("customers", "c1", "name", "Ana Pérez", "phone", "1"));
        disputes.till.push(update("customers", "c1", "phone", "2").base(1));
        Pushed.Result result = disputes.tablet.push(delete("customers", "c1").base(1));
        open(result.conflictId());
        assertThat(text()).contains("Delete or keep?", "Delete it", "Keep it as it is", "Phone: 2");
        choose(0, DEVICE);
        assertThat(text()).contains("The record is deleted.");
        test(button("Save")).click();
        assertThat(record("c1").deleted()).isTrue();
        open(result.conflictId());
        test(button("Undo the decision")).click();
        assertThat(record("c1").deleted()).isFalse();
        assertThat(state(result.conflictId())).isEqualTo(Conflict.State.OPEN);
    }

    @Test
    void edit_against_delete_asks_whether_the_record_comes_back() {
        disputes.till.push(insert("customers", "c1", "name", "Ana Pérez", "phone", "1"));
        disputes.till.push(delete("customers", "c1").base(1));
        Pushed.Result result =
                disputes.tablet.push(update("customers", "c1", "phone", "3").base(1));
        open(result.conflictId());
        assertThat(text()).contains("Leave it deleted", "Keep it, with this change", "Phone: 3");
        choose(0, HUB);
        assertThat(text()).contains("The record is deleted.");
        choose(0, DEVICE);
        test(button("Save")).click();
        assertThat(record("c1").deleted()).isFalse();
        assertThat(field("c1", "phone")).isEqualTo("3");
    }

    @Test
    void lists_are_shown_line_by_line_and_edited_as_json() {
        disputes.till.push(insert("quotations", "q1", "lines", List.of(Map.of("name", "Concha", "quantity", 1))));
        disputes.till.push(update("quotations", "q1", "lines", List.of(Map.of("name", "Concha", "quantity", 2)))
                .base(1));
        Pushed.Result result = disputes.tablet.push(
                update("quotations", "q1", "lines", List.of(Map.of("name", "Concha", "quantity", 3)))
                        .base(1));
        open(result.conflictId());
        assertThat(text()).contains("• ", "name: Concha", "quantity: 3");
        choose(0, OWN);
        TextArea editor = find(TextArea.class).withClassName("code").single();
        test(editor).setValue("[{\"name\":");
        assertThat(editor.getErrorMessage()).startsWith("This is no JSON");
        test(button("Save")).click();
        assertThat(state(result.conflictId())).isEqualTo(Conflict.State.OPEN);
        test(editor).setValue("[{\"name\": \"Concha\", \"quantity\": 4}]");
        test(button("Save")).click();
        assertThat(records.find(id(), "quotations", "q1")
                        .orElseThrow()
                        .data()
                        .at("/lines/0/quantity")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    @SuppressWarnings("unchecked")
    void references_are_named_link_to_their_records_and_are_chosen_by_name() {
        String conflict = buyers();
        int statements = statements(() -> open(conflict)).size();
        assertThat(text()).contains("Luis", "Marta", "Before: Ana").doesNotContain("kLuis");
        assertThat(find(Anchor.class).withText("Marta").single().getHref()).isEqualTo("records/customers/kMarta");
        assertThat(statements).isLessThan(20);
        choose(0, OWN);
        ComboBox<String> customer = find(ComboBox.class).single();
        ComponentUtil.fireEvent(customer, new ComboBoxBase.CustomValueSetEvent<>(customer, true, "nobody"));
        test(button("Save")).click();
        assertThat(customer.getErrorMessage()).isEqualTo("There is no such record. Check the ID.");
        assertThat(state(conflict)).isEqualTo(Conflict.State.OPEN);
        test(customer).selectItem("Ana");
        assertThat(find(DecisionBar.class).single().getElement().getTextRecursively())
                .contains("Customer Ana");
        test(button("Save")).click();
        assertThat(records.find(id(), "quotations", "q1")
                        .orElseThrow()
                        .data()
                        .path("customerId")
                        .asString())
                .isEqualTo("kAna");
    }

    /** A quotation for Ana that the till gave to Luis, and the tablet to Marta. */
    private String buyers() {
        ObjectNode settings = Json.mapper().createObjectNode();
        settings.putObject("catalog")
                .putObject("quotations")
                .putObject("fieldRules")
                .put("customerId", "manual");
        businesses.changeSettings(id(), settings, businesses.settings(id()).version());
        for (String name : List.of("Ana", "Luis", "Marta")) {
            disputes.till.push(insert("customers", "k" + name, "name", name));
        }
        disputes.till.push(insert("quotations", "q1", "customerId", "kAna"));
        disputes.till.push(update("quotations", "q1", "customerId", "kLuis").base(1));
        return disputes.tablet
                .push(update("quotations", "q1", "customerId", "kMarta").base(1))
                .conflictId();
    }

    @Test
    void an_auditor_sees_everything_and_may_decide_nothing() {
        String conflict = disputes.phone("c1", "Ana Pérez");
        signIn(Role.AUDITOR);
        ConflictView view = open(conflict);
        assertThat(find(RadioButtonGroup.class).exists()).isFalse();
        assertThat(find(Button.class).withText("Save").exists()).isFalse();
        assertThat(find(DiffCard.class).all()).hasSize(1);
        assertThat(text()).contains("An owner or admin decides this");
        assertThatThrownBy(view::save).hasMessageContaining("FORBIDDEN");
        assertThat(state(conflict)).isEqualTo(Conflict.State.OPEN);
        conflicts.resolve(
                colleague(),
                UUID.fromString(conflict),
                new Conflicts.Wish(Conflict.Resolution.CENTRAL_WINS, null, null));
        open(conflict);
        assertThat(find(Button.class).withText("Undo the decision").exists()).isFalse();
        assertThatThrownBy(() -> view.takeBack(UUID.fromString(conflict))).hasMessageContaining("FORBIDDEN");
        assertThat(state(conflict)).isEqualTo(Conflict.State.RESOLVED);
    }

    @Test
    void ids_that_are_not_there_are_not_found() {
        TestBusiness foreign = hub.business();
        String theirs = new Disputes(foreign).phone("c1", "Ana");
        for (String id : List.of(theirs, UUID.randomUUID().toString(), "nonsense", "1' OR '1'='1")) {
            UI.getCurrent()
                    .navigate("conflicts/" + id.replace(" ", "%20").replace("'", "%27"), QueryParameters.empty());
            assertThat(getCurrentView()).as(id).isInstanceOf(NotFoundPage.class);
            assertThat(find(H1.class).single().getText()).isEqualTo("This page does not exist");
        }
    }

    @Test
    void it_costs_as_many_statements_after_a_long_history() {
        String conflict = disputes.phone("c1", "Ana Pérez");
        int one = statements(() -> open(conflict)).size();
        for (int i = 0; i < 12; i++) {
            disputes.till.push(
                    update("customers", "c1", "phone", "55 0000 00" + i).base(2 + i));
            disputes.phone("other" + i, "Luis");
        }
        signIn(Role.OWNER);
        assertThat(statements(() -> open(conflict))).hasSize(one).hasSizeLessThan(20);
    }

    @Test
    void people_have_names_and_the_nameless_their_address() {
        UserId nameless = people.create("x-" + UUID.randomUUID() + "@example.com", "", null, false)
                .id();
        assertThat(people.names(List.of(person.id(), nameless)))
                .containsEntry(person.id(), "Ana OWNER")
                .hasEntrySatisfying(nameless, name -> assertThat(name).endsWith("@example.com"));
    }
}
