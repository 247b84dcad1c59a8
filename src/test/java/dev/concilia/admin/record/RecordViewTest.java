package dev.concilia.admin.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.ComboBoxBase;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.concilia.admin.ViewTest;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.audit.AuditEntry;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Role;
import dev.concilia.kernel.ProblemException;
import dev.concilia.support.Op;
import dev.concilia.support.TestDevice;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** One record, without a browser. */
class RecordViewTest extends ViewTest {
    @Autowired
    Records records;

    @Autowired
    AuditLog audit;

    private TestDevice till;

    @BeforeEach
    void openTill() {
        till = business.device("Caja 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p1", "Mesa 4/2026", "urn:x:1 ü", "..", "100%~41"})
    void a_record_is_found_under_any_id(String id) {
        till.push(Op.insert("products", id, "name", "Concha"));
        show("products", id);
        assertThat(heading()).isEqualTo("Concha");
        assertThat(text()).contains(id).contains("Version 1, changed").contains("Caja 1");
    }

    @Test
    void an_id_that_others_have_merely_url_encoded_is_found_too() {
        till.push(Op.insert("products", "urn:x 1", "name", "Concha"));
        UI.getCurrent().navigate("records/products/urn%3Ax%201");
        assertThat(heading()).isEqualTo("Concha");
    }

    @Test
    void fields_have_labels_and_references_are_links_with_names() {
        till.push(Op.insert("categories", "c/1", "name", "Pan <i>dulce</i>"));
        till.push(Op.insert("products", "p1", "name", "Concha", "price", 12.5, "categoryId", "c/1", "extra", "x"));
        show("products", "p1");
        assertThat(text()).contains("Price").contains("12.50").contains("extra");
        Anchor category = find(Anchor.class).withText("Pan <i>dulce</i>").all().getFirst();
        assertThat(category.getHref()).isEqualTo("records/categories/c~2F1");
    }

    @Test
    void a_fixed_choice_is_shown_and_edited_in_words() {
        till.push(Op.insert("orders", "o1", "status", "READY", "orderType", "DINE_IN", "total", 10));
        show("orders", "o1");
        assertThat(text()).contains("Ready").contains("Dine in");
        test(button("Edit")).click();
        @SuppressWarnings("unchecked")
        Select<String> type = find(Select.class)
                .withPropertyValue(Select::getLabel, "Order type")
                .single();
        assertThat(type.getItemLabelGenerator().apply("PICKUP")).isEqualTo("Pickup");
        type.setValue("PICKUP");
        test(button("Save")).click();
        assertThat(record("orders", "o1").data().path("orderType").asString()).isEqualTo("PICKUP");
    }

    @Test
    void the_time_line_tells_who_changed_what() {
        till.push(Op.insert("products", "p1", "name", "Concha", "price", 10));
        business.device("Caja 2").push(Op.update("products", "p1", "price", 12).base(1));
        till.push(Op.update("products", "p1", "sku", "C-1").base(2));
        show("products", "p1");
        List<String> items = timeline();
        assertThat(items).hasSize(3);
        assertThat(items.get(0))
                .contains("Caja 1")
                .contains("Version 3")
                .contains("C-1")
                .doesNotContain("12");
        assertThat(items.get(1)).contains("Caja 2").contains("10.00 → ").contains("12.00");
        assertThat(items.get(2)).contains("Created").contains("Concha").contains("10.00");
    }

    @Test
    void long_histories_are_read_on_demand_and_stay_exact() {
        till.push(Op.insert("products", "p1", "name", "Concha", "price", 1000));
        for (int version = 1; version <= 45; version++) {
            till.push(Op.update("products", "p1", "price", 1000 + version).base(version));
        }
        show("products", "p1");
        assertThat(timeline()).hasSize(20);
        test(button("Show earlier")).click();
        test(button("Show earlier")).click();
        assertThat(timeline()).hasSize(46);
        assertThat(timeline().get(44)).contains("1,000.00 → ").contains("1,001.00");
        assertThat(find(Button.class).withText("Show earlier").exists()).isFalse();
    }

