package dev.concilia.admin.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.concilia.admin.component.ActButton;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.RecordNames;
import dev.concilia.admin.component.RelativeTime;
import dev.concilia.sync.Outcome;
import dev.concilia.sync.RecordHistory;
import dev.concilia.sync.RecordVersion;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The versions of a record as a time line, newest first; earlier ones are read when they are asked for. */
final class HistoryList extends Section {
    private static final long serialVersionUID = 1L;
    static final int PAGE = 20;

    private final transient Subject subject;
    private final transient Function<RecordHistory.Place, Batch> source;
    private final OrderedList versions = new OrderedList();
    private final ActButton earlier;
    private transient RecordHistory.@Nullable Place next;

    /** Versions with the names of all that they refer to. */
    record Batch(RecordHistory.Page page, RecordNames.Known names) {}

    /**
     * Whose history it is.
     *
     * @param current the version that stands
     * @param restore what happens when a person wants a version back; none if this one may not
     */
    record Subject(
            String entity,
            long current,
            Dates dates,
            @Nullable Consumer<RecordVersion> restore) {}

    HistoryList(Subject subject, Batch first, Function<RecordHistory.Place, Batch> source) {
        this.subject = subject;
        this.source = source;
        addClassName("card");
        versions.addClassName("timeline");
        earlier = new ActButton(getTranslation("record.history.earlier"), this::more);
        earlier.addThemeVariants(ButtonVariant.TERTIARY);
        add(new H2(getTranslation("record.history")), versions, earlier);
        append(first);
        if (first.page().versions().isEmpty()) {
            Paragraph none = new Paragraph(getTranslation("record.history.none"));
            none.addClassName("muted");
            add(none);
        }
    }

    private void more() {
        RecordHistory.Place from = next;
        if (from != null) {
            append(source.apply(from));
        }
    }

    private void append(Batch batch) {
        List<RecordVersion> all = batch.page().versions();
        all.forEach(version -> versions.add(item(version, batch.names())));
        next = batch.page().next();
        earlier.setVisible(next != null);
    }

    private ListItem item(RecordVersion version, RecordNames.Known names) {
        RelativeTime at = new RelativeTime(subject.dates().zone());
        at.show(version.at());
        Span moment = new Span(subject.dates().moment(version.at()));
        moment.addClassName("muted");
        Span deed = new Span(getTranslation("record.deed." + deed(version)));
        deed.addClassName("strong");
        Div head = new Div(deed, Authors.of(this, version), at);
        head.addClassName("timeline-head");
        tag(version, head);
        Div foot = new Div(new Span(getTranslation("record.version", number(version))), moment);
        foot.addClassNames("timeline-foot", "muted");
        ListItem item = new ListItem(head);
        if (version.recovered()) {
            item.add(new Paragraph(getTranslation("record.recovered")));
        }
        if (version.data() == null) {
            item.add(new Paragraph(getTranslation("record.unknown")));
        } else if (!version.changes().isEmpty()) {
            item.add(new ChangeList(subject.entity(), version.changes(), names, true));
        }
        Consumer<RecordVersion> restore = subject.restore();
        if (restore != null && version.data() != null && version.version() < subject.current()) {
            foot.add(restoreButton(version, restore));
        }
        item.add(foot);
        return item;
    }

    private void tag(RecordVersion version, Div head) {
        Outcome outcome = version.outcome();
        if (outcome != null && outcome != Outcome.APPLIED) {
            Span tag = new Span(getTranslation("operation.outcome." + outcome.wire()));
            tag.addClassName("tag");
            tag.getElement().setAttribute("data-tone", outcome == Outcome.CONFLICT ? "warn" : "info");
            head.add(tag);
        }
    }

    private Button restoreButton(RecordVersion version, Consumer<RecordVersion> restore) {
        Button button = new Button(getTranslation("record.restore"), click -> restore.accept(version));
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.setAriaLabel(getTranslation("record.restore.version", number(version)));
        return button;
    }

    private static String number(RecordVersion version) {
        return Long.toString(version.version());
    }

    private static String deed(RecordVersion version) {
        return version.action().name().toLowerCase(Locale.ROOT);
    }
}
