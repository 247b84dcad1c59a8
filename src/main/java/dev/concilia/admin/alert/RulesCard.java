package dev.concilia.admin.alert;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Session;
import dev.concilia.alert.AlertKind;
import dev.concilia.alert.AlertRule;
import dev.concilia.alert.WatchHours;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is watched for, from when on it is an alert, and what is switched off. */
final class RulesCard extends Section {
    private static final long serialVersionUID = 1L;

    private final transient AlertRulesView.Source source;
    private final transient Session session;
    private final boolean manager;
    private final transient Dates dates;
    private final UnorderedList list = new UnorderedList();
    private transient List<AlertRule> shown = List.of();

    RulesCard(AlertRulesView.Source source, Session session, boolean manager, Dates dates) {
        this.source = source;
        this.session = session;
        this.manager = manager;
        this.dates = dates;
        addClassName("card");
        list.addClassName("plain-list");
        Div bar = new Div(new H2(getTranslation("alerts.watched")));
        bar.addClassName("list-head");
        Paragraph about = new Paragraph(getTranslation("alerts.watched.text"));
        about.addClassName("muted");
        add(bar, about, list);
        refresh();
    }

    private void refresh() {
        show(source.rules().list(session.membership().business()));
    }

    void show(List<AlertRule> rules) {
        if (!rules.equals(shown)) {
            shown = rules;
            list.removeAll();
            rules.forEach(rule -> list.add(item(rule)));
        }
    }

    private ListItem item(AlertRule rule) {
        AlertKind kind = rule.kind();
        String name = source.texts().name(kind, dates.language());
        Span title = new Span(name);
        title.addClassName("strong");
        Div head = new Div(title);
        if (!rule.enabled()) {
            head.add(AlertWords.tag("idle", getTranslation("alerts.off")));
        } else {
            head.add(AlertWords.tag(AlertWords.tone(kind.severity()), getTranslation(AlertWords.key(kind.severity()))));
        }
        Span when = new Span(getTranslation(
                AlertWords.key(kind),
                kind.limits().stream()
                        .map(limit -> (Object) rule.limits().getOrDefault(limit.name(), limit.normal()))
                        .toArray()));
        when.addClassName("muted");
        Div words = new Div(head, when);
        WatchHours hours = rule.hours();
        if (hours != null) {
            Span only = new Span(words(hours));
            only.addClassName("muted");
            words.add(only);
        }
        words.addClassName("key-words");
        ListItem item = new ListItem(words);
        if (manager) {
            Button edit = new Button(getTranslation("alerts.edit"), click -> edit(rule, name));
            edit.addThemeVariants(ButtonVariant.TERTIARY);
            edit.setAriaLabel(getTranslation("alerts.edit.one", name));
            item.add(edit);
        }
        return item;
    }

    private String words(WatchHours hours) {
        DateTimeFormatter time =
                DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(dates.language());
        String days = hours.days().stream()
                .sorted()
                .map(day -> day.getDisplayName(TextStyle.SHORT_STANDALONE, dates.language()))
                .collect(Collectors.joining(", "));
        return getTranslation("alerts.hours.only", time.format(hours.from()), time.format(hours.to()), days);
    }

    private void edit(AlertRule rule, String name) {
        new RuleDialog(rule, name, this::save).open();
    }

    /** Saves over {@code before} only: what somebody else chose meanwhile stands, and is handed back. */
    private Optional<AlertRule> save(AlertRule before, AlertRule wanted) {
        Actor actor = session.manager();
        try {
            source.rules().change(actor.business(), actor.user(), before, wanted);
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.VERSION_CONFLICT) {
                throw e;
            }
            refresh();
            return shown.stream().filter(rule -> rule.kind() == wanted.kind()).findFirst();
        }
        refresh();
        Toast.undo(getTranslation("alerts.saved"), getTranslation("toast.undo"), () -> takeBack(wanted, before));
        return Optional.empty();
    }

    private void takeBack(AlertRule mine, AlertRule before) {
        if (save(mine, before).isPresent()) {
            Toast.failed(getTranslation("alerts.stale"));
        }
    }
}
