package dev.concilia.admin.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.QueryParameters;
import dev.concilia.admin.ViewTest;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Role;
import dev.concilia.support.Tables;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictFilter;
import dev.concilia.sync.Conflicts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** The list of conflicts, without a browser. */
class ConflictsViewTest extends ViewTest {
    private static final Logger log = LoggerFactory.getLogger(ConflictsViewTest.class);

    @Autowired
    private Tables tables;

    @Autowired
    private Conflicts conflicts;

    @Autowired
    private AuditLog audit;

    private Disputes disputes;

    @BeforeEach
    void devices() {
        disputes = new Disputes(business);
    }

    private static void at(String query) {
        UI.getCurrent().navigate("conflicts", QueryParameters.fromString(query));
    }

    private List<ConflictList.Row> rows() {
        ConflictList list = find(ConflictList.class).single();
        return list.getGenericDataView().getItems().toList();
    }

    private String cell(ConflictList.Row row, String property) {
        return find(ConflictList.class).single().property(row, property);
    }

    private int open() {
        return conflicts.count(id(), ConflictFilter.of(Conflict.State.OPEN)).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    @Test
    void without_conflicts_it_says_so_and_offers_nothing() {
        navigate(ConflictsView.class);
        assertThat(heading()).isEqualTo("Nothing to decide");
        assertThat(find(Button.class).withText("Settle many…").exists()).isFalse();
    }

    @Test
    void each_row_names_the_record_the_fields_and_the_device() {
        String conflict = disputes.phoneAndLimit("c1", "Ana Pérez");
        navigate(ConflictsView.class);
        assertThat(heading()).isEqualTo("1 conflict to decide");
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(cell(row, "name")).isEqualTo("Ana Pérez");
            assertThat(cell(row, "entity")).isEqualTo("Customers");
            assertThat(cell(row, "fields")).isEqualTo("Phone, Credit limit");
            assertThat(cell(row, "device")).isEqualTo("Tableta Centro 2");
            assertThat(cell(row, "address")).isEqualTo("conflicts/" + conflict);
        });
    }

    @Test
    void the_menu_counts_them_and_the_list_changes_by_itself() {
        navigate(ConflictsView.class);
        disputes.phone("c1", "Ana Pérez");
        await().pollInSameThread().atMost(Duration.ofSeconds(15)).until(() -> {
            roundTrip();
            return find(Span.class).withClassName("menu-count").exists()
                    && heading().equals("1 conflict to decide");
        });
        assertThat(find(Span.class).withClassName("menu-count").single().getText())
                .isEqualTo("1");
        assertThat(rows()).hasSize(1);
    }

    @Test
    void the_address_filters_and_the_links_keep_the_filter() {
        disputes.phone("c1", "Ana");
        disputes.fields("c2", "Luis", new Object[] {"creditLimit", "1"}, new Object[] {"creditLimit", "2"});
        at("entity=customers&field=creditLimit");
        assertThat(heading()).isEqualTo("1 conflict matches the filters");
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(cell(row, "name")).isEqualTo("Luis");
            assertThat(cell(row, "address")).contains("?", "entity=customers", "field=creditLimit");
        });
        at("device=" + disputes.till.id());
        assertThat(heading()).isEqualTo("No conflict matches the filters");
        at("before=2001-01-01");
        assertThat(rows()).isEmpty();
    }

    @Test
    void what_the_address_says_wrongly_counts_as_not_said() {
        disputes.phone("c1", "Ana");
        at("entity=nonsense&device=x&before=yesterday&state=lost&job=1");
        assertThat(heading()).isEqualTo("1 conflict to decide");
    }

    @Test
    void html_in_a_name_stays_text() {
        disputes.phone("c1", "<img src=x onerror=alert(1)>");
        navigate(ConflictsView.class);
        assertThat(cell(rows().getFirst(), "name")).isEqualTo("<img src=x onerror=alert(1)>");
    }

    @Test
    void an_auditor_looks_and_settles_nothing() {
        disputes.phone("c1", "Ana");
        disputes.phone("c2", "Luis");
        signIn(Role.AUDITOR);
        ConflictsView view = navigate(ConflictsView.class);
        assertThat(rows()).hasSize(2);
        assertThat(find(Button.class).withText("Settle many…").exists()).isFalse();
        assertThatThrownBy(view::openBulk).hasMessageContaining("FORBIDDEN");
        assertThat(open()).isEqualTo(2);
    }

    @Test
    void it_costs_as_many_statements_for_one_conflict_as_for_forty() {
        disputes.many(tables, 1);
        int one = statements(() -> {
                    navigate(ConflictsView.class);
                    rows();
                })
                .size();
        signIn(Role.OWNER);
        business.device("another");
        tables.owner()
                .sql("DELETE FROM conflict WHERE business_id = :business::uuid")
                .param("business", business.id())
                .update();
        tables.owner()
                .sql("DELETE FROM record WHERE business_id = :business::uuid")
                .param("business", business.id())
                .update();
        disputes.many(tables, 40);
        assertThat(statements(() -> {
                    navigate(ConflictsView.class);
                    assertThat(rows()).hasSize(40);
                }))
                .hasSize(one)
                .hasSizeLessThan(16);
    }

    @Test
    void many_are_previewed_settled_and_taken_back_with_an_audit_entry_for_each() {
        disputes.many(tables, 450);
        navigate(ConflictsView.class);
        test(find(Button.class).withText("Settle many…").single()).click();
        Dialog dialog = find(Dialog.class).single();
        assertThat(dialog.getHeaderTitle()).isEqualTo("Settle 450 conflicts at once");
        Button apply = find(Button.class).withText("Settle 450 conflicts").single();
        assertThat(apply.isEnabled()).isFalse();
        choose(Conflict.Resolution.TERMINAL_WINS);
        assertThat(dialog.getElement().getTextRecursively()).contains("Phone: becomes device-1, not hub-1");
        test(apply).click();
        await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> open() == 0);
        await().pollInSameThread().atMost(Duration.ofSeconds(5)).until(() -> {
            roundTrip();
            return find(Button.class).withText("Undo").exists();
        });
        assertThat(phone("many-7")).isEqualTo("device-7");
        test(find(Button.class).withText("Undo").single()).click();
        await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> open() == 450);
        assertThat(phone("many-7")).isEqualTo("hub-7");
        assertThat(audit.list(id(), Long.MAX_VALUE, 10))
                .extracting("action")
                .contains("conflict.bulk", "conflict.bulk.undo");
    }

    @Test
    void a_thousand_are_settled_within_ten_seconds() {
        disputes.many(tables, 1_000);
        navigate(ConflictsView.class);
        test(find(Button.class).withText("Settle many…").single()).click();
        choose(Conflict.Resolution.CENTRAL_WINS);
        long start = System.nanoTime();
        test(find(Button.class).withText("Settle 1,000 conflicts").single()).click();
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(10))
                .until(() -> open() == 0);
        log.info("1,000 conflicts settled in {} ms", millis(start));
    }

    @Test
    void the_first_page_of_ten_thousand_is_there_within_a_second() {
        disputes.many(tables, 10_000);
        navigate(ConflictsView.class);
        signIn(Role.OWNER);
        long start = System.nanoTime();
        navigate(ConflictsView.class);
        ConflictList list = find(ConflictList.class).single();
        assertThat(list.getDataProvider()
                        .fetch(new com.vaadin.flow.data.provider.Query<>(0, 50, List.of(), null, null)))
                .hasSize(50);
        long taken = millis(start);
        log.info("first page of 10,000 open conflicts in {} ms", taken);
        assertThat(taken).isLessThan(1_000);
    }

    private static long millis(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    @SuppressWarnings("unchecked")
    private void choose(Conflict.Resolution rule) {
        find(RadioButtonGroup.class).single().setValue(rule);
    }

    private String phone(String customer) {
        return tables.owner()
                .sql("SELECT data ->> 'phone' FROM record WHERE business_id = :business::uuid AND id = :id")
                .params(Map.of("business", business.id(), "id", customer))
                .query(String.class)
                .single();
    }

    @Test
    void the_menu_leads_there() {
        navigate(ConflictsView.class);
        assertThat(find(SideNavItem.class).all())
                .extracting(SideNavItem::getLabel)
                .contains("Conflicts");
        assertThat(find(Span.class).withClassName("menu-count").exists()).isFalse();
    }
}
