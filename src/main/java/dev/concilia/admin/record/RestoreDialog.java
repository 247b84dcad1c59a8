package dev.concilia.admin.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.concilia.admin.component.RecordNames;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.Json;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.RecordVersion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows what a record becomes when an earlier version comes back, before it does. */
final class RestoreDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final Div notice = new Div();

    /** {@code save} says why it was refused; empty when it was done. */
    RestoreDialog(EntityType type, RecordState now, RecordVersion then, RecordNames.Known names, Predicate<Div> save) {
        setHeaderTitle(getTranslation("record.restore.title", Long.toString(then.version())));
        setWidth("min(560px, 94vw)");
        notice.addClassName("form-notice");
        notice.getElement().setAttribute("role", "alert");
        notice.setVisible(false);
        List<RecordVersion.Change> changes = changes(type, now, then);
        boolean same = changes.isEmpty() && !now.deleted();
        Paragraph lead = new Paragraph(getTranslation(
                same ? "record.restore.same" : now.deleted() ? "record.restore.deleted" : "record.restore.text",
                Long.toString(now.version() + 1)));
        add(notice, lead, new ChangeList(type.name(), changes, names, false));
        if (keeps(type, now, then)) {
            add(new Paragraph(getTranslation("record.restore.quantity")));
        }
        Button done = new Button(getTranslation("record.restore"));
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.setDisableOnClick(true);
        done.setEnabled(!same);
        done.addClickListener(click -> {
            try {
                if (save.test(notice)) {
                    close();
                }
            } finally {
                done.setEnabled(true);
            }
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> close()), done);
    }

    /** The fields that would change; what other records decide is left alone. */
    static List<RecordVersion.Change> changes(EntityType type, RecordState now, RecordVersion then) {
        ObjectNode old = old(then);
        Set<String> fields = new LinkedHashSet<>(old.propertyNames());
        fields.addAll(now.data().propertyNames());
        List<RecordVersion.Change> changes = new ArrayList<>();
        for (String field : fields) {
            JsonNode here = now.data().path(field);
            JsonNode there = old.path(field);
            if (!Json.same(here, there) && !RecordEdits.isDerived(type, field)) {
                changes.add(new RecordVersion.Change(field, here, there));
            }
        }
        return changes;
    }

    /** As an update: a field that there was not is cleared. */
    static ObjectNode patch(List<RecordVersion.Change> changes) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        changes.forEach(change -> {
            if (change.after().isMissingNode()) {
                patch.putNull(change.field());
            } else {
                patch.set(change.field(), change.after());
            }
        });
        return patch;
    }

    private static boolean keeps(EntityType type, RecordState now, RecordVersion then) {
        return !now.deleted()
                && old(then).properties().stream()
                        .anyMatch(e -> RecordEdits.isDerived(type, e.getKey())
                                && !Json.same(e.getValue(), now.data().path(e.getKey())));
    }

    private static ObjectNode old(RecordVersion then) {
        ObjectNode data = then.data();
        return data == null ? JsonNodeFactory.instance.objectNode() : data;
    }
}
