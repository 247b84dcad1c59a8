package dev.concilia.admin.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.concilia.admin.component.ActButton;
import dev.concilia.admin.component.Confirm;
import dev.concilia.admin.component.FieldReasons;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Failures;
import dev.concilia.admin.shell.MainLayout;
import dev.concilia.admin.shell.Page;
import dev.concilia.admin.shell.Session;
import dev.concilia.business.Deeds;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.sync.RecordHistory;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.RecordVersion;
import dev.concilia.sync.Records;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
        show(known());
    }

    private void show(RecordState now) {
        record = now;
        EntityType shown = type();
        HistoryList.Batch first = history(RecordHistory.Place.of(now));
        RecordNames.Known names = names(List.of(now.data()));
        back.setHref(RecordLink.to(shown.name()));
        back.setText(names.words().entity(shown.name()));
        say(RecordTitle.of(shown, now.key().id(), now.data(), names.words()), standing(now, first));
        offer(now, names);
        boolean restores = isManager() && RecordEdits.mayChange(shown);
        HistoryList history = new HistoryList(
                new HistoryList.Subject(shown, now.version(), dates(), restores ? then -> restore(then) : null),
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

    private void offer(RecordState now, RecordNames.Known names) {
        actions.removeAll();
        if (now.deleted()) {
            Span tag = new Span(getTranslation("records.state.deleted.one"));
            tag.addClassName("tag");
            tag.getElement().setAttribute("data-tone", "bad");
            actions.add(tag);
        }
        if (!isManager() || !RecordEdits.mayChange(type())) {
            return;
        }
        if (now.deleted()) {
            ActButton bring = new ActButton(getTranslation("record.bringBack"), this::bringBack);
            bring.addThemeVariants(ButtonVariant.PRIMARY);
            actions.add(bring);
        } else {
            Button edit = new Button(getTranslation("record.edit"), click -> edit(names));
            edit.addThemeVariants(ButtonVariant.PRIMARY);
            actions.add(new Button(getTranslation("record.delete"), click -> askToDelete()), edit);
        }
    }

    private void edit(RecordNames.Known names) {
        session().manager();
        RecordState now = known();
        String id = now.key().id();
        RecordForm.Saver saver = (fields, base) ->
                source.edits.update(session().manager(), type(), id, fields, base, Deeds.RECORD_UPDATE);
        new RecordForm(
                        getTranslation("record.edit.title", RecordTitle.of(type(), id, now.data(), names.words())),
                        new RecordForm.Subject(type(), now.data(), now.version(), names),
                        dates(),
                        saver,
                        done -> {
                            refresh();
                            Toast.done(getTranslation(done.merged() ? "record.saved.merged" : "record.saved"));
                        })
                .open();
    }

    private void askToDelete() {
        Confirm.danger(
                getTranslation("record.delete.title"),
                getTranslation("record.delete.text"),
                getTranslation("record.delete"),
                this::delete);
    }

    private void delete() {
        Actor actor = session().manager();
        if (done(source.edits.delete(actor, type(), known()))) {
            Toast.undo(getTranslation("record.delete.done"), getTranslation("toast.undo"), this::bringBack);
        }
    }

    private void bringBack() {
        Actor actor = session().manager();
        RecordState gone = find(known().key().entity(), known().key().id());
        Saved saved = source.edits.insert(actor, type(), gone.key().id(), gone.data(), Deeds.RECORD_RESTORE);
        if (done(saved)) {
            Toast.done(getTranslation("record.bringBack.done"));
        }
    }

    private void restore(RecordVersion then) {
        session().manager();
        RecordState now = known();
        List<RecordVersion.Change> changes = RestoreDialog.changes(type(), now, then);
        ObjectNode old = then.data();
        List<ObjectNode> shown = old == null ? List.of(now.data()) : List.of(now.data(), old);
        new RestoreDialog(type(), now, then, names(shown), notice -> {
                    Actor actor = session().manager();
                    String id = now.key().id();
                    Saved saved = now.deleted() && old != null
                            ? source.edits.insert(actor, type(), id, old, Deeds.RECORD_RESTORE)
                            : source.edits.update(
                                    actor,
                                    type(),
                                    id,
                                    RestoreDialog.patch(changes),
                                    now.version(),
                                    Deeds.RECORD_RESTORE);
                    if (saved instanceof Saved.Done) {
                        refresh();
                        Toast.done(getTranslation("record.restore.done", Long.toString(then.version())));
                        return true;
                    }
                    notice.removeAll();
                    notice.add(new Paragraph(why(saved)));
                    notice.setVisible(true);
                    return false;
                })
                .open();
    }

    /** Shows the record as it stands now; says so if the change was not made. */
    private boolean done(Saved saved) {
        refresh();
        if (saved instanceof Saved.Done) {
            return true;
        }
        Toast.failed(why(saved));
        return false;
    }

    private String why(Saved saved) {
        if (!(saved instanceof Saved.Refused refused)) {
            return getTranslation("record.stale.action");
        }
        if (refused.fields().isEmpty()) {
            return Failures.sentence(refused.problem(), getLocale());
        }
        FieldError error = refused.fields().getFirst();
        String field = words(source.catalog).field(type().name(), error.path());
        return field + ": " + FieldReasons.of(this, error, error.path());
    }

    private void refresh() {
        show(find(known().key().entity(), known().key().id()));
    }

    private HistoryList.Batch history(RecordHistory.Place from) {
        RecordHistory.Page page = source.history.page(business().id(), known().key(), from, HistoryList.PAGE);
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

    private RecordNames.Known names(List<ObjectNode> rows) {
        Set<String> fields = new LinkedHashSet<>();
        rows.forEach(row -> fields.addAll(row.propertyNames()));
        return source.names.of(business().id(), type(), fields, rows, words(source.catalog));
    }

    private RecordState find(String entity, String id) {
        return source.records.find(business().id(), entity, id).orElseThrow(NotFoundException::new);
    }

    private EntityType type() {
        return Objects.requireNonNull(type);
    }

    private RecordState known() {
        return Objects.requireNonNull(record);
    }
}
