package dev.concilia.admin.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.ViewTest;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.admin.component.Plot;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Role;
import dev.concilia.device.Triggers;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemException;
import dev.concilia.support.Answer;
import dev.concilia.support.Op;
import dev.concilia.support.TestDevice;
import dev.concilia.sync.reconcile.RunHistory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Comparisons and one of them, without a browser. */
class ReconcileViewTest extends ViewTest {
    @Autowired
    Triggers triggers;

    @Autowired
    AuditLog audit;

    @Autowired
    RunHistory history;

    private TestDevice till;

    @BeforeEach
    void enrol() {
        till = business.device("Caja <1>");
    }

    /** Compares by what the device says it holds of brands; 0 is right as long as there are none. */
    private String compare(TestDevice device, int brands) {
        Answer answer = hub.post("/api/sync/reconcile")
                .key(device.apiKey())
                .json(Map.of("clientSummary", Map.of("brands", Map.of("count", brands))))
                .send();
        assertThat(answer.status()).isEqualTo(200);
        return answer.at("runId");
    }

    @Test
    void what_was_never_compared_does_not_count_as_equal() {
        navigate(ReconcileView.class);
        assertThat(heading()).isEqualTo("1 device has yet to be compared");
        compare(till, 0);
        navigate(ReconcileView.class);
        assertThat(heading()).isEqualTo("All devices agree with the hub");
        TestDevice other = business.device("Caja 2");
        navigate(ReconcileView.class);
        assertThat(heading()).isEqualTo("1 device has yet to be compared");
        compare(other, 3);
        navigate(ReconcileView.class);
        assertThat(heading()).isEqualTo("1 device differs from the hub");
    }

    @Test
    void the_list_filters_by_the_address() {
        TestDevice other = business.device("Caja 2");
        compare(till, 0);
        compare(till, 2);
        compare(other, 0);
        assertThat(shown()).hasSize(3);
        assertThat(shown("differs", "true")).containsExactly("Caja <1> Brands");
        assertThat(shown("device", other.id())).containsExactly("Caja 2 ");
        assertThat(shown("device", other.id(), "differs", "true")).isEmpty();
        LocalDate today = LocalDate.ofInstant(Instant.now(), described().timezone());
        assertThat(shown("from", today.toString(), "to", today.toString())).hasSize(3);
        assertThat(shown("from", today.plusDays(1).toString())).isEmpty();
        assertThat(shown("to", today.minusDays(1).toString())).isEmpty();
        assertThat(shown("device", "nonsense", "from", "soon")).hasSize(3);
    }

    @Test
    void the_plot_is_of_those_that_differed() {
        compare(till, 0);
        navigate(ReconcileView.class);
        assertThat(find(Plot.class).exists()).as("nothing to see").isFalse();
        compare(till, 2);
        compare(business.device("Caja 2"), 0);
        navigate(ReconcileView.class);
        assertThat(find(Plot.class).single().getElement().getAttribute("label")).endsWith("Caja <1> 50 %");
    }

    @Test
    void a_comparison_says_what_differs_and_what_came_of_it() {
        String run = compare(till, 2);
        navigate(RunView.class, run);
        assertThat(heading()).isEqualTo("Caja <1> differs from the hub in 1 table");
        assertThat(find(H2.class).all().stream().map(H2::getText)).contains("Brands");
        assertThat(find(ListItem.class).all().stream().map(ListItem::getText))
                .first()
                .asString()
                .startsWith("The device holds 2 records more than the hub");
        assertThat(find(NativeTableCell.class).all().stream().map(NativeTableCell::getText))
                .startsWith("Records", "2", "0");
        assertThat(since()).isEqualTo("It has not compared itself since.");
        compare(till, 1);
        navigate(RunView.class, run);
        assertThat(since()).startsWith("It still differs");
        compare(till, 0);
        navigate(RunView.class, run);
        assertThat(since()).startsWith("Repaired: since");
        assertThat(find(Button.class).withText("Repair now").exists()).isFalse();
        compare(till, 5);
        navigate(RunView.class, run);
        assertThat(since()).startsWith("It still differs");
    }

    @Test
    void one_that_agrees_asks_nothing() {
        navigate(RunView.class, compare(till, 0));
        assertThat(heading()).isEqualTo("Caja <1> agrees with the hub");
        assertThat(find(Button.class).withText("Repair now").exists()).isFalse();
    }