    @Test
    void a_change_is_saved_told_to_devices_and_audited() {
        till.push(Op.insert("products", "p1", "name", "Concha", "price", "10.00"));
        show("products", "p1");
        test(button("Edit")).click();
        test(number("Price")).setValue(new BigDecimal("11.25"));
        test(button("Save")).click();
        assertThat(record("p1").data().get("price").asString()).isEqualTo("11.25");
        assertThat(record("p1").data().get("price").isString()).isTrue();
        assertThat(record("p1").version()).isEqualTo(2);
        assertThat(till.pullRaw("").json().toString()).contains("11.25");
        assertThat(timeline().getFirst()).contains("Ana OWNER").contains("Version 2");
        AuditEntry entry = audit.list(id(), Long.MAX_VALUE, 1).getFirst();
        assertThat(entry.action()).isEqualTo("record.update");
        assertThat(entry.subject()).isEqualTo("products/p1");
        assertThat(entry.detail().path("fields").asString()).isEqualTo("price");
    }

    @Test
    void refusals_stand_at_their_fields_and_nothing_typed_is_lost() {
        till.push(Op.insert("products", "p1", "name", "Concha", "price", 10));
        show("products", "p1");
        test(button("Edit")).click();
        TextField name = field("Name *");
        test(name).setValue("");
        number("Price").setValue(new BigDecimal("-1"));
        TextArea description = find(TextArea.class)
                .withPropertyValue(TextArea::getLabel, "Description")
                .single();
        description.setValue("x".repeat(10_000));
        test(button("Save")).click();
        assertThat(name.getErrorMessage()).isEqualTo("Enter a value; this field cannot be empty.");
        assertThat(number("Price").getErrorMessage()).isEqualTo("Too small.");
        assertThat(description.getErrorMessage()).isEqualTo("At most 4,000 characters fit; there are 10,000");
        assertThat(description.getValue()).hasSize(10_000);
        assertThat(record("p1").version()).isEqualTo(1);
        test(name).setValue("Concha");
        number("Price").setValue(BigDecimal.ONE);
        description.setValue("");
        test(button("Save")).click();
        assertThat(record("p1").version()).isEqualTo(2);
    }

    @Test
    void a_reference_is_chosen_by_its_name_and_says_its_id() {
        till.push(
                Op.insert("categories", "c1", "name", "Pan dulce"), Op.insert("categories", "c2", "name", "Pasteles"));
        till.push(Op.insert("products", "p1", "name", "Concha", "categoryId", "c1"));
        show("products", "p1");
        test(button("Edit")).click();
        ComboBox<String> category = picker("Category");
        assertThat(test(category).getSelected()).isEqualTo("c1");
        assertThat(label(category)).isEqualTo("Pan dulce");
        assertThat(category.getHelperText()).isEqualTo("c1");
        assertThat(test(category).getSuggestionItems()).containsExactly("c1", "c2");
        test(category).setFilter("past");
        assertThat(test(category).getSuggestionItems()).containsExactly("c2");
        test(category).selectItem("Pasteles");
        assertThat(category.getHelperText()).isEqualTo("c2");
        test(button("Save")).click();
        assertThat(record("p1").data().get("categoryId").asString()).isEqualTo("c2");
        assertThat(timeline().getFirst()).contains("Pan dulce → Pasteles");
    }

    @Test
    void an_id_may_be_typed_and_an_unknown_one_is_refused_at_the_field() {
        till.push(Op.insert("categories", "c1", "name", "Pan dulce"), Op.insert("categories", "c9", "name", "Alt"));
        till.push(Op.delete("categories", "c9"));
        hub.business().device("Fremd").push(Op.insert("categories", "c2", "name", "Fremd"));
        till.push(Op.insert("products", "p1", "name", "Concha", "categoryId", "gone"));
        show("products", "p1");
        test(button("Edit")).click();
        field("SKU").setValue("C-1");
        test(button("Save")).click(); // what nobody touched is nobody's fault
        assertThat(record("p1").version()).isEqualTo(2);
        test(button("Edit")).click();
        ComboBox<String> category = picker("Category");
        for (String unknown : new String[] {"c2", "c9", "Pan", "x\0", "x".repeat(65)}) {
            type(category, unknown);
            assertThat(category.getErrorMessage()).as(unknown).isEqualTo("There is no such record. Check the ID.");
            test(button("Save")).click();
            assertThat(category.getValue()).isEqualTo(unknown);
            assertThat(record("p1").version()).isEqualTo(2);
        }
        type(category, " c1 ");
        assertThat(category.isInvalid()).isFalse();
        assertThat(label(category)).isEqualTo("Pan dulce");
        test(button("Save")).click();
        assertThat(record("p1").data().get("categoryId").asString()).isEqualTo("c1");
    }

