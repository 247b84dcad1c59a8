package dev.concilia.admin.record;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.admin.component.RecordNames;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.admin.component.ValueEditor;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.sync.RecordHistory;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.RecordVersion;
import dev.concilia.sync.Records;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One record: its fields, its history, and what a person may do with it. */
@Route(value = "records/:entity/:id", layout = MainLayout.class)
@RolesAllowed({"OWNER", "ADMIN", "AUDITOR"})
public class RecordView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient Source source;
    private final transient RecordDeeds deeds;
    private transient @Nullable EntityType type;
    private transient @Nullable RecordState record;
    private final Anchor back = new Anchor();
    private final Div actions = new Div();
    private final Div body = new Div();

    /** What the page reads and writes. */
    @Component
    record Source(Catalog catalog, Records records, RecordHistory history, RecordNames names, RecordEdits edits) {}

    RecordView(Session session, Source source) {
        super(session, "record.title");
        this.source = source;
        this.deeds = new RecordDeeds(this, session, source.edits);
        back.addClassName("back");
        actions.addClassName("actions");
        body.addClassName("columns");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String entity = event.getRouteParameters().get("entity").orElse("");
        String id = event.getRouteParameters().get("id").map(RecordLink::decode).orElse("");
        type = source.catalog.find(entity).filter(t -> t.name().equals(entity)).orElseThrow(NotFoundException::new);
        if (id.isEmpty() || id.chars().anyMatch(Character::isISOControl)) {
            throw new NotFoundException(); // no record has such an id, and PostgreSQL has no text for it
        }
        record = find(entity, id);
    }

    @Override
    protected void build() {
        add(back);
        heading(actions);
        add(body);
    }

    @Override
    protected void show(QueryParameters asked) {
        show(record());
    }

    private void show(RecordState now) {
        record = now;
        EntityType shown = type();
        HistoryList.Batch first = history(RecordHistory.Place.of(now));
        RecordNames.Known names = names(List.of(now.data()));
        back.setHref(RecordLink.to(shown.name()));
        back.setText(names.words().entity(shown.name()));
        say(names.words().name(shown.name(), now.data(), now.key().id()), standing(now, first));
        offer(now);
        boolean restores = isManager() && RecordEdits.mayChange(shown);
        HistoryList history = new HistoryList(
                new HistoryList.Subject(shown.name(), now.version(), dates(), restores ? deeds::restore : null),
                first,
                this::history);
        Div left = new Div(new RecordFacts(shown, now, names));
        left.addClassName("facts-block");
        if (!RecordEdits.mayChange(shown)) {
            Paragraph elsewhere = new Paragraph(getTranslation("record.keptElsewhere"));
            elsewhere.addClassName("muted");
            left.addComponentAsFirst(elsewhere);
        }
        body.removeAll();
        body.add(left, history);
    }

    /** Version, when and by whom. */
    private String standing(RecordState now, HistoryList.Batch first) {
        String at = dates().moment(now.updatedAt());
        String deleted = now.deleted() ? "record.standing.deleted" : "record.standing";
        return first.page().versions().stream()
                .filter(version -> version.version() == now.version())
                .findFirst()
                .map(version -> getTranslation(deleted, version(now), at, Authors.name(this, version)))
                .orElseGet(() -> getTranslation("record.standing.unknown", version(now), at));
    }

    private static String version(RecordState now) {
        return Long.toString(now.version());
    }

    private void offer(RecordState now) {
        actions.removeAll();
        if (now.deleted()) {
            Span tag = new Span(getTranslation("records.state.deleted.one"));
            tag.addClassName("tag");
            tag.getElement().setAttribute("data-tone", "bad");
            actions.add(tag);
        }
        if (isManager() && RecordEdits.mayChange(type())) {
            actions.add(deeds.buttons());
        }
    }

    /** Shows the record as it stands now. */
    void refresh() {
        show(find(record().key().entity(), record().key().id()));
    }

    private HistoryList.Batch history(RecordHistory.Place from) {
        RecordHistory.Page page = source.history.page(business().id(), record().key(), from, HistoryList.PAGE);
        List<ObjectNode> seen = new ArrayList<>();
        for (RecordVersion version : page.versions()) {
            ObjectNode before = JsonNodeFactory.instance.objectNode();
            ObjectNode after = JsonNodeFactory.instance.objectNode();
            version.changes().forEach(change -> {
                before.set(change.field(), change.before());
                after.set(change.field(), change.after());
            });
            seen.add(before);
            seen.add(after);
        }
        return new HistoryList.Batch(page, names(seen));
    }

    RecordNames.Known names(List<ObjectNode> rows) {
        Set<String> fields = new LinkedHashSet<>();
        rows.forEach(row -> fields.addAll(row.propertyNames()));
        return source.names.of(business().id(), type().name(), fields, rows, words());
    }

    RecordForm.Subject editing(RecordState now) {
        RecordNames.Known names = names(List.of(now.data()));
        return new RecordForm.Subject(
                new ValueEditor.Source(source.catalog, type(), dates(), names), now.data(), now.version());
    }

    RecordWords words() {
        return words(source.catalog);
    }

    Locale locale() {
        return getLocale();
    }

    private RecordState find(String entity, String id) {
        return source.records.find(business().id(), entity, id).orElseThrow(NotFoundException::new);
    }

    EntityType type() {
        return Objects.requireNonNull(type);
    }

    RecordState record() {
        return Objects.requireNonNull(record);
    }
}