    @Test
    void repair_asks_the_device_and_is_audited() {
        navigate(RunView.class, compare(till, 2));
        test(find(Button.class).withText("Repair now").single()).click();
        assertThat(triggers.pending(id(), DeviceId.of(till.id())))
                .extracting(Triggers.Trigger::reason)
                .containsExactly("RECONCILE");
        assertThat(audit.list(id(), Long.MAX_VALUE, 1)
                        .getFirst()
                        .detail()
                        .path("reason")
                        .asString())
                .isEqualTo("RECONCILE");
    }

    @Test
    void an_auditor_sees_all_and_repairs_nothing() {
        String run = compare(till, 2);
        signIn(Role.AUDITOR);
        assertThat(shown()).hasSize(1);
        navigate(RunView.class, run);
        assertThat(find(Button.class).withText("Show the records").exists()).isTrue();
        assertThat(find(Button.class).withText("Repair now").exists()).isFalse();
    }

    @Test
    void who_loses_the_right_while_the_page_is_open_is_refused() {
        navigate(RunView.class, compare(till, 2));
        Button repair = find(Button.class).withText("Repair now").single();
        demote();
        assertThatThrownBy(repair::click).isInstanceOf(ProblemException.class).hasMessage("FORBIDDEN");
        assertThat(triggers.pending(id(), DeviceId.of(till.id()))).isEmpty();
    }

    @Test
    void comparisons_of_others_and_none_are_not_found() {
        String foreign = compare(hub.business().device("Fremd"), 2);
        for (String id : new String[] {foreign, "0", "-1", "soon", "99999999999999999999"}) {
            assertThat(isNotFound("reconcile/" + id)).as(id).isTrue();
        }
    }

    @Test
    void the_buckets_that_differ_lead_to_the_records() {
        till.push(Op.insert("brands", "b1", "name", "Bimbo"), Op.insert("brands", "b2", "name", "Nestlé"));
        var known = history.buckets(id(), DeviceId.of(till.id()), "brands");
        assertThat(known).isEmpty();
        // It holds b1 and nothing else: only the bucket of b2 differs.
        String digest = java.util.HexFormat.of()
                .toHexDigits(java.nio.ByteBuffer.wrap(dev.concilia.kernel.Sha256.of("b1:1"))
                        .getLong());
        String bucket = java.util.HexFormat.of().toHexDigits(dev.concilia.kernel.Sha256.of("b1")[0]);
        hub.post("/api/sync/reconcile/buckets")
                .key(till.apiKey())
                .json(Map.of("entity", "brands", "buckets", Map.of(bucket, digest)))
                .send();
        var said = history.buckets(id(), DeviceId.of(till.id()), "brands").orElseThrow();
        assertThat(said.differing()).hasSize(1).doesNotContain(bucket);
        assertThat(history.records(id(), "brands", said.differing(), 10))
                .singleElement()
                .satisfies(record -> assertThat(record.id()).isEqualTo("b2"));
        assertThat(history.buckets(foreign(), DeviceId.of(till.id()), "brands"))
                .as("not another business's")
                .isEmpty();
    }

    private dev.concilia.kernel.BusinessId foreign() {
        return dev.concilia.kernel.BusinessId.of(hub.business().id());
    }

    @Test
    void the_list_costs_the_same_for_many() {
        compare(till, 2);
        int few = statements(this::listed).size();
        for (int i = 0; i < 30; i++) {
            compare(business.device("Caja " + i), i % 2);
        }
        signIn(Role.OWNER);
        assertThat(statements(this::listed)).hasSize(few).hasSizeLessThan(14);
    }

    private void listed() {
        navigate(ReconcileView.class);
        roundTrip();
    }

    private String since() {
        return find(Span.class).all().stream()
                .filter(span -> "status".equals(span.getElement().getAttribute("role")))
                .findFirst()
                .orElseThrow()
                .getText();
    }

    private List<String> shown(String... parameters) {
        open(ReconcileView.class, parameters);
        ListGrid<RunHistory.Kept> grid = grid();
        return IntStream.range(0, test(grid).size())
                .mapToObj(i -> test(grid).getRow(i))
                .map(run -> grid.property(run, "name") + " " + grid.property(run, "tables"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private ListGrid<RunHistory.Kept> grid() {
        return find(ListGrid.class).single();
    }
}
