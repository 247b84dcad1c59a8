package dev.concilia.admin.operation;

import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.component.Cells;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.component.FilterBar;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.admin.shell.Failures;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.device.Devices;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.SyncLog;
import dev.concilia.sync.SyncType;
import jakarta.annotation.security.RolesAllowed;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sync log: which devices called for what, and how it ended. */
@Route(value = "operations/calls", layout = MainLayout.class)
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class CallsView extends Page {
    private static final long serialVersionUID = 1L;
    private static final SyncLog.Filter FAILED = new SyncLog.Filter(null, SyncLog.Status.FAILED, null);

    private final transient SyncLog log;
    private final transient Devices devices;
    private transient SyncLog.Filter filter = new SyncLog.Filter(null, null, null);
    private transient Map<DeviceId, String> names = Map.of();
    private transient @Nullable Parts parts;

    private record Parts(FilterBar filters, ListGrid<SyncLog.Entry> grid) {}

    CallsView(Session session, SyncLog log, Devices devices) {
        super(session, "calls.title");
        this.log = log;
        this.devices = devices;
        addClassNames("full", "sectioned");
    }

    @Override
    protected void build() {
        names = devices.names(business().id());
        FilterBar filters = new FilterBar()
                .choice("type", getTranslation("call.type"), getTranslation("calls.anyType"), types())
                .choice("status", getTranslation("call.status"), getTranslation("calls.anyStatus"), statuses())
                .choice(
                        "device",
                        getTranslation("device.name"),
                        getTranslation("operations.anyDevice"),
                        names.entrySet().stream()
                                .map(d -> new FilterBar.Option(d.getKey().toString(), d.getValue()))
                                .toList());
        ListGrid<SyncLog.Entry> grid = grid();
        parts = new Parts(filters, grid);
        heading();
        Section list = new Section(grid);
        list.addClassNames("card", "list");
        add(new Sections(), filters, list);
    }

    private List<FilterBar.Option> types() {
        return Arrays.stream(SyncType.values())
                .map(type -> new FilterBar.Option(type.name(), getTranslation("call." + type)))
                .sorted(Comparator.comparing(FilterBar.Option::label))
                .toList();
    }

    private List<FilterBar.Option> statuses() {
        return Arrays.stream(SyncLog.Status.values())
                .map(status -> new FilterBar.Option(status.name(), getTranslation("call.status." + status)))
                .toList();
    }

    @Override
    protected void show(QueryParameters asked) {
        Parts there = parts;
        if (there == null) {
            return;
        }
        FilterBar filters = there.filters;
        filters.read(asked);
        filter = new SyncLog.Filter(
                filters.value("type").map(SyncType::valueOf).orElse(null),
                filters.value("status").map(SyncLog.Status::valueOf).orElse(null),
                filters.value("device").map(DeviceId::of).orElse(null));
        there.grid.whenEmpty(
                filters.isActive()
                        ? new EmptyState(
                                "clock", getTranslation("calls.noneFound"), getTranslation("list.noneFound.text"))
                        : new EmptyState("clock", getTranslation("calls.none"), getTranslation("calls.none.text")));
        there.grid.reload();
        answer();
    }

    private void answer() {
        List<SyncLog.Entry> last = log.list(business().id(), FAILED, Long.MAX_VALUE, 1);
        if (last.isEmpty()) {
            say(getTranslation("calls.answer.none"), getTranslation("calls.rest"));
        } else {
            SyncLog.Line line = last.getFirst().line();
            say(
                    getTranslation(
                            "calls.answer", getTranslation("call." + line.type()), dates().moment(line.startedAt())),
                    getTranslation("calls.rest"));
        }
    }

    private ListGrid<SyncLog.Entry> grid() {
        NumberFormat number = NumberFormat.getIntegerInstance(getLocale());
        ListGrid<SyncLog.Entry> grid = new ListGrid<SyncLog.Entry>(getTranslation("calls.title"), SyncLog.Entry::id)
                .with("type", e -> getTranslation("call." + e.line().type()))
                .with("device", e -> device(e.line().device()))
                .with(
                        "href",
                        e -> e.line().device() == null
                                ? ""
                                : "devices/" + e.line().device())
                .with("linked", e -> e.line().device() != null)
                .with("records", e -> number.format(e.line().records()))
                .with("tone", e -> e.line().status() == SyncLog.Status.SUCCESS ? "ok" : "bad")
                .with("status", e -> getTranslation("call.status." + e.line().status()))
                .with("error", e -> Failures.ofCall(this, e.line().error(), getLocale()))
                .with("took", e -> number.format(took(e.line())) + " ms")
                .with("at", e -> Dates.millis(e.line().startedAt()))
                .with("zone", e -> business().timezone().getId())
                .card("<div class=\"row-card\"><div><b>${item.type}</b>" + Cells.tag("tone", "status")
                        + "</div><div class=\"muted\"><span>${item.device} ${item.error}</span><span>${item.records} · "
                        + Cells.time("at") + "</span></div></div>");
        grid.column(getTranslation("call.status"), Cells.tag("tone", "status"), 112, 0);
        grid.column(getTranslation("call.type"), "<b>${item.type}</b>", 192, 3);
        grid.column(
                getTranslation("device.name"),
                "<a class=\"row-link cut\" href=${item.href} ?hidden=${!item.linked}>${item.device}</a>"
                        + "<span ?hidden=${item.linked}>${item.device}</span>",
                144,
                2);
        grid.column(getTranslation("call.error"), "<span class=\"cut\">${item.error}</span>", 160, 2);
        grid.number(getTranslation("call.records"), "<span>${item.records}</span>", 112);
        grid.number(getTranslation("calls.took"), "<span>${item.took}</span>", 112);
        grid.number(getTranslation("call.at"), "<span class=\"muted\">" + Cells.time("at") + "</span>", 128);
        grid.rows((last, limit) -> log.list(business().id(), filter, last == null ? Long.MAX_VALUE : last.id(), limit));
        return grid;
    }

    private String device(@Nullable DeviceId device) {
        return device == null
                ? getTranslation("calls.nobody")
                : names.getOrDefault(device, getTranslation("calls.nobody"));
    }

    private static long took(SyncLog.Line line) {
        return Duration.between(line.startedAt(), line.completedAt()).toMillis();
    }
}
