package dev.concilia.admin.operation;

import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.component.Cells;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.component.FilterBar;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.OperationLog;
import dev.concilia.sync.Outcome;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What devices and people wanted changed, and what became of it. */
@Route(value = "operations", layout = MainLayout.class)
@Menu(title = "nav.operations", order = 40, icon = "operation")
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class OperationsView extends Page {
    private static final long serialVersionUID = 1L;

    /** What needs somebody comes first. */
    private static final List<Outcome> ORDER = List.of(
            Outcome.REJECTED,
            Outcome.FAILED,
            Outcome.CONFLICT,
            Outcome.MERGED,
            Outcome.SUPERSEDED,
            Outcome.DUPLICATE,
            Outcome.APPLIED);

    private final transient OperationDesk desk;
    private transient OperationLog.Filter filter = OperationLog.Filter.ALL;
    private transient @Nullable Parts parts;

    private record Parts(FilterBar filters, ListGrid<OperationDesk.Row> grid) {}

    OperationsView(Session session, OperationDesk desk) {
        super(session, "operations.title");
        this.desk = desk;
        addClassNames("full", "sectioned");
    }

    @Override
    protected void build() {
        Map<DeviceId, String> devices = desk.names(business().id());
        OperationWords words = new OperationWords(this, words(desk.catalog()), devices);
        FilterBar filters = new FilterBar()
                .choice(
                        "outcome",
                        getTranslation("operation.outcome"),
                        getTranslation("operations.anyOutcome"),
                        ORDER.stream()
                                .map(o -> new FilterBar.Option(o.wire(), words.outcome(o)))
                                .toList())
                .choice(
                        "device",
                        getTranslation("device.name"),
                        getTranslation("operations.anyDevice"),
                        devices.entrySet().stream()
                                .map(d -> new FilterBar.Option(d.getKey().toString(), d.getValue()))
                                .toList())
                .choice(
                        "entity",
                        getTranslation("operation.entity"),
                        getTranslation("operations.anyEntity"),
                        desk.catalog().all().stream()
                                .map(type -> new FilterBar.Option(
                                        type.name(), words.records().entity(type.name())))
                                .sorted(java.util.Comparator.comparing(FilterBar.Option::label))
                                .toList())
                .day("from", getTranslation("operations.from"))
                .day("to", getTranslation("operations.to"));
        ListGrid<OperationDesk.Row> grid = grid(words);
        parts = new Parts(filters, grid);
        heading();
        Section list = new Section(grid);
        list.addClassNames("card", "list");
        add(new Sections(), filters, list);
    }

    @Override
    protected void show(QueryParameters asked) {
        Parts there = parts;
        if (there == null) {
            return;
        }
        FilterBar filters = there.filters;
        filters.read(asked);
        filter = new OperationLog.Filter(
                filters.value("outcome")
                        .map(word -> Outcome.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(null),
                filters.value("device").map(DeviceId::of).orElse(null),
                filters.value("entity").orElse(null),
                OperationDesk.start(business(), filters.value("from"), 0),
                OperationDesk.start(business(), filters.value("to"), 1));
        there.grid.whenEmpty(
                filters.isActive()
                        ? new EmptyState(
                                "operation",
                                getTranslation("operations.noneFound"),
                                getTranslation("list.noneFound.text"))
                        : new EmptyState(
                                "operation",
                                getTranslation("operations.none"),
                                getTranslation("operations.none.text")));
        there.grid.reload();
        int refused = desk.refused(business().id());
        say(
                refused < OperationDesk.MOST
                        ? getTranslation("operations.answer", refused)
                        : getTranslation("operations.answer.many", OperationDesk.MOST),
                getTranslation("operations.rest"));
    }

    private ListGrid<OperationDesk.Row> grid(OperationWords words) {
        ListGrid<OperationDesk.Row> grid = new ListGrid<OperationDesk.Row>(
                        getTranslation("operations.title"),
                        row -> row.line().operationId() + " " + row.line().refusal())
                .with("deed", row -> words.deed(row.line()))
                .with("name", words::name)
                .with("href", row -> OperationWords.address(row.line()))
                .with("record", OperationWords::address)
                .with("linked", row -> !OperationWords.address(row).isEmpty())
                .with("tone", row -> OperationWords.tone(row.line().outcome()))
                .with("outcome", row -> words.outcome(row.line().outcome()))
                .with("reason", row -> words.reason(row.line()))
                .with("device", row -> words.device(row.line().device()))
                .with("at", row -> Dates.millis(row.line().at()))
                .with("zone", row -> business().timezone().getId())
                .card("<div class=\"row-card\"><div>" + Cells.link("href", "deed") + Cells.tag("tone", "outcome")
                        + "</div><div class=\"muted\"><span>${item.name} · ${item.device}</span><span>"
                        + Cells.time("at") + "</span></div></div>");
        grid.column(getTranslation("operation.outcome"), Cells.tag("tone", "outcome"), 132, 0);
        grid.column(getTranslation("operation.what"), Cells.link("href", "deed"), 176, 2);
        grid.column(
                getTranslation("operation.record"),
                "<a class=\"row-link cut\" href=${item.record} ?hidden=${!item.linked}>${item.name}</a>"
                        + "<span class=\"cut\" ?hidden=${item.linked}>${item.name}</span>",
                144,
                2);
        grid.column(getTranslation("device.name"), "<span class=\"cut\">${item.device}</span>", 128, 1);
        grid.column(
                getTranslation("operation.why"),
                "<span class=\"cut\" title=${item.reason}>${item.reason}</span>",
                200,
                5);
        grid.number(getTranslation("operation.at"), "<span class=\"muted\">" + Cells.time("at") + "</span>", 128);
        grid.rows((last, limit) -> desk.page(business().id(), filter, last, limit));
        return grid;
    }
}
