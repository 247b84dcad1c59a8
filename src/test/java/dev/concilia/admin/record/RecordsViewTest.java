package dev.concilia.admin.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import dev.concilia.admin.ViewTest;
import dev.concilia.business.Role;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestDevice;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The list of entities and the lists of their records, without a browser. */
class RecordsViewTest extends ViewTest {
    @Autowired
    private Tables tables;

    @Test
    void the_entities_are_named_and_roughly_counted() {
        business.device("Caja 1").push(Op.insert("products", "p1", "name", "Concha"));
        navigate(RecordsView.class);
        assertThat(heading()).isEqualTo("Records");
        assertThat(find(ListItem.class).all().stream()
                        .map(item -> item.getElement().getTextRecursively()))
                .contains("Products1", "Sales0");
    }

    @Test
    void the_columns_are_the_catalogs_and_references_are_named() {
        TestDevice till = business.device("Caja 1");
        till.push(Op.insert("categories", "c1", "name", "Pan <b>dulce</b>"));
        till.push(
                Op.insert("products", "p1", "name", "Concha", "price", "12.50", "categoryId", "c1", "isActive", true));
        show("products");
        assertThat(heading()).isEqualTo("Products: 1");
        assertThat(row(0, "name")).isEqualTo("Concha");
        assertThat(row(0, "price")).contains("12.50");
        assertThat(row(0, "categoryId")).isEqualTo("Pan <b>dulce</b>");
        assertThat(row(0, "isActive")).isEqualTo("Yes");
        assertThat(grid().href(test(grid()).getRow(0))).isEqualTo("records/products/p1");
    }

    @Test
    void what_happens_is_listed_newest_first() {
        TestDevice till = business.device("Caja 1");
        till.push(
                Op.insert("orders", "o1", "status", "PENDING", "dailyNumber", 1, "createdAt", "2026-11-20T10:00:00Z"));
        till.push(
                Op.insert("orders", "o3", "status", "PENDING", "dailyNumber", 3, "createdAt", "2026-11-22T10:00:00Z"));
        till.push(
                Op.insert("orders", "o2", "status", "PENDING", "dailyNumber", 2, "createdAt", "2026-11-21T10:00:00Z"));
        show("orders");
        assertThat(ids()).containsExactly("o3", "o2", "o1");
    }

    @Test
    void a_search_finds_names_and_an_exact_id_and_says_what_it_covers() {
        TestDevice till = business.device("Caja 1");
        till.push(Op.insert("products", "p1", "name", "Concha 100%"), Op.insert("products", "p2", "name", "Cuerno"));
        show("products", "q", "concha");
        assertThat(ids()).containsExactly("p1");
        assertThat(find(Paragraph.class).all().getFirst().getText()).startsWith("Searched in: ID, Name");
        show("products", "q", "100%");
        assertThat(ids()).containsExactly("p1");
        show("products", "q", "p2");
        assertThat(ids()).containsExactly("p2");
        show("products", "q", "zzz\0");
        assertThat(ids()).isEmpty();
    }

    @Test
    void a_search_goes_on_beside_the_page_until_all_was_looked_at() {
        fill(35_000, "id = '34567'");
        show("customers", "q", "ana");
        assertThat(ids()).isEmpty();
        assertThat(text()).contains("0 found so far");
        awaitText("1 found, in all 35,000 records");
        assertThat(ids()).containsExactly("34567");
    }

    @Test
    void a_search_stops_and_goes_on_when_a_person_says_so() {
        fill(35_000, "id IN ('20001', '34567')");
        show("customers", "q", "ana");
        test(find(Button.class).withText("Stop").single()).click();
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .until(() -> find(Button.class).withText("Search on").exists());
        assertThat(ids()).isEmpty();
        assertThat(text()).contains("0 found so far").doesNotContain("in all");
        test(find(Button.class).withText("Search on").single()).click();
        awaitText("2 found, in all 35,000 records");
        assertThat(ids()).containsExactly("20001", "34567");
    }

    @Test
    void what_is_common_is_searched_only_as_far_as_somebody_scrolls() {
        fill(35_000, "id <> '00001'");
        show("customers", "q", "ana");
        assertThat(test(grid()).getRow(0).record().key().id()).isEqualTo("00002");
        awaitText("200 found so far, in 201 of 35,000 records");
        assertThat(find(Button.class).withText("Stop").exists()).isFalse();
        test(find(Button.class).withText("Search on").single()).click();
        awaitText("400 found so far");
        assertThat(test(grid()).getRow(350).record().key().id()).isEqualTo("00352");
    }

    @Test
    void tombstones_are_a_filter_away() {
        TestDevice till = business.device("Caja 1");
        till.push(Op.insert("products", "p1", "name", "Concha"), Op.insert("products", "p2", "name", "Cuerno"));
        till.push(Op.delete("products", "p1"));
        show("products");
        assertThat(ids()).containsExactly("p2");
        show("products", "state", "deleted");
        assertThat(heading()).isEqualTo("Products, deleted: 1");
        assertThat(ids()).containsExactly("p1");
    }

