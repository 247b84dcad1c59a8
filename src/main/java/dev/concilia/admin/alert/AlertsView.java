package dev.concilia.admin.alert;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import dev.concilia.admin.component.Background;
import dev.concilia.admin.component.FilterBar;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.alert.Alert;
import dev.concilia.alert.AlertChannels;
import dev.concilia.alert.AlertTexts;
import dev.concilia.alert.Alerts;
import dev.concilia.business.People;
import dev.concilia.kernel.UserId;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is wrong and what to do about it; then what was. */
@Route(value = "alerts", layout = MainLayout.class)
@Menu(title = "nav.alerts", order = 70, icon = "alert")
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class AlertsView extends Page {
    private static final long serialVersionUID = 1L;

    /** What the page needs to know and do. */
    @Component
    record Source(Alerts alerts, AlertChannels channels, AlertTexts texts, AlertFeed feed, People people) {}

    private final transient Source source;
    private transient Alerts.@Nullable Standing shown;
    private transient Alerts.@Nullable Standing latest;
    private transient @Nullable Parts parts;

    /** {@code told}: whether there is anybody to tell. */
    private record Parts(
            UnorderedList open, Paragraph more, Section now, FilterBar filters, AlertGrid grid, boolean told) {}

    AlertsView(Session session, Source source) {
        super(session, "alerts.title");
        this.source = source;
    }

    @Override
    protected void build() {
        boolean told = source.channels.list(business().id()).stream().anyMatch(channel -> channel.enabled());
        UnorderedList open = new UnorderedList();
        open.addClassName("alerts");
        Paragraph more = new Paragraph();
        more.addClassName("muted");
        H2 title = new H2(getTranslation("alerts.now"));
        title.setId("alerts-now");
        Section now = new Section(title, open, more);
        now.addClassNames("card", "stack");
        now.getElement().setAttribute("aria-labelledby", "alerts-now");
        FilterBar filters = AlertGrid.filters(this, source.texts, getLocale());
        AlertGrid grid = new AlertGrid(source.texts, dates());
        grid.rows(this::after);
        Parts built = new Parts(open, more, now, filters, grid, told);
        parts = built;
        shown = null;
        RouterLink rules = new RouterLink(getTranslation("alerts.rules"), AlertRulesView.class);
        rules.addClassName("way");
        heading(rules);
        if (!told) {
            add(nobodyTold());
        }
        add(now, history(built));
    }

    private Div nobodyTold() {
        Div note = new Div(new Paragraph(getTranslation("alerts.untold")));
        note.addClassName("note");
        if (isManager()) {
            note.add(new Anchor("alerts/rules", getTranslation("alerts.untold.do")));
        }
        return note;
    }

    private Section history(Parts built) {
        H2 title = new H2(getTranslation("alerts.history"));
        title.setId("alerts-history");
        Div bar = new Div(title, built.filters);
        bar.addClassName("list-bar");
        Section list = new Section(bar, built.grid);
        list.addClassNames("card", "list", "alert-history");
        list.getElement().setAttribute("aria-labelledby", "alerts-history");
        return list;
    }

    @Override
    protected void show(QueryParameters asked) {
        Parts there = Objects.requireNonNull(parts);
        there.filters.read(asked);
        there.grid.whenEmpty(AlertGrid.empty(this, there.filters.isActive()));
        there.grid.reload();
        show(source.feed.now(business().id()));
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        source.feed.follow(this, attach.getUI(), business().id(), this::told);
    }

    /** The names are read off the page's lock, like what came. */
    void told(Alerts.Standing now) {
        latest = now;
        Background.run(this, () -> names(now), names -> {
            if (now.equals(latest)) {
                show(now, names);
            }
        });
    }

    private Map<UserId, String> names(Alerts.Standing standing) {
        return source.people.names(standing.worst().stream()
                .map(Alert::acknowledgedBy)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    private void show(Alerts.Standing standing) {
        latest = standing;
        show(standing, names(standing));
    }

    private void show(Alerts.Standing standing, Map<UserId, String> names) {
        Parts there = parts;
        if (there == null || standing.equals(shown)) {
            return;
        }
        if (shown != null) {
            there.grid.renew();
        }
        shown = standing;
        int open = standing.open();
        say(
                open > 0
                        ? getTranslation("alerts.answer", open)
                        : getTranslation(standing.acknowledged() > 0 ? "alerts.answer.attended" : "alerts.answer.none"),
                standing.acknowledged() > 0
                        ? getTranslation("alerts.rest.attended", standing.acknowledged())
                        : getTranslation(open > 0 ? "alerts.rest.open" : "alerts.rest.none"));
        there.open.removeAll();
        standing.worst().forEach(alert -> there.open.add(item(alert, names)));
        int hidden = open + standing.acknowledged() - standing.worst().size();
        there.more.setVisible(hidden > 0);
        there.more.setText(getTranslation("alerts.more", hidden));
        there.now.setVisible(!standing.worst().isEmpty());
    }

    private AlertItem item(Alert alert, Map<UserId, String> names) {
        AlertItem item = new AlertItem(alert, source.texts, dates(), name(alert, names));
        if (alert.state() == Alert.State.OPEN && isManager()) {
            Button attend = new Button(getTranslation("alerts.ack.do"), click -> ask(alert));
            attend.setAriaLabel(getTranslation(
                    "alerts.ack.one", source.texts.name(alert.kind(), getLocale()), getTranslation("alerts.ack.do")));
            item.ways(AlertWords.cause(alert), attend);
        } else {
            item.ways(AlertWords.cause(alert));
        }
        return item;
    }

    private String name(Alert alert, Map<UserId, String> names) {
        return Optional.ofNullable(alert.acknowledgedBy()).map(names::get).orElse(getTranslation("alerts.somebody"));
    }

    private void ask(Alert alert) {
        new AcknowledgeDialog(
                        source.texts.sentence(alert, getLocale(), business().timezone()),
                        note -> acknowledge(alert, note))
                .open();
    }

    private void acknowledge(Alert alert, String note) {
        Actor actor = session().manager();
        Alert now = source.alerts.acknowledge(actor.business(), alert.id(), actor.user(), note);
        UserId by = now.acknowledgedBy();
        if (by != null && !by.equals(actor.user())) {
            Toast.failed(getTranslation("alerts.ack.late", name(now, source.people.names(List.of(by)))));
        } else {
            Toast.done(getTranslation("alerts.ack.done"));
        }
        show(source.feed.now(business().id()));
    }

    private List<Alert> after(@Nullable Alert last, int limit) {
        FilterBar filters = Objects.requireNonNull(parts).filters;
        return source.alerts.list(business().id(), AlertGrid.wanted(filters), last == null ? null : last.id(), limit);
    }
}
