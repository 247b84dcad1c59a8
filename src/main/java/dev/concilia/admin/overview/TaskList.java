package dev.concilia.admin.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.concilia.admin.component.Icon;
import dev.concilia.admin.component.RelativeTime;
import java.time.ZoneId;
import java.util.List;

/** What waits for a person, worst first, each with its cause in plain words. */
final class TaskList extends Section {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 8;

    private final ZoneId zone;
    private final UnorderedList list = new UnorderedList();
    private final Paragraph more = new Paragraph();
    private final Div nothing = new Div();
    private List<Fleet.Task> shown = List.of();

    TaskList(ZoneId zone) {
        this.zone = zone;
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

    void show(List<Fleet.Task> tasks) {
        if (tasks.equals(shown)) {
            return;
        }
        shown = tasks;
        list.removeAll();
        tasks.stream().limit(MOST).map(this::item).forEach(list::add);
        list.setVisible(!tasks.isEmpty());
        nothing.setVisible(tasks.isEmpty());
        more.setVisible(tasks.size() > MOST);
        more.setText(getTranslation("tasks.more", tasks.size() - MOST));
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
