package dev.concilia.admin.reconcile;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.component.Cells;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.component.FilterBar;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.admin.overview.DeviceFeed;
import dev.concilia.admin.overview.Fleet;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.catalog.Catalog;
import dev.concilia.device.Device;
import dev.concilia.device.Devices;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.reconcile.RunHistory;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether all devices agree with the hub, and every comparison that was made. */
@Route(value = "reconcile", layout = MainLayout.class)
@Menu(title = "nav.reconcile", order = 50, icon = "reconcile")
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class ReconcileView extends Page {
    private static final long serialVersionUID = 1L;
    private static final Duration PLOTTED = Duration.ofDays(1);

    private final transient Source source;
    private transient RunHistory.Filter filter = new RunHistory.Filter(null, false, null, null);
    private transient Map<DeviceId, String> names = Map.of();
    private transient @Nullable Parts parts;
    private long newest;

    /** What the page reads. */
    @Component
    record Source(RunHistory history, Devices devices, DeviceFeed feed, Catalog catalog, Clock clock) {}

    private record Parts(FilterBar filters, SharePlot plot, ListGrid<RunHistory.Kept> grid) {}

    ReconcileView(Session session, Source source) {
        super(session, "reconcile.title");
        this.source = source;
        addClassName("full");
    }

    @Override
    protected void build() {
        names = source.devices.names(business().id());
        FilterBar filters = new FilterBar()
                .choice(
                        "device",
                        getTranslation("device.name"),
                        getTranslation("reconcile.anyDevice"),
                        names.entrySet().stream()
                                .map(d -> new FilterBar.Option(d.getKey().toString(), d.getValue()))
                                .toList())
                .flag("differs", getTranslation("reconcile.onlyDiffering"))
                .day("from", getTranslation("reconcile.from"))
                .day("to", getTranslation("reconcile.to"));
        ListGrid<RunHistory.Kept> grid = grid(words(source.catalog));
        SharePlot plot = new SharePlot(business().timezone());
        parts = new Parts(filters, plot, grid);
        heading();
        Section list = new Section(grid);
        list.addClassNames("card", "list");
        Div above = new Div(plot, filters);
        above.addClassName("facts-block");
        add(above, list);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        source.feed.follow(this, attach.getUI(), business().id(), fleet -> {
            answer(fleet);
            RunHistory.Filter asked = filter;
            Background.run(this, () -> newest(asked), this::follow);
        });
    }

    /** Reads again what a comparison since then has changed. */
    private void follow(long now) {
        if (now != newest && parts != null) {
            newest = now;
            parts.grid.reload();
            plot(parts.plot);
        }
    }

    private long newest(RunHistory.Filter asked) {
        return source.history.list(business().id(), asked, Long.MAX_VALUE, 1).stream()
                .mapToLong(RunHistory.Kept::id)
                .findFirst()
                .orElse(0);
    }

    private void plot(SharePlot plot) {
        Instant now = source.clock.instant();
        Background.run(
                this,
                () -> source.history.shares(business().id(), filter.device(), now.minus(PLOTTED)),
                shares -> plot.show(shares, names, now));
    }

    @Override
    protected void show(QueryParameters asked) {
        Parts there = parts;
        if (there == null) {
            return;
        }
        FilterBar filters = there.filters;
        filters.read(asked);
        DeviceId device = filters.value("device").map(DeviceId::of).orElse(null);
        filter = new RunHistory.Filter(
                device,
                filters.value("differs").isPresent(),
                start(filters.value("from"), 0),
                start(filters.value("to"), 1));
        there.grid.whenEmpty(
                filters.isActive()
                        ? new EmptyState(
                                "reconcile",
                                getTranslation("reconcile.noneFound"),
                                getTranslation("list.noneFound.text"))
                        : new EmptyState(
                                "reconcile", getTranslation("reconcile.none"), getTranslation("reconcile.none.text")));
        newest = newest(filter);
        there.grid.reload();
        Instant now = source.clock.instant();
        there.plot.show(source.history.shares(business().id(), device, now.minus(PLOTTED)), names, now);
        answer(source.feed.now(business().id()));
    }

    private @Nullable Instant start(Optional<String> day, int later) {
        return day.map(text -> LocalDate.parse(text)
                        .plusDays(later)
                        .atStartOfDay(business().timezone())
                        .toInstant())
                .orElse(null);
    }

    /** What was never compared does not count as equal. */
    private void answer(Fleet fleet) {
        List<Device> all = fleet.devices();
        long differ = all.stream()
                .filter(d -> Boolean.FALSE.equals(d.state().consistent()))
                .count();
        long unknown = all.stream().filter(d -> d.state().consistent() == null).count();
        String title;
        if (all.isEmpty()) {
            title = getTranslation("devices.none");
        } else if (differ > 0) {
            title = getTranslation("reconcile.answer.differ", differ);
        } else if (unknown > 0) {
            title = getTranslation("reconcile.answer.unknown", unknown);
        } else {
            title = getTranslation("reconcile.answer.agree");
        }
        say(title, getTranslation("reconcile.rest", differ > 0 ? unknown : 0));
    }

    private ListGrid<RunHistory.Kept> grid(RecordWords words) {
        ListGrid<RunHistory.Kept> grid = new ListGrid<RunHistory.Kept>(
                        getTranslation("reconcile.title"), RunHistory.Kept::id)
                .with("href", run -> "reconcile/" + run.id())
                .with("name", this::name)
                .with("tone", run -> run.consistent() ? "ok" : "warn")
                .with("result", run -> getTranslation(run.consistent() ? "run.agrees" : "run.differs"))
                .with(
                        "tables",
                        run -> run.mismatches().stream()
                                .map(m -> words.entity(m.table()))
                                .collect(Collectors.joining(", ")))
                .with("at", run -> Dates.millis(run.at()))
                .with("zone", run -> business().timezone().getId())
                .card("<div class=\"row-card\"><div>" + Cells.link("href", "name") + Cells.tag("tone", "result")
                        + "</div><div class=\"muted\"><span>${item.tables}</span><span>" + Cells.time("at")
                        + "</span></div></div>");
        grid.column(getTranslation("run.result"), Cells.tag("tone", "result"), 128, 0);
        grid.column(getTranslation("device.name"), Cells.link("href", "name"), 176, 2);
        grid.column(
                getTranslation("run.tables"), "<span class=\"cut\" title=${item.tables}>${item.tables}</span>", 200, 5);
        grid.number(getTranslation("run.at"), "<span class=\"muted\">" + Cells.time("at") + "</span>", 144);
        grid.rows((last, limit) ->
                source.history.list(business().id(), filter, last == null ? Long.MAX_VALUE : last.id(), limit));
        return grid;
    }

    private String name(RunHistory.Kept run) {
        String named = run.device() == null ? null : names.get(run.device());
        if (named != null) {
            return named;
        }
        return run.machine() == null ? getTranslation("run.nobody") : run.machine();
    }
}
