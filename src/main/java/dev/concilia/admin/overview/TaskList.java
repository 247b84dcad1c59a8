package dev.concilia.admin.overview;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.concilia.admin.alert.AlertWords;
import dev.concilia.admin.component.Icon;
import dev.concilia.admin.component.RelativeTime;
import dev.concilia.alert.Alert;
import dev.concilia.alert.AlertTexts;
import dev.concilia.alert.Severity;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What waits for a person, worst first: each thing once, with its causes in plain words and the way to mend it. */
final class TaskList extends Section {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 8;

    private final ZoneId zone;
    private final UnorderedList list = new UnorderedList();
    private final Paragraph more = new Paragraph();
    private final Div nothing = new Div();
    private final transient AlertTexts texts;
    private transient List<Item> shown = List.of();

    /** What is wrong with one thing: a device's own reasons, and alerts that it does not say itself. */
    private record Item(Fleet.@Nullable Task task, List<Alert> alerts) {
        boolean isUrgent() {
            return task != null && task.worst().cause().isUrgent()
                    || alerts.stream().anyMatch(alert -> alert.kind().severity() == Severity.CRITICAL);
        }
    }

    /** Where something can be done, and the words for it. */
    record Way(String address, String words) {}

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
        List<Item> items = items(tasks, alerts);
        if (items.equals(shown)) {
            return;
        }
        shown = items;
        list.removeAll();
        items.stream().limit(MOST).map(this::item).forEach(list::add);
        list.setVisible(!items.isEmpty());
        nothing.setVisible(items.isEmpty());
        more.setVisible(items.size() > MOST);
        more.setText(getTranslation("tasks.more", items.size() - MOST));
    }

    /** What to do first; none if nothing waits. */
    @Nullable
    Way first() {
        if (shown.isEmpty()) {
            return null;
        }
        Fleet.Task task = shown.getFirst().task();
        return task == null
                ? way(shown.getFirst().alerts().getFirst())
                : new Way(
                        address(task),
                        getTranslation(
                                "tasks.first." + task.worst().cause(),
                                task.device().name()));
    }

    private static List<Item> items(List<Fleet.Task> tasks, List<Alert> alerts) {
        Map<String, Item> items = new LinkedHashMap<>();
        tasks.forEach(task -> items.put(task.device().id().toString(), new Item(task, List.of())));
        alerts.stream()
                .filter(alert -> alert.state() == Alert.State.OPEN && !isSaid(alert, tasks))
                .forEach(alert -> items.merge(
                        alert.subject().isEmpty() ? alert.id().toString() : alert.subject(),
                        new Item(null, List.of(alert)),
                        TaskList::both));
        return items.values().stream()
                .sorted(Comparator.comparing(item -> !item.isUrgent()))
                .toList();
    }

    private static Item both(Item there, Item another) {
        List<Alert> alerts = new ArrayList<>(there.alerts());
        alerts.addAll(another.alerts());
        return new Item(there.task(), List.copyOf(alerts));
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
                .anyMatch(task -> task.has(causes)
                        && (alert.subject().isEmpty()
                                || alert.subject().equals(task.device().id().toString())));
    }

    private ListItem item(Item item) {
        Fleet.Task task = item.task();
        Div text = new Div();
        text.addClassName("task-text");
        Way way;
        String icon;
        if (task == null) {
            Alert first = item.alerts().getFirst();
            way = way(first);
            icon = "alert";
            text.add(link("alerts", texts.name(first.kind(), getLocale()), "strong", "row-link"));
            item.alerts().forEach(alert -> text.add(muted(texts.sentence(alert, getLocale(), zone))));
        } else {
            Fleet.Cause cause = task.worst().cause();
            way = new Way(address(task), getTranslation("tasks.do." + cause));
            icon = icon(cause);
            text.add(link("devices/" + task.device().id(), task.device().name(), "strong", "row-link"));
            task.reasons().forEach(reason -> text.add(reason(reason)));
            item.alerts().forEach(alert -> text.add(muted(texts.name(alert.kind(), getLocale()))));
        }
        Icon sign = new Icon(icon);
        sign.getElement().setAttribute("data-urgent", item.isUrgent());
        return new ListItem(sign, text, link(way.address(), way.words(), "task-way"));
    }

    private Span reason(Fleet.Reason reason) {
        Span said = muted(getTranslation("task." + reason.cause(), reason.number()));
        if (reason.since() != null) {
            RelativeTime since = new RelativeTime(zone);
            since.show(reason.since());
            said.add(new Span(" "), since);
        }
        return said;
    }

    private Way way(Alert alert) {
        return AlertWords.cause(alert)
                .map(cause -> new Way(cause.address(), getTranslation(cause.words())))
                .orElseGet(() -> new Way("alerts", getTranslation("alerts.title")));
    }

    private static String address(Fleet.Task task) {
        String id = task.device().id().toString();
        return switch (task.worst().cause()) {
            case FAILED -> "operations?outcome=rejected&device=" + id;
            case CONFLICTS -> "conflicts?device=" + id;
            case DIFFERENT -> "reconcile?differs=true&device=" + id;
            case SILENT, KEY_EXPIRED, KEY_EXPIRES, CLOCK -> "devices/" + id;
        };
    }

    private static Anchor link(String address, String words, String... classes) {
        Anchor link = new Anchor(address, words);
        link.addClassNames(classes);
        return link;
    }

    private static Span muted(String text) {
        Span said = new Span(text);
        said.addClassName("muted");
        return said;
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
