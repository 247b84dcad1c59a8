package dev.concilia.admin.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.concilia.admin.component.ActButton;
import dev.concilia.admin.component.Confirm;
import dev.concilia.admin.component.FieldReasons;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.admin.component.Toast;
import dev.concilia.admin.shell.Actor;
import dev.concilia.admin.shell.Failures;
import dev.concilia.admin.shell.Session;
import dev.concilia.business.Deeds;
import dev.concilia.catalog.FieldError;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.RecordVersion;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a person may do with the record of a page. Each deed asks for the right when it is done, whatever was offered. */
final class RecordDeeds {
    private final RecordView page;
    private final Session session;
    private final RecordEdits edits;

    RecordDeeds(RecordView page, Session session, RecordEdits edits) {
        this.page = page;
        this.session = session;
        this.edits = edits;
    }

    /** The buttons for the record as it stands. */
    List<Component> buttons() {
        if (page.record().deleted()) {
            ActButton bring = new ActButton(page.getTranslation("record.bringBack"), this::bringBack);
            bring.addThemeVariants(ButtonVariant.PRIMARY);
            return List.of(bring);
        }
        Button edit = new Button(page.getTranslation("record.edit"), click -> edit());
        edit.addThemeVariants(ButtonVariant.PRIMARY);
        return List.of(new Button(page.getTranslation("record.delete"), click -> askToDelete()), edit);
    }

    private void edit() {
        session.manager();
        RecordState now = page.record();
        String id = now.key().id();
        RecordForm.Subject subject = page.editing(now);
        RecordWords words = subject.source().names().words();
        RecordForm.Saver saver =
                (fields, base) -> edits.update(session.manager(), page.type(), id, fields, base, Deeds.RECORD_UPDATE);
        new RecordForm(
                        page.getTranslation(
                                "record.edit.title", words.name(now.key().entity(), now.data(), id)),
                        subject,
                        saver,
                        done -> {
                            page.refresh();
                            Toast.done(page.getTranslation(done.merged() ? "record.saved.merged" : "record.saved"));
                        })
                .open();
    }

    private void askToDelete() {
        Confirm.danger(
                page.getTranslation("record.delete.title"),
                page.getTranslation("record.delete.text"),
                page.getTranslation("record.delete"),
                this::delete);
    }

    private void delete() {
        Actor actor = session.manager();
        if (done(edits.delete(actor, page.type(), page.record()))) {
            Toast.undo(page.getTranslation("record.delete.done"), page.getTranslation("toast.undo"), this::bringBack);
        }
    }

    private void bringBack() {
        Actor actor = session.manager();
        page.refresh();
        RecordState gone = page.record();
        if (done(edits.insert(actor, page.type(), gone.key().id(), gone.data(), Deeds.RECORD_RESTORE))) {
            Toast.done(page.getTranslation("record.bringBack.done"));
        }
    }

    void restore(RecordVersion then) {
        session.manager();
        RecordState now = page.record();
        ObjectNode old = then.data();
        List<ObjectNode> shown = old == null ? List.of(now.data()) : List.of(now.data(), old);
        new RestoreDialog(page.type(), now, then, page.names(shown), notice -> restored(now, then, notice)).open();
    }

    /** Whether it was done; else {@code notice} says why not. */
    private boolean restored(RecordState now, RecordVersion then, Div notice) {
        Actor actor = session.manager();
        String id = now.key().id();
        ObjectNode old = then.data();
        ObjectNode patch = RestoreDialog.patch(RestoreDialog.changes(page.type(), now, then));
        Saved saved = now.deleted() && old != null
                ? edits.insert(actor, page.type(), id, old, Deeds.RECORD_RESTORE)
                : edits.update(actor, page.type(), id, patch, now.version(), Deeds.RECORD_RESTORE);
        if (saved instanceof Saved.Done) {
            page.refresh();
            Toast.done(page.getTranslation("record.restore.done", Long.toString(then.version())));
            return true;
        }
        notice.removeAll();
        notice.add(new Paragraph(why(saved)));
        notice.setVisible(true);
        return false;
    }

    /** Shows the record as it stands now; says so if the change was not made. */
    private boolean done(Saved saved) {
        page.refresh();
        if (saved instanceof Saved.Done) {
            return true;
        }
        Toast.failed(why(saved));
        return false;
    }

    private String why(Saved saved) {
        if (!(saved instanceof Saved.Refused refused)) {
            return page.getTranslation("record.stale.action");
        }
        if (refused.fields().isEmpty()) {
            return Failures.sentence(refused.problem(), page.locale());
        }
        FieldError error = refused.fields().getFirst();
        String field = page.words().field(page.type().name(), error.path());
        return field + ": " + FieldReasons.of(page, error, error.path());
    }
}
