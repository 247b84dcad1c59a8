package dev.concilia.admin.overview;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.alert.AlertFeed;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.alert.AlertTexts;
import dev.concilia.alert.Alerts;
import dev.concilia.alert.BackupWatch;
import dev.concilia.alert.BackupWatch.LastBackup;
import dev.concilia.device.Badge;
import dev.concilia.device.Device;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.trend.Trends;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Is everything in sync and safe, and if not, what to look at. Changes by itself. */
@Route(value = "", layout = MainLayout.class)
@Menu(title = "nav.overview", order = 10, icon = "overview")
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class OverviewView extends Page {
    private static final long serialVersionUID = 1L;

    /** Query parameter: the badge to show only. */
    public static final String STATE = "state";

    private static final int NARROW = 1030;

    /** As often as the figures are gathered. */
    private static final Duration TREND_PAUSE = Duration.ofMinutes(1);

    private static final Set<Fleet.Cause> KEY = Set.of(Fleet.Cause.KEY_EXPIRED, Fleet.Cause.KEY_EXPIRES);

    private final transient DeviceFeed feed;
    private final transient Trends trends;
    private final transient Watch watch;
    private transient @Nullable Fleet fleet;
    private transient Alerts.Standing alerts = new Alerts.Standing(0, 0, List.of());
    private transient Optional<LastBackup> backup = Optional.empty();
    private transient @Nullable Parts parts;
    private @Nullable Badge filter;
    private transient Instant trendAt = Instant.MIN;

    OverviewView(Session session, DeviceFeed feed, Trends trends, Watch watch) {
        super(session, "overview.title");
        this.feed = feed;
        this.trends = trends;
        this.watch = watch;
    }

    /** What is wrong besides the devices, and how the last backup stands. */
    @Component
    record Watch(AlertFeed alerts, AlertTexts texts, BackupWatch backups) {}

    /** The pieces that change; rebuilt with the language. */
    private record Parts(
            Anchor first,
            Figures figures,
            TaskList tasks,
            TrendPlots plots,
            Filter filter,
            DeviceGrid grid,
            Section list,
            Div empty) {}

    @Override
    protected void build() {
        ZoneId zone = business().timezone();
        Parts built = new Parts(
                new Anchor(),
                new Figures(zone),
                new TaskList(zone, watch.texts),
                new TrendPlots(zone),
                new Filter(),
                new DeviceGrid(zone),
                new Section(),
                new Div());
        parts = built;
        trendAt = Instant.MIN;
        built.first.addClassName("button-link");
        H2 title = new H2(getTranslation("overview.devices"));
        title.setId("devices-title");
        Div bar = new Div(title, built.filter);
        bar.addClassName("list-bar");
        built.list.add(bar, built.grid);
        built.list.addClassNames("card", "list");
        built.list.getElement().setAttribute("aria-labelledby", "devices-title");
        built.empty.addClassName("card");
        built.empty.add(new EmptyState(
                "device", getTranslation("overview.empty.title"), getTranslation("overview.empty.text"), enrol()));
        heading(built.first);
        add(built.figures, built.tasks, built.plots, built.list, built.empty);
        getUI().ifPresent(this::fit);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        UI ui = attach.getUI();
        feed.follow(this, ui, business().id(), this::show);
        watch.alerts.follow(this, ui, business().id(), this::show);
        fit(ui);
        var resize = ui.getPage().addBrowserWindowResizeListener(size -> compact(size.getWidth()));
        addDetachListener(detach -> {
            detach.unregisterListener();
            resize.remove();
        });
    }

    @Override
    protected void show(QueryParameters asked) {
        String wanted = asked.getSingleParameter(STATE).orElse("");
        filter = Arrays.stream(Badge.values())
                .filter(b -> b.name().equalsIgnoreCase(wanted))
                .findFirst()
                .orElse(null);
        alerts = watch.alerts.now(business().id());
        backup = watch.backups.last();
        show(feed.now(business().id()));
        if (filter != null && parts != null) {
            parts.list.getElement().executeJs("this.scrollIntoView({block: 'nearest'})");
        }
    }

    private Anchor enrol() {
        Anchor way = new Anchor("devices", getTranslation("overview.empty.enrol"));
        way.addClassName("button-link");
        return way;
    }

    private void fit(UI ui) {
        compact(ui.getPage().getExtendedClientDetails().getWindowInnerWidth());
    }

    private void compact(int width) {
        if (parts != null) {
            parts.grid.compact(width > 0 && width < NARROW);
        }
    }

    private void show(Alerts.Standing standing) {
        alerts = standing;
        if (fleet != null) {
            show(fleet);
        }
    }

    private void show(Optional<LastBackup> last) {
        backup = last;
        if (fleet != null) {
            show(fleet);
        }
    }

    private void show(Fleet now) {
        fleet = now;
        Parts there = parts;
        if (there == null) {
            return;
        }
        Safety safety = Safety.of(backup, alerts.worst());
        boolean any = !now.devices().isEmpty();
        answer(now, safety);
        there.figures.setVisible(any);
        there.tasks.setVisible(any);
        there.plots.setVisible(any);
        there.list.setVisible(any);
        there.empty.setVisible(!any);
        there.figures.show(now);
        there.figures.show(safety, backup.orElse(null));
        List<Fleet.Task> tasks = now.tasks();
        there.tasks.show(tasks, alerts.worst());
        first(there, any, safety);
        there.filter.show(now, filter);
        Set<DeviceId> keys = tasks.stream()
                .filter(task -> task.has(KEY))
                .map(t -> t.device().id())
                .collect(Collectors.toSet());
        List<Device> visible = now.devices().stream()
                .filter(d -> filter == null || d.badge() == filter)
                .toList();
        there.grid.show(visible, keys);
        if (any && isAttached() && trendAt.isBefore(now.at().minus(TREND_PAUSE))) {
            trendAt = now.at();
            Background.run(
                    this, () -> trends.last(business().id(), Duration.ofDays(1)), trend -> there.plots.show(trend));
            Background.run(this, watch.backups::last, last -> show(last));
        }
    }

    /** In sync is said only with what is not safe. */
    private void answer(Fleet now, Safety safety) {
        Fleet.Answer answer = now.answer();
        boolean unsafe = safety.isWorry() && answer != Fleet.Answer.NO_DEVICES;
        String rest =
                getTranslation("overview.rest." + answer, now.devices().size() - now.concerned(), now.concerned());
        say(
                unsafe && answer == Fleet.Answer.SYNCED
                        ? getTranslation("overview.unsafe." + safety)
                        : getTranslation("overview.answer." + answer, now.concerned()),
                unsafe ? rest + " " + getTranslation("overview.unsafe.rest." + safety) : rest);
    }

    /** The one primary action: what helps most now. */
    private void first(Parts there, boolean any, Safety safety) {
        TaskList.Way way = there.tasks.first();
        if (way == null && safety.isWorry()) {
            way = new TaskList.Way("backups", getTranslation("tasks.first.backup"));
        }
        there.first.setVisible(any && way != null);
        if (way != null) {
            there.first.setHref(way.address());
            there.first.setText(way.words());
        }
    }
}
