package dev.concilia.admin.overview;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.concilia.admin.component.Icon;
import dev.concilia.admin.component.RelativeTime;
import dev.concilia.alert.Alert;
import dev.concilia.alert.AlertTexts;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What waits for a person, worst first, each with its cause in plain words. */
final class TaskList extends Section {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 8;

    private final ZoneId zone;
    private final UnorderedList list = new UnorderedList();
    private final Paragraph more = new Paragraph();
    private final Div nothing = new Div();
    private final transient AlertTexts texts;
    private transient List<Fleet.Task> shown = List.of();
    private transient List<Alert> shownAlerts = List.of();

    TaskList(ZoneId zone, AlertTexts texts) {
        this.zone = zone;
        this.texts = texts;
        addClassNames("card", "tasks");
        getElement().setAttribute("aria-labelledby", "tasks-title");
        H2 title = new H2(getTranslation("tasks.title"));
        title.setId("tasks-title");
        nothing.addClassNames("nothing", "muted");
        nothing.add(new Icon("check"), new Span(getTranslation("tasks.none")));
        more.addClassName("muted");
        list.setVisible(false);
        more.setVisible(false);
        add(title, list, more, nothing);
    }

    /** What the devices say of themselves, and those alerts that nobody looks after and no device says already. */
    void show(List<Fleet.Task> tasks, List<Alert> alerts) {
        List<Alert> others = alerts.stream()
                .filter(alert -> alert.state() == Alert.State.OPEN && !isSaid(alert, tasks))
                .toList();
        if (tasks.equals(shown) && others.equals(shownAlerts)) {
            return;
        }
        shown = tasks;
        shownAlerts = others;
        int all = tasks.size() + others.size();
        list.removeAll();
        Stream.concat(others.stream().map(this::item), tasks.stream().map(this::item))
                .limit(MOST)
                .forEach(list::add);
        list.setVisible(all > 0);
        nothing.setVisible(all == 0);
        more.setVisible(all > MOST);
        more.setText(getTranslation("tasks.more", all - MOST));
    }

    private static boolean isSaid(Alert alert, List<Fleet.Task> tasks) {
        Set<Fleet.Cause> causes = switch (alert.kind()) {
            case DEVICE_SILENT -> Set.of(Fleet.Cause.SILENT);
            case DEVICE_FAILED -> Set.of(Fleet.Cause.FAILED);
            case DEVICE_INCONSISTENT -> Set.of(Fleet.Cause.DIFFERENT);
            case CONFLICTS_OPEN -> Set.of(Fleet.Cause.CONFLICTS);
            case KEY_EXPIRES -> Set.of(Fleet.Cause.KEY_EXPIRES, Fleet.Cause.KEY_EXPIRED);
            case CLOCK_SKEW -> Set.of(Fleet.Cause.CLOCK);
            case UNSENT_OLD, UNSENT_MANY, REFUSED_MANY, NEGATIVE_STOCK, BACKUP_LATE, BACKUP_FAILED -> Set.of();
        };
        return tasks.stream()
                .anyMatch(task -> causes.contains(task.cause())
                        && (alert.subject().isEmpty()
                                || alert.subject().equals(task.device().id().toString())));
    }

    private ListItem item(Alert alert) {
        Icon icon = new Icon("alert");
        icon.getElement().setAttribute("data-severity", alert.kind().severity().name());
        Anchor name = new Anchor("alerts", texts.name(alert.kind(), getLocale()));
        name.addClassNames("strong", "row-link");
        Span what = new Span(texts.sentence(alert, getLocale(), zone));
        what.addClassName("muted");
        Div text = new Div(name, what);
        text.addClassName("task-text");
        return new ListItem(icon, text);
    }

    private ListItem item(Fleet.Task task) {
        Icon icon = new Icon(icon(task.cause()));
        icon.getElement().setAttribute("data-cause", task.cause().name());
        Span name = new Span(task.device().name());
        name.addClassName("strong");
        String key = "task." + task.cause();
        Span cause = new Span(getTranslation(key, task.number()));
        cause.addClassName("muted");
        if (task.since() != null) {
            RelativeTime since = new RelativeTime(zone);
            since.show(task.since());
            cause.add(new Span(" "), since);
        }
        Div text = new Div(name, cause);
        text.addClassName("task-text");
        return new ListItem(icon, text);
    }

    private static String icon(Fleet.Cause cause) {
        return switch (cause) {
            case FAILED, SILENT -> "offline";
            case CONFLICTS, DIFFERENT -> "diverged";
            case KEY_EXPIRED, KEY_EXPIRES -> "key";
            case CLOCK -> "clock";
        };
    }
}
