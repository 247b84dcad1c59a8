package dev.concilia.admin.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTableCell;
import dev.concilia.admin.ViewTest;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Role;
import dev.concilia.device.Triggers;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemException;
import dev.concilia.support.Op;
import dev.concilia.support.TestDevice;
import dev.concilia.sync.Outcome;
import dev.concilia.sync.SyncLog;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Operations, one of them, and the sync log, without a browser. */
class OperationsViewTest extends ViewTest {
    @Autowired
    Triggers triggers;

    @Autowired
    AuditLog audit;

    @Autowired
    SyncLog log;

    private TestDevice till;

    @BeforeEach
    void enrol() {
        till = business.device("Caja 1");
    }

    private Op customer(String id, String name) {
        return Op.insert("customers", id, "name", name);
    }

    /** A product without the name that it needs. */
    private Op broken() {
        return Op.insert("products", "p-broken", "price", "12.50");
    }

    @Test
    void without_operations_the_list_says_what_comes() {
        navigate(OperationsView.class);
        assertThat(heading()).isEqualTo("Nothing was refused in the last 24 hours");
        assertThat(test(grid()).size()).isZero();
    }

    @Test
    void a_refused_operation_comes_with_its_reason_in_the_readers_words() {
        till.push(customer("c1", "<b>Ana</b>"), broken());
        navigate(OperationsView.class);
        assertThat(heading()).isEqualTo("1 operation was refused in the last 24 hours");
        OperationDesk.Row refused = row(Outcome.REJECTED);
        assertThat(cell("reason", refused)).contains("name").contains("correct the fields");
        assertThat(cell("record", refused)).isEmpty();
        OperationDesk.Row applied = row(Outcome.APPLIED);
        assertThat(cell("deed", applied)).isEqualTo("Customers: new");
        assertThat(cell("name", applied)).isEqualTo("<b>Ana</b>");
        assertThat(cell("record", applied)).isEqualTo("records/customers/c1");
        assertThat(cell("device", applied)).isEqualTo("Caja 1");
        UI.getCurrent().setLocale(Locale.of("es"));
        assertThat(cell("reason", row(Outcome.REJECTED))).contains("name").doesNotContain("correct the fields");
    }

    @Test
    void the_list_filters_by_the_address() {
        TestDevice other = business.device("Caja 2");
        till.push(customer("c1", "Ana"), broken());
        other.push(customer("c2", "Bea"));
        assertThat(shown("outcome", "rejected")).containsExactly("p-broken");
        assertThat(shown("device", other.id())).containsExactly("c2");
        assertThat(shown("entity", "products")).containsExactly("p-broken");
        assertThat(shown("entity", "customers", "device", till.id())).containsExactly("c1");
        String today =
                LocalDate.ofInstant(Instant.now(), described().timezone()).toString();
        String tomorrow = LocalDate.parse(today).plusDays(1).toString();
        assertThat(shown("from", today, "to", today)).hasSize(3);
        assertThat(shown("from", tomorrow)).isEmpty();
        assertThat(find(EmptyState.class).all()).isNotNull();
    }

    @Test
    void what_the_address_says_wrongly_counts_as_not_said() {
        till.push(customer("c1", "Ana"));
        TestDevice foreign = hub.business().device("Fremd");
        assertThat(shown("outcome", "nonsense", "device", foreign.id(), "entity", "x", "from", "soon"))
                .containsExactly("c1");
    }

    @Test
    void an_operation_tells_what_it_changed() {
        till.push(customer("c1", "Ana"));
        Op rename = Op.update("customers", "c1", "name", "Ana Ruiz").base(1).at(Instant.now());
        till.push(rename);
        open(OperationView.class, "id", rename.operationId());
        assertThat(heading()).isEqualTo("Customers: change · Ana Ruiz");
        assertThat(find(NativeTableCell.class).all().stream().map(NativeTableCell::getText))
                .containsExactly("Name", "Ana", "Ana Ruiz");
        till.push(Op.update("customers", "c1", "name", "Ana Paz").base(2));
        open(OperationView.class, "id", rename.operationId());
        assertThat(find(NativeTableCell.class).all().stream().map(NativeTableCell::getText))
                .as("what stands by now is somebody else's")
                .containsExactly("Name", "Ana");
    }

    @Test
    void a_conflict_leads_to_where_it_is_decided() {
        TestDevice other = business.device("Caja 2");
        till.push(Op.insert("customers", "c1", "name", "Ana", "creditLimit", "10"));
        till.push(Op.update("customers", "c1", "creditLimit", "20").base(1));
        Op late = Op.update("customers", "c1", "creditLimit", "30").base(1);
        var result = other.push(late);
        assertThat(result.outcome()).isEqualTo("conflict");
        open(OperationView.class, "id", late.operationId());
        assertThat(find(Anchor.class).all().stream().map(Anchor::getHref)).contains("conflicts/" + result.conflictId());
    }

    @Test
    void a_refused_operation_lists_each_attempt_and_can_be_asked_for() {
        Op broken = broken();
        till.push(broken);
        till.push(broken);
        open(OperationView.class, "id", broken.operationId());
        assertThat(find(ListItem.class).all()).hasSize(2);
        test(find(Button.class).withText("Ask the device to send it again").single())
                .click();
        assertThat(triggers.pending(id(), DeviceId.of(till.id())))
                .extracting(Triggers.Trigger::reason)
                .containsExactly("MANUAL");
        assertThat(audit.list(id(), Long.MAX_VALUE, 1).getFirst().action()).isEqualTo("device.trigger");
    }

