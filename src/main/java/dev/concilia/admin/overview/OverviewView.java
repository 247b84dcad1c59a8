package dev.concilia.admin.overview;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.alert.AlertFeed;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Session;
import dev.concilia.alert.AlertTexts;
import dev.concilia.alert.Alerts;
import dev.concilia.alert.BackupWatch;
import dev.concilia.business.Business;
import dev.concilia.device.Badge;
import dev.concilia.device.Device;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.trend.Trends;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Is everything in sync, and if not, what to look at. Changes by itself. */
@Route(value = "", layout = MainLayout.class)
@Menu(title = "nav.overview", order = 10, icon = "overview")
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class OverviewView extends Main implements LocaleChangeObserver, AfterNavigationObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    /** Query parameter: the badge to show only. */
    public static final String STATE = "state";

    private static final int NARROW = 1030;

    /** As often as the figures are gathered. */
    private static final Duration TREND_PAUSE = Duration.ofMinutes(1);

    private final transient DeviceFeed feed;
    private final transient Trends trends;
    private final transient Watch watch;
    private final transient Business business;
    private transient @Nullable Fleet fleet;
    private transient Alerts.Standing alerts = new Alerts.Standing(0, 0, List.of());
    private transient Parts parts;
    private @Nullable Badge filter;
    private transient Instant trendAt = Instant.MIN;

    OverviewView(Session session, DeviceFeed feed, Trends trends, Watch watch) {
        this.feed = feed;
        this.trends = trends;
        this.watch = watch;
        this.business = session.business();
        setId("main");
        addClassName("page");
        getElement().setAttribute("tabindex", "-1");
        parts = build();
    }

    /** What is wrong besides the devices, and how the last backup stands. */
    @Component
    record Watch(AlertFeed alerts, AlertTexts texts, BackupWatch backups) {}

    /** The pieces that change; rebuilt with the language. */
    private record Parts(
            H1 answer,
            Paragraph rest,
            Figures figures,
            TaskList tasks,
            Filter filter,
            DeviceGrid grid,
            Div work,
            BackupCard backup,
            TrendPlots plots,
            Div empty) {}

    @Override
    public void localeChange(LocaleChangeEvent event) {
        parts = build();
        trendAt = Instant.MIN;
        fit(event.getUI());
        if (fleet != null) {
            show(fleet);
            parts.backup.show(watch.backups.last());
        }
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        UI ui = attach.getUI();
        feed.follow(this, ui, business.id(), this::show);
        watch.alerts.follow(this, ui, business.id(), this::show);
        fit(ui);
        var resize = ui.getPage().addBrowserWindowResizeListener(size -> parts.grid.compact(size.getWidth() < NARROW));
        addDetachListener(detach -> {
            detach.unregisterListener();
            resize.remove();
        });
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        String wanted = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(STATE)
                .orElse("");
        filter = Arrays.stream(Badge.values())
                .filter(b -> b.name().equalsIgnoreCase(wanted))
                .findFirst()
                .orElse(null);
        alerts = watch.alerts.now(business.id());
        parts.backup.show(watch.backups.last());
        show(feed.now(business.id()));
        if (filter != null) {
            parts.work.getElement().executeJs("this.querySelector('.list').scrollIntoView({block: 'nearest'})");
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("overview.title") + " · " + business.name();
    }

    private Parts build() {
        Parts built = new Parts(
                new H1(),
                new Paragraph(),
                new Figures(business.timezone()),
                new TaskList(business.timezone(), watch.texts),
                new Filter(),
                new DeviceGrid(business.timezone()),
                new Div(),
                new BackupCard(business.timezone()),
                new TrendPlots(business.timezone()),
                new Div());
        built.rest.addClassName("muted");
        Div heading = new Div(built.answer, built.rest);
        heading.addClassName("heading");
        heading.getElement().setAttribute("aria-live", "polite");
        H2 title = new H2(getTranslation("overview.devices"));
        title.setId("devices-title");
        Div bar = new Div(title, built.filter);
        bar.addClassName("list-bar");
        Section list = new Section(bar, built.grid);
        list.addClassNames("card", "list");
        list.getElement().setAttribute("aria-labelledby", "devices-title");
        built.work.addClassName("work");
        built.work.add(built.tasks, list);
        built.empty.addClassName("card");
        built.empty.add(new EmptyState(
                "device", getTranslation("overview.empty.title"), getTranslation("overview.empty.text"), enrol()));
        removeAll();
        add(heading, built.figures, built.work, built.backup, built.plots, built.empty);
        return built;
    }

    private Anchor enrol() {
        Anchor way = new Anchor("devices", getTranslation("overview.empty.enrol"));
        way.addClassName("button-link");
        return way;
    }

    private void fit(UI ui) {
        int width = ui.getPage().getExtendedClientDetails().getWindowInnerWidth();
        parts.grid.compact(width > 0 && width < NARROW);
    }

    private void show(Alerts.Standing standing) {
        alerts = standing;
        if (fleet != null) {
            show(fleet);
        }
    }

    private void show(Fleet now) {
        fleet = now;
        boolean any = !now.devices().isEmpty();
        String answer = "overview.answer." + now.answer();
        String rest = "overview.rest." + now.answer();
        parts.answer.setText(getTranslation(answer, now.concerned()));
        parts.rest.setText(getTranslation(rest, now.devices().size() - now.concerned(), now.concerned()));
        parts.figures.setVisible(any);
        parts.work.setVisible(any);
        parts.backup.setVisible(any);
        parts.plots.setVisible(any);
        parts.empty.setVisible(!any);
        parts.figures.show(now);
        List<Fleet.Task> tasks = now.tasks();
        parts.tasks.show(tasks, alerts.worst());
        parts.filter.show(now, filter);
        Set<DeviceId> keys = tasks.stream()
                .filter(t -> t.cause() == Fleet.Cause.KEY_EXPIRES || t.cause() == Fleet.Cause.KEY_EXPIRED)
                .map(t -> t.device().id())
                .collect(Collectors.toSet());
        List<Device> visible = now.devices().stream()
                .filter(d -> filter == null || d.badge() == filter)
                .toList();
        parts.grid.show(visible, keys);
        if (any && isAttached() && trendAt.isBefore(now.at().minus(TREND_PAUSE))) {
            trendAt = now.at();
            Background.run(
                    this, () -> trends.last(business.id(), Duration.ofDays(1)), trend -> parts.plots.show(trend));
            Background.run(this, watch.backups::last, backup -> parts.backup.show(backup));
        }
    }
}