    @Test
    void a_long_list_is_read_page_by_page_for_the_same_statements() {
        TestDevice till = business.device("Caja 1");
        till.push(Op.insert("categories", "c0", "name", "Pan"));
        till.push(Op.insert("products", "p0000", "name", "Pan 0", "categoryId", "c0"));
        int one = statements(() -> {
                    show("products");
                    assertThat(ids()).hasSize(1);
                })
                .size();
        List<Op> more = new ArrayList<>();
        IntStream.range(1, 300).forEach(i -> {
            more.add(Op.insert("categories", "c" + i, "name", "Cat " + i));
            more.add(Op.insert("products", "p%04d".formatted(i), "name", "Pan " + i, "categoryId", "c" + i));
        });
        till.pushAll(more);
        signIn(Role.OWNER);
        assertThat(statements(() -> {
                    show("products");
                    assertThat(row(0, "categoryId")).isEqualTo("Pan");
                }))
                .hasSizeLessThanOrEqualTo(one)
                .hasSizeLessThan(14);
        assertThat(test(grid()).getRow(250).record().key().id()).isEqualTo("p0250");
    }

    @Test
    void a_person_makes_a_new_record() {
        business.device("Caja 1");
        show("products");
        test(find(Button.class).withText("New").all().getFirst()).click();
        test(find(Button.class).withText("Save").single()).click();
        TextField name = field("Name *");
        assertThat(name.isInvalid()).isTrue();
        assertThat(name.getErrorMessage()).isEqualTo("Enter a value; this field cannot be empty.");
        test(name).setValue("Oreja");
        test(find(BigDecimalField.class)
                        .withPropertyValue(BigDecimalField::getLabel, "Price")
                        .single())
                .setValue(new BigDecimal("9.5"));
        test(find(Button.class).withText("Save").single()).click();
        assertThat(heading()).isEqualTo("Oreja");
        assertThat(getCurrentView()).isInstanceOf(RecordView.class);
        show("products");
        assertThat(row(0, "price")).contains("9.50");
    }

    @Test
    void what_is_recorded_where_it_happens_or_kept_elsewhere_is_not_made_here() {
        for (String entity : new String[] {"sales", "product_variants"}) {
            show(entity);
            assertThat(find(Button.class).withText("New").exists()).as(entity).isFalse();
        }
    }

    @Test
    void an_auditor_sees_the_records_and_makes_none() {
        business.device("Caja 1").push(Op.insert("products", "p1", "name", "Concha"));
        signIn(Role.AUDITOR);
        show("products");
        assertThat(ids()).containsExactly("p1");
        assertThat(find(Button.class).withText("New").exists()).isFalse();
    }

    @Test
    void unknown_entities_are_not_found() {
        for (String entity : new String[] {"nothing", "Product", "record", "products' OR 1=1"}) {
            assertThat(isNotFound("records/" + entity)).as(entity).isTrue();
        }
    }

    @Test
    void records_of_others_are_not_listed() {
        hub.business().device("Fremd").push(Op.insert("products", "p9", "name", "Fremd"));
        show("products", "q", "p9");
        assertThat(ids()).isEmpty();
        assertThat(heading()).isEqualTo("Products: 0");
    }

    /** Customers named Luis, but for those that {@code isAna} says. */
    private void fill(int count, String isAna) {
        tables.owner()
                .sql("""
                        INSERT INTO record (business_id, entity, id, data, version, field_versions, born_version, deleted,
                            digest, created_at, updated_at, side, seq)
                        SELECT :business::uuid, 'customers', id,
                            jsonb_build_object('firstName', CASE WHEN %s THEN 'Ana' ELSE 'Luis' END), 1, '{}', 1, false, n,
                            now(), now(), 'LOCAL', n
                        FROM (SELECT n, lpad(n::text, 5, '0') AS id FROM generate_series(1, :count) AS n) AS made
                        """.formatted(isAna))
                .param("business", business.id())
                .param("count", count)
                .update();
    }

    private String text() {
        return find(EntityView.class).single().getElement().getTextRecursively();
    }

    private void awaitText(String text) {
        await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> {
            return text().contains(text);
        });
    }

    /** {@code parameters}: name, value, … */
    private static void show(String entity, String... parameters) {
        Map<String, String> asked = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            asked.put(parameters[i], parameters[i + 1]);
        }
        UI.getCurrent().navigate("records/" + entity, QueryParameters.simple(asked));
    }

    private TextField field(String label) {
        return find(TextField.class)
                .withPropertyValue(TextField::getLabel, label)
                .single();
    }

    private RecordGrid grid() {
        return find(RecordGrid.class).single();
    }

    private List<String> ids() {
        return IntStream.range(0, test(grid()).size())
                .mapToObj(i -> test(grid()).getRow(i).record().key().id())
                .toList();
    }

    private String row(int row, String field) {
        return grid().text(test(grid()).getRow(row), field);
    }
}