    @Test
    void a_location_is_chosen_by_its_name() {
        String norte = businesses.location(id(), "Norte").id().toString();
        till.push(Op.insert("orders", "o1", "status", "PENDING", "dailyNumber", 4));
        show("orders", "o1");
        test(button("Edit")).click();
        test(picker("Location")).selectItem("Norte");
        test(button("Save")).click();
        assertThat(record("orders", "o1").data().get("locationId").asString()).isEqualTo(norte);
        assertThat(timeline().getFirst()).contains("Norte");
    }

    @Test
    void the_time_line_leads_to_what_was_referred_to() {
        till.push(Op.insert("categories", "c1", "name", "Pan"), Op.insert("categories", "c/2", "name", "Pasteles"));
        till.push(Op.insert("products", "p1", "name", "Concha", "categoryId", "c1"));
        till.push(Op.update("products", "p1", "categoryId", "c/2").base(1));
        show("products", "p1");
        assertThat(find(HistoryList.class)
                        .single()
                        .getElement()
                        .getOuterHTML()) // links of the list are elements, not components
                .contains("records/categories/c1", "records/categories/c~2F2");
    }

    @Test
    void broken_json_is_refused_at_its_field() {
        till.push(Op.insert(
                "orders", "o1", "status", "PENDING", "items", List.of(java.util.Map.of("quantity", 1, "price", 2))));
        show("orders", "o1");
        test(button("Edit")).click();
        TextArea items = find(TextArea.class)
                .withPropertyValue(TextArea::getLabel, "Items")
                .single();
        items.setValue("[{");
        test(button("Save")).click();
        assertThat(items.isInvalid()).isTrue();
        items.setValue("[{\"quantity\": 1}]");
        test(button("Save")).click();
        assertThat(items.getErrorMessage()).startsWith("items[0].price");
        items.setValue("[{\"quantity\": 3, \"price\": 2}]");
        test(button("Save")).click();
        assertThat(record("orders", "o1")
                        .data()
                        .path("items")
                        .path(0)
                        .path("quantity")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void the_second_person_is_told_and_nothing_is_overwritten() {
        till.push(Op.insert("products", "p1", "name", "Concha", "price", 10));
        show("products", "p1");
        test(button("Edit")).click();
        number("Price").setValue(new BigDecimal("20"));
        till.push(Op.update("products", "p1", "price", 15).base(1));
        test(button("Save")).click();
        assertThat(record("p1").data().get("price").asString()).isEqualTo("15");
        assertThat(text())
                .contains("Somebody changed this record while you were editing it")
                .contains("15.00");
        assertThat(number("Price").getValue()).isEqualTo(new BigDecimal("20"));
        test(button("Save mine anyway")).click();
        assertThat(record("p1").data().get("price").decimalValue()).isEqualByComparingTo("20");
    }

    @Test
    void changes_of_other_fields_go_together() {
        till.push(Op.insert("products", "p1", "name", "Concha", "price", 10));
        show("products", "p1");
        test(button("Edit")).click();
        field("SKU").setValue("C-1");
        till.push(Op.update("products", "p1", "price", 15).base(1));
        test(button("Save")).click();
        assertThat(record("p1").data().get("price").asInt()).isEqualTo(15);
        assertThat(record("p1").data().get("sku").asString()).isEqualTo("C-1");
        assertThat(text()).contains("Saved, together with what somebody else changed");
    }

    @Test
    void a_record_that_was_deleted_meanwhile_is_not_brought_back_by_an_edit() {
        till.push(Op.insert("products", "p1", "name", "Concha", "price", 10));
        show("products", "p1");
        test(button("Edit")).click();
        field("SKU").setValue("C-1");
        till.push(Op.delete("products", "p1").base(1));
        test(button("Save")).click();
        assertThat(record("p1").deleted()).isTrue();
        assertThat(text()).contains("Somebody deleted this record");
        assertThat(field("SKU").getValue()).isEqualTo("C-1");
    }

    @Test
    void a_record_is_deleted_and_brought_back() {
        till.push(Op.insert("products", "p1", "name", "Concha", "price", 10));
        show("products", "p1");
        test(button("Delete")).click();
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(record("p1").deleted()).isTrue();
        assertThat(text()).contains("deleted").contains("Bring back");
        test(button("Undo")).click();
        assertThat(record("p1").deleted()).isFalse();
        assertThat(record("p1").data().get("name").asString()).isEqualTo("Concha");
        assertThat(audit.list(id(), Long.MAX_VALUE, 2))
                .extracting(AuditEntry::action)
                .containsExactly("record.restore", "record.delete");
    }

    @Test
    void an_earlier_version_comes_back_as_a_new_one_after_a_preview() {
        till.push(Op.insert("products", "p1", "name", "Concha", "price", 10));
        till.push(Op.update("products", "p1", "price", 12, "sku", "C-1").base(1));
        show("products", "p1");
        test(restore(1)).click();
        assertThat(text()).contains("These values come back as version 3");
        test(find(Button.class).withText("Restore").all().getLast()).click();
        RecordState now = record("p1");
        assertThat(now.version()).isEqualTo(3);
        assertThat(now.data().get("price").asInt()).isEqualTo(10);
        assertThat(now.data().has("sku")).isFalse();
        assertThat(audit.list(id(), Long.MAX_VALUE, 1).getFirst().action()).isEqualTo("record.restore");
    }

    @Test
    void a_version_is_not_restored_over_what_nobody_has_seen() {
        till.push(Op.insert("products", "p1", "name", "Concha", "price", 10));
        till.push(Op.update("products", "p1", "price", 12).base(1));
        show("products", "p1");
        test(restore(1)).click();
        till.push(Op.update("products", "p1", "price", 13).base(2));
        test(find(Button.class).withText("Restore").all().getLast()).click();
        assertThat(record("p1").data().get("price").asInt()).isEqualTo(13);
        assertThat(text()).contains("Somebody changed this record in the meantime");
    }

    @Test
    void what_movements_decide_is_neither_typed_nor_restored() {
        till.push(Op.insert("inventory_items", "i1", "name", "Harina", "quantity", 10));
        till.push(Op.insert("inventory_movements", "m1", "inventoryItemId", "i1", "type", "OUT", "quantity", 4));
        till.push(Op.update("inventory_items", "i1", "name", "Harina fina"));
        show("inventory_items", "i1");
        test(button("Edit")).click();
        assertThat(number("Quantity").isReadOnly()).isTrue();
        test(button("Cancel")).click();
        test(restore(1)).click();
        assertThat(text()).contains("only movements change it");
        test(find(Button.class).withText("Restore").all().getLast()).click();
        RecordState now = record("inventory_items", "i1");
        assertThat(now.data().get("name").asString()).isEqualTo("Harina");
        assertThat(now.data().get("quantity").asInt()).isEqualTo(6);
    }

    @Test
    void a_rule_that_forbids_a_restore_says_why() {
        till.push(Op.insert("orders", "o1", "status", "PENDING", "dailyNumber", 7, "businessDate", "2026-11-22"));
        till.push(Op.update("orders", "o1", "dailyNumber", 8).base(1));
        till.push(Op.insert("orders", "o2", "status", "PENDING", "dailyNumber", 7, "businessDate", "2026-11-22"));
        show("orders", "o1");
        test(restore(1)).click();
        test(find(Button.class).withText("Restore").all().getLast()).click();
        assertThat(record("orders", "o1").data().get("dailyNumber").asInt()).isEqualTo(8);
        assertThat(text()).contains("7");
        assertThat(record("orders", "o1").version()).isEqualTo(2);
    }

    @Test
    void typed_text_is_not_thrown_away_without_a_word() {
        till.push(Op.insert("products", "p1", "name", "Concha"));
        show("products", "p1");
        test(button("Edit")).click();
        field("SKU").setValue("C-1");
        test(button("Cancel")).click();
        assertThat(find(RecordForm.class).exists()).isTrue();
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(find(RecordForm.class).exists()).isFalse();
    }

    @Test
    void what_local_systems_keep_is_not_changed_here() {
        till.push(Op.insert("product_variants", "v1", "productId", "p1", "name", "Grande", "price", 3));
        show("product_variants", "v1");
        assertThat(find(Button.class).withText("Edit").exists()).isFalse();
        assertThat(find(Button.class).withText("Delete").exists()).isFalse();
        assertThat(text()).contains("local system");
    }

    @Test
    void an_auditor_reads_and_changes_nothing() {
        till.push(Op.insert("products", "p1", "name", "Concha", "price", 10));
        till.push(Op.update("products", "p1", "price", 12).base(1));
        signIn(Role.AUDITOR);
        show("products", "p1");
        assertThat(timeline()).hasSize(2);
        for (String action : new String[] {"Edit", "Delete", "Restore", "Bring back"}) {
            assertThat(find(Button.class).withText(action).exists()).as(action).isFalse();
        }
    }

    @Test
    void who_loses_the_right_while_the_page_is_open_is_refused() {
        till.push(Op.insert("products", "p1", "name", "Concha", "price", 10));
        till.push(Op.update("products", "p1", "price", 12).base(1));
        show("products", "p1");
        Button delete = button("Delete");
        test(button("Edit")).click();
        field("SKU").setValue("C-1");
        Button save = button("Save");
        demote();
        assertThatThrownBy(save::click).isInstanceOf(ProblemException.class).hasMessage("FORBIDDEN");
        find(RecordForm.class).single().close();
        delete.click();
        ConfirmDialog asked = find(ConfirmDialog.class).single();
        assertThatThrownBy(() -> test(asked).confirm()).isInstanceOf(ProblemException.class);
        Button restore = restore(1);
        assertThatThrownBy(restore::click).isInstanceOf(ProblemException.class);
        assertThat(record("p1").version()).isEqualTo(2);
    }

    @Test
    void ids_of_others_and_no_ids_are_not_found() {
        hub.business().device("Fremd").push(Op.insert("products", "p9", "name", "Fremd"));
        for (String id : new String[] {"p9", "none", "%00", "~", "a/b"}) {
            assertThat(isNotFound("records/products/" + id)).as(id).isTrue();
        }
    }

    @Test
    void the_page_costs_the_same_for_much_history() {
        till.push(Op.insert("categories", "c1", "name", "Pan"));
        till.push(Op.insert("products", "p1", "name", "Concha", "categoryId", "c1"));
        int one = statements(() -> show("products", "p1")).size();
        for (int version = 1; version <= 30; version++) {
            till.push(Op.insert("categories", "k" + version, "name", "Pan " + version));
            till.push(Op.update("products", "p1", "categoryId", "k" + version).base(version));
        }
        signIn(Role.OWNER);
        assertThat(statements(() -> show("products", "p1")))
                .hasSizeLessThanOrEqualTo(one)
                .hasSizeLessThan(14);
    }

    private static void show(String entity, String id) {
        UI.getCurrent().navigate(RecordLink.to(entity, id));
    }

    private RecordState record(String id) {
        return record("products", id);
    }

    private RecordState record(String entity, String id) {
        return records.find(id(), entity, id).orElseThrow();
    }

    private Button button(String text) {
        return find(Button.class).withText(text).all().getFirst();
    }

    private Button restore(int version) {
        return find(Button.class)
                .withCondition(b -> b.getAriaLabel()
                        .filter(("Restore version " + version)::equals)
                        .isPresent())
                .single();
    }

    private TextField field(String label) {
        return find(TextField.class)
                .withPropertyValue(TextField::getLabel, label)
                .single();
    }

    @SuppressWarnings("unchecked")
    private ComboBox<String> picker(String label) {
        return find(ComboBox.class).withPropertyValue(ComboBox::getLabel, label).single();
    }

    private static String label(ComboBox<String> picker) {
        return picker.getItemLabelGenerator().apply(picker.getValue());
    }

    /** As a person types what is in no list. */
    private static void type(ComboBox<String> picker, String text) {
        ComponentUtil.fireEvent(picker, new ComboBoxBase.CustomValueSetEvent<>(picker, true, text));
    }

    private BigDecimalField number(String label) {
        return find(BigDecimalField.class)
                .withPropertyValue(BigDecimalField::getLabel, label)
                .single();
    }

    private List<String> timeline() {
        return find(HistoryList.class)
                .single()
                .getElement()
                .getChildren()
                .filter(child -> child.getTag().equals("ol"))
                .flatMap(com.vaadin.flow.dom.Element::getChildren)
                .map(com.vaadin.flow.dom.Element::getTextRecursively)
                .toList();
    }

    /** All that the page says. */
    private String text() {
        roundTrip();
        return UI.getCurrent().getElement().getTextRecursively()
                + ((Component) getCurrentView()).getElement().getTextRecursively();
    }
}