    @Test
    void a_field_that_did_not_fit_is_explained_in_the_readers_language() {
        Op broken = broken();
        till.push(broken);
        UI.getCurrent().setLocale(Locale.of("es"));
        open(OperationView.class, "id", broken.operationId());
        assertThat(find(ListItem.class).single().getElement().getTextRecursively())
                .contains("Nombre: Escribe un valor; este campo no puede quedar vacío.");
    }

    @Test
    void an_operation_that_was_taken_in_the_end_asks_nothing() {
        Op operation = Op.insert("products", "p1", "price", "12.50");
        till.push(operation);
        till.push(
                Op.insert("products", "p1", "name", "Concha", "price", "12.50").id(operation.operationId()));
        open(OperationView.class, "id", operation.operationId());
        assertThat(find(ListItem.class).all()).hasSize(2);
        assertThat(find(Button.class)
                        .withText("Ask the device to send it again")
                        .exists())
                .isFalse();
    }

    @Test
    void an_auditor_sees_all_and_asks_nothing() {
        Op broken = broken();
        till.push(broken);
        signIn(Role.AUDITOR);
        navigate(OperationsView.class);
        assertThat(test(grid()).size()).isEqualTo(1);
        open(OperationView.class, "id", broken.operationId());
        assertThat(find(Button.class)
                        .withText("Ask the device to send it again")
                        .exists())
                .isFalse();
    }

    @Test
    void who_loses_the_right_while_the_page_is_open_is_refused() {
        Op broken = broken();
        till.push(broken);
        open(OperationView.class, "id", broken.operationId());
        Button ask =
                find(Button.class).withText("Ask the device to send it again").single();
        demote();
        assertThatThrownBy(ask::click).isInstanceOf(ProblemException.class).hasMessage("FORBIDDEN");
        assertThat(triggers.pending(id(), DeviceId.of(till.id()))).isEmpty();
    }

    @Test
    void operations_of_others_and_none_are_not_found() {
        Op foreign = customer("c1", "Eva");
        hub.business().device("Fremd").push(foreign);
        for (String query : new String[] {"?id=" + foreign.operationId(), "?id=", "", "?id=" + "x".repeat(300)}) {
            assertThat(isNotFound("operations/operation" + query)).as(query).isTrue();
        }
    }

    @Test
    void the_log_of_calls_filters_by_the_address() {
        TestDevice other = business.device("Caja 2");
        till.push(customer("c1", "Ana"));
        other.pullRaw("cursor=nonsense");
        log.flush();
        navigate(CallsView.class);
        assertThat(heading()).startsWith("The last failed call: Received changes");
        assertThat(test(calls()).size()).isEqualTo(2);
        open(CallsView.class, "status", "FAILED");
        assertThat(test(calls()).size()).isEqualTo(1);
        assertThat(calls().property(test(calls()).getRow(0), "error")).isEqualTo("Not a cursor");
        open(CallsView.class, "type", "BATCH_PUSH", "device", till.id());
        assertThat(test(calls()).size()).isEqualTo(1);
        open(CallsView.class, "type", "BATCH_PUSH", "device", other.id());
        assertThat(test(calls()).size()).isZero();
    }

    @Test
    void the_lists_cost_the_same_for_many() {
        till.push(customer("c0", "Ana"));
        log.flush();
        int operations = statements(() -> size(OperationsView.class)).size();
        int calls = statements(() -> size(CallsView.class)).size();
        for (int i = 1; i < 40; i++) {
            till.push(customer("c" + i, "Ana " + i), Op.insert("brands", "b" + i, "name", "B " + i));
        }
        business.device("Caja 3");
        log.flush();
        signIn(Role.OWNER);
        assertThat(statements(() -> size(OperationsView.class)))
                .hasSize(operations)
                .hasSizeLessThan(12);
        assertThat(statements(() -> size(CallsView.class))).hasSize(calls).hasSizeLessThan(12);
    }

    private void size(Class<? extends com.vaadin.flow.component.Component> view) {
        navigate(view);
        roundTrip();
    }

    private OperationDesk.Row row(Outcome outcome) {
        return rows().stream()
                .filter(row -> row.line().outcome() == outcome)
                .findFirst()
                .orElseThrow();
    }

    private List<OperationDesk.Row> rows() {
        return java.util.stream.IntStream.range(0, test(grid()).size())
                .mapToObj(i -> test(grid()).getRow(i))
                .toList();
    }

    private List<String> shown(String... parameters) {
        open(OperationsView.class, parameters);
        return rows().stream().map(row -> row.line().entityId()).toList();
    }

    private String cell(String property, OperationDesk.Row row) {
        return grid().property(row, property);
    }

    @SuppressWarnings("unchecked")
    private ListGrid<OperationDesk.Row> grid() {
        return find(ListGrid.class).single();
    }

    @SuppressWarnings("unchecked")
    private ListGrid<SyncLog.Entry> calls() {
        return find(ListGrid.class).single();
    }
}
