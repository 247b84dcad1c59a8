package dev.concilia.admin.device;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.component.ActButton;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.component.BadgeLabel;
import dev.concilia.admin.component.Cells;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.EmptyState;
import dev.concilia.admin.component.FilterBar;
import dev.concilia.admin.component.ListGrid;
import dev.concilia.admin.component.PageSource;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.overview.DeviceFeed;
import dev.concilia.admin.overview.Fleet;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.device.Badge;
import dev.concilia.device.Device;
import dev.concilia.device.Devices;
import dev.concilia.device.Triggers;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All devices, worst first; enrolling one, and asking all to sync. */
@Route(value = "devices", layout = MainLayout.class)
@Menu(title = "nav.devices", order = 30, icon = "device")
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class DevicesView extends Page {
    private static final long serialVersionUID = 1L;
    private static final String BY_HAND = "MANUAL";

    private final transient Devices devices;
    private final transient DeviceFeed feed;
    private final transient Triggers triggers;
    private final transient AuditLog audit;
    private final transient EnrolDialogs enrolment;
    private transient List<Device> shown = List.of();
    private transient @Nullable Parts parts;

    private record Parts(FilterBar filters, ListGrid<Device> grid) {}

    DevicesView(
            Session session,
            Devices devices,
            DeviceFeed feed,
            Triggers triggers,
            AuditLog audit,
            EnrolDialogs enrolment) {
        super(session, "devices.title");
        this.devices = devices;
        this.feed = feed;
        this.triggers = triggers;
        this.audit = audit;
        this.enrolment = enrolment;
        addClassName("full");
    }

    @Override
    protected void build() {
        FilterBar filters = new FilterBar()
                .text("q", getTranslation("devices.search"))
                .choice("state", getTranslation("device.state"), getTranslation("devices.anyState"), states());
        ListGrid<Device> grid = grid();
        parts = new Parts(filters, grid);
        if (isManager()) {
            ActButton all = new ActButton(getTranslation("devices.syncAll"), this::syncAll);
            Button enrol = new Button(getTranslation("devices.enrol"), click -> enrolment.open(null));
            enrol.addThemeVariants(ButtonVariant.PRIMARY);
            heading(all, enrol);
        } else {
            heading();
        }
        Section list = new Section(grid);
        list.addClassNames("card", "list");
        add(filters, list);
    }

    @Override
    protected void show(QueryParameters asked) {
        if (parts != null) {
            parts.filters.read(asked);
            show(feed.now(business().id()));
        }
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        feed.follow(this, attach.getUI(), business().id(), now -> {
            if (isRetiredAsked()) {
                Background.run(this, () -> devices.retired(business().id()), retired -> show(now, retired));
            } else {
                show(now);
            }
        });
    }

    private boolean isRetiredAsked() {
        return parts != null
                && parts.filters
                        .value("state")
                        .filter(BadgeLabel.RETIRED::equals)
                        .isPresent();
    }

    private void show(Fleet now) {
        show(now, isRetiredAsked() ? devices.retired(business().id()) : List.of());
    }

    /** {@code retired}: those that are out of use, if the filters ask for them. */
    private void show(Fleet now, List<Device> retired) {
        Parts there = parts;
        if (there == null) {
            return;
        }
        int all = now.devices().size();
        long need = now.devices().stream()
                .filter(d -> d.badge() == Badge.OFFLINE || d.badge() == Badge.DIVERGED)
                .count();
        if (isRetiredAsked()) {
            say(getTranslation("devices.answer.retired", retired.size()), getTranslation("devices.rest.retired"));
        } else {
            say(
                    all == 0 ? getTranslation("devices.none") : getTranslation("devices.answer", all, need),
                    all == 0 ? "" : getTranslation("devices.rest"));
        }
        List<Device> visible = Stream.concat(now.devices().stream(), retired.stream())
                .filter(this::isAsked)
                .toList();
        if (!visible.equals(shown)) {
            shown = visible;
            there.grid.reload();
        }
        there.grid.whenEmpty(emptyState(all > 0 || there.filters.isActive()));
    }

    private boolean isAsked(Device device) {
        FilterBar filters = java.util.Objects.requireNonNull(parts).filters;
        String text = filters.value("q").orElse("").toLowerCase(Locale.ROOT);
        return filters.value("state").map(BadgeLabel.token(device)::equals).orElse(true)
                && Stream.of(device.name(), device.location(), device.selfName())
                        .anyMatch(word ->
                                word != null && word.toLowerCase(Locale.ROOT).contains(text));
    }

    private EmptyState emptyState(boolean filtered) {
        if (filtered) {
            return new EmptyState("device", getTranslation("devices.noneFound"), getTranslation("list.noneFound.text"));
        }
        if (!isManager()) {
            return new EmptyState("device", getTranslation("devices.none"), getTranslation("devices.none.auditor"));
        }
        Button enrol = new Button(getTranslation("devices.enrol"), click -> enrolment.open(null));
        return new EmptyState("device", getTranslation("devices.none"), getTranslation("devices.none.text"), enrol);
    }

    private ListGrid<Device> grid() {
        DeviceWords words = new DeviceWords(this, getLocale());
        ListGrid<Device> grid = new ListGrid<Device>(getTranslation("devices.title"), Device::id)
                .with("name", Device::name)
                .with("href", d -> "devices/" + d.id())
                .with("location", Device::location)
                .with("kind", d -> words.kind(d.kind()))
                .with("state", BadgeLabel::token)
                .with("word", d -> getTranslation(BadgeLabel.key(d)))
                .with(
                        "cause",
                        d -> d.isRetired()
                                ? getTranslation("device.retired.since", dates().day(d.retiredAt()))
                                : words.cause(d))
                .with("unsent", d -> words.count(d.state().pending()))
                .with("conflicts", d -> words.count(d.state().openConflicts()))
                .with("version", Device::version)
                .with("seen", d -> Dates.millis(d.state().lastSeenAt()))
                .with("zone", d -> business().timezone().getId())
                .card("<div class=\"row-card\"><div>" + Cells.link("href", "name") + Cells.badge()
                        + "</div><div class=\"muted\"><span>${item.cause}</span><span>" + Cells.time("seen")
                        + "</span></div></div>");
        grid.column(getTranslation("device.name"), Cells.link("href", "name"), 136, 2);
        grid.column(getTranslation("device.location"), "<span>${item.location}</span>", 96, 1);
        grid.showIfSpacious(grid.column(getTranslation("device.kind"), "<span>${item.kind}</span>", 104, 1));
        grid.column(getTranslation("device.state"), Cells.badge(), 168, 0);
        grid.column(
                getTranslation("device.cause"), "<span class=\"two\" title=${item.cause}>${item.cause}</span>", 208, 6);
        grid.column(getTranslation("device.version.short"), "<span class=\"cut\">${item.version}</span>", 80, 0);
        grid.number(getTranslation("device.unsent"), "<span>${item.unsent}</span>", 96);
        grid.number(getTranslation("device.conflicts"), "<span>${item.conflicts}</span>", 96);
        grid.number(getTranslation("device.seen"), "<span class=\"muted\">" + Cells.time("seen") + "</span>", 112);
        grid.rows(PageSource.over(() -> shown));
        return grid;
    }

    private List<FilterBar.Option> states() {
        return Stream.concat(
                        Arrays.stream(Badge.values())
                                .sorted(java.util.Comparator.reverseOrder())
                                .map(b -> new FilterBar.Option(BadgeLabel.token(b), getTranslation(BadgeLabel.key(b)))),
                        Stream.of(new FilterBar.Option(BadgeLabel.RETIRED, getTranslation("badge.RETIRED"))))
                .toList();
    }

    private void syncAll() {
        Actor actor = session().manager();
        Triggers.Asked asked = triggers.requestAll(actor.business(), BY_HAND);
        audit.record(
                actor.business(),
                actor.audited(),
                Deeds.DEVICE_TRIGGER,
                "all",
                Map.of("triggered", String.valueOf(asked.triggered())));
        Toast.done(getTranslation(
                "devices.syncAll.done", asked.triggered(), asked.offline().size()));
    }
}
