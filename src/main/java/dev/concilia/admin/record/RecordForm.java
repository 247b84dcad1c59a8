package dev.concilia.admin.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.concilia.admin.component.Confirm;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.admin.component.ValueEditor;
import dev.concilia.admin.shell.Failures;
import dev.concilia.catalog.EntityKind;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.Json;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.RecordVersion;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record to be changed by a person. Only what was changed is sent. What is refused is said at its field and stays as typed;
 * if somebody else was faster, the form says what stands now, and saving again is then a decision.
 */
final class RecordForm extends Dialog {
    private static final long serialVersionUID = 1L;
    /** Said by those who write, never by people; the id is the record's own. */
    private static final Set<String> NOT_TYPED = Set.of("id", "createdAt", "updatedAt");

    /** Takes the changed fields of a version. */
    interface Saver {
        Saved save(ObjectNode fields, long base);
    }

    /** What is edited: {@code version} 0 is a new one. */
    record Subject(ValueEditor.Source source, ObjectNode data, long version) {
        static Subject fresh(ValueEditor.Source source) {
            return new Subject(source, JsonNodeFactory.instance.objectNode(), 0);
        }

        EntityType type() {
            return source.type();
        }
    }

    private final transient Subject subject;
    private final transient Saver saver;
    private final transient Consumer<Saved.Done> done;
    private final transient Map<String, ValueEditor> editors = new LinkedHashMap<>();
    private final Div notice = new Div();
    private final Button save = new Button();
    private long base;

    RecordForm(String title, Subject subject, Saver saver, Consumer<Saved.Done> done) {
        this.subject = subject;
        this.saver = saver;
        this.done = done;
        this.base = subject.version();
        setHeaderTitle(title);
        setWidth("min(640px, 94vw)");
        setCloseOnOutsideClick(false);
        addDialogCloseActionListener(asked -> leave());
        notice.addClassName("form-notice");
        notice.getElement().setAttribute("role", "alert");
        notice.setVisible(false);
        add(notice, form());
        save.setText(getTranslation("dialog.save"));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setDisableOnClick(true);
        save.addClickListener(click -> {
            try {
                save();
            } finally {
                save.setEnabled(true);
            }
        });
        getFooter().add(new Button(getTranslation("confirm.cancel"), click -> leave()), save);
    }

    private Div form() {
        EntityType type = subject.type();
        Div form = new Div();
        form.addClassName("dialog-form");
        if (type.kind() == EntityKind.TRANSACTION) {
            Paragraph once = new Paragraph(getTranslation("record.once"));
            once.addClassName("muted");
            form.add(once);
        }
        Set<String> fields =
                new LinkedHashSet<>(type.schema().path("properties").propertyNames());
        fields.addAll(subject.data().propertyNames());
        fields.removeAll(NOT_TYPED);
        Set<String> required = new LinkedHashSet<>();
        type.schema().path("required").valueStream().forEach(name -> required.add(name.asString("")));
        for (String field : fields) {
            String label = words().field(type.name(), field) + (required.contains(field) ? " *" : "");
            JsonNode value = subject.data().path(field);
            ValueEditor editor = new ValueEditor(subject.source(), field, label, value);
            editor.show(value);
            if (RecordEdits.isDerived(type, field) && subject.version() > 0) {
                editor.lock(getTranslation("fieldError.by_movements"));
            }
            editors.put(field, editor);
            form.add(editor);
        }
        return form;
    }

    private RecordWords words() {
        return subject.source().names().words();
    }

    private void leave() {
        if (editors.values().stream().noneMatch(ValueEditor::isTouched)) {
            close();
            return;
        }
        Confirm.ask(
                getTranslation("record.discard.title"),
                getTranslation("record.discard.text"),
                getTranslation("record.discard"),
                this::close);
    }

    private void save() {
        List<ValueEditor> bad = editors.values().stream()
                .filter(editor -> !editor.checkReadable())
                .toList();
        if (!bad.isEmpty()) {
            bad.getFirst().focus();
            return;
        }
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        editors.values().stream()
                .filter(ValueEditor::isTouched)
                .forEach(editor -> changed.set(editor.field(), sent(editor.value())));
        if (changed.isEmpty() && subject.version() > 0) {
            close();
        } else {
            show(saver.save(changed, base), changed);
        }
    }

    /** A null clears the field. */
    private static JsonNode sent(JsonNode value) {
        return value.isMissingNode() ? NullNode.getInstance() : value;
    }

    private void show(Saved saved, ObjectNode wanted) {
        switch (saved) {
            case Saved.Done it -> {
                close();
                done.accept(it);
            }
            case Saved.Refused it -> refuse(it);
            case Saved.Stale it -> {
                RecordState there = it.there();
                if (there == null || there.deleted()) {
                    say(getTranslation("record.gone"));
                } else {
                    stale(there, wanted);
                }
            }
        }
    }

    private void refuse(Saved.Refused refused) {
        boolean placed = false;
        ValueEditor first = null;
        for (FieldError error : refused.fields()) {
            String name = error.path().split("[.\\[]", 2)[0];
            ValueEditor editor = editors.get(name);
            if (editor != null) {
                editor.refuse(error);
                first = first == null ? editor : first;
                placed = true;
            }
        }
        if (first != null) {
            first.focus();
        }
        if (placed) {
            notice.setVisible(false);
        } else {
            say(Failures.sentence(refused.problem(), getLocale()));
        }
    }

    /** Nothing was overwritten: the person sees what stands there and decides. */
    private void stale(RecordState there, ObjectNode wanted) {
        List<RecordVersion.Change> differing = wanted.properties().stream()
                .map(e -> new RecordVersion.Change(e.getKey(), there.data().path(e.getKey()), e.getValue()))
                .filter(change -> !same(change.before(), change.after()))
                .toList();
        say(getTranslation("record.stale"));
        notice.add(new ChangeList(
                subject.type().name(), differing, subject.source().names(), false));
        base = there.version();
        save.setText(getTranslation("record.stale.save"));
    }

    private static boolean same(JsonNode there, JsonNode wanted) {
        return there.isMissingNode() ? wanted.isNull() : Json.same(there, wanted);
    }

    private void say(String text) {
        notice.removeAll();
        notice.add(new Paragraph(text));
        notice.setVisible(true);
        notice.getElement().callJsFunction("scrollIntoView");
    }
}
