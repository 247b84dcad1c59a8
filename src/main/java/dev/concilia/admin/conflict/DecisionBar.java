package dev.concilia.admin.conflict;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.concilia.admin.conflict.Draft.Choice;
import dev.concilia.sync.ConflictReview;
import dev.concilia.sync.Conflicts;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** At the lower edge: what will come of it, and the buttons. */
final class DecisionBar extends Div {
    private static final long serialVersionUID = 1L;
    private static final int SHORT = 60;

    private final transient Draft draft;
    private final transient Names names;
    private final Div result = new Div();
    private final TextArea note = new TextArea(getTranslation("conflict.note"));
    private final Button save;

    /** {@code next}: the address of the next conflict; none if this is the last. */
    DecisionBar(Draft draft, Names names, @Nullable String next, Consumer<Choice> all, Runnable saving) {
        this.draft = draft;
        this.names = names;
        addClassNames("card", "decision");
        result.addClassName("decision-result");
        result.getElement().setAttribute("role", "status");
        save = new Button(getTranslation(next == null ? "conflict.save" : "conflict.saveNext"), click -> save(saving));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setDisableOnClick(true);
        save.getElement().setAttribute("data-save", true);
        String device = names.device(draft.story().conflict().device());
        Button mine = new Button(getTranslation("conflict.all.device", device), click -> all.accept(Choice.DEVICE));
        Button hubs = new Button(getTranslation("conflict.all.hub"), click -> all.accept(Choice.HUB));
        mine.setVisible(draft.fields().size() > 1);
        hubs.setVisible(draft.fields().size() > 1);
        Div buttons = new Div(mine, hubs);
        buttons.addClassName("actions");
        if (next != null) {
            Anchor skip = new Anchor(next, getTranslation("conflict.skip"));
            skip.addClassName("quiet-link");
            skip.getElement().setAttribute("data-next", true);
            buttons.add(skip);
        }
        buttons.add(save);
        Div line = new Div(result, buttons);
        line.addClassName("decision-line");
        add(line, noteBox());
        show();
    }

    private void save(Runnable saving) {
        try {
            saving.run();
        } finally {
            show(); // the button lives on where this was refused
        }
    }

    private NativeDetails noteBox() {
        note.setValue(draft.note());
        note.setMaxRows(6);
        note.setWidthFull();
        note.setValueChangeMode(ValueChangeMode.LAZY);
        note.addValueChangeListener(change -> {
            draft.note(change.getValue());
            checkNote();
        });
        NativeDetails box = new NativeDetails(getTranslation("conflict.note.add"), note);
        box.setOpen(!draft.note().isEmpty());
        return box;
    }

    /** Whether the note is short enough. */
    boolean checkNote() {
        int length = note.getValue().length();
        boolean fits = length <= Conflicts.LONGEST_NOTE;
        note.setErrorMessage(fits ? "" : getTranslation("fieldError.max_length.of", Conflicts.LONGEST_NOTE, length));
        note.setInvalid(!fits);
        return fits;
    }

    void focusNote() {
        note.focus();
    }

    /** Shows what the draft comes to now. */
    void show() {
        result.removeAll();
        save.setEnabled(draft.isComplete());
        if (draft.decided() == 0) {
            result.add(new Span(
                    getTranslation("conflict.result.none", draft.fields().size())));
            return;
        }
        result.add(new Span(getTranslation("conflict.result")));
        draft.fields()
                .forEach(field -> draft.outcome(field).ifPresentOrElse(value -> add(field, value), () -> {
                    Span open = new Span(getTranslation("conflict.result.open", name(field)));
                    open.addClassName("muted");
                    result.add(open);
                }));
    }

    private void add(String field, JsonNode value) {
        if (field.equals(ConflictReview.EXISTENCE)) {
            result.add(new Span(getTranslation(isDeleted() ? "conflict.result.deleted" : "conflict.result.kept")));
            return;
        }
        String text = names.records().text(draft.story().conflict().key().entity(), field, value);
        Span shown = new Span(text.length() > SHORT ? text.substring(0, SHORT) + "…" : text);
        shown.addClassName("strong");
        result.add(new Span(new Span(name(field) + " "), shown));
    }

    private boolean isDeleted() {
        boolean deviceDeletes =
                draft.story().conflict().mine().path(ConflictReview.EXISTENCE).asBoolean(false);
        return draft.choice(ConflictReview.EXISTENCE)
                .map(choice ->
                        choice == Choice.DEVICE ? deviceDeletes : draft.story().deletedOnHub())
                .orElse(false);
    }

    private String name(String field) {
        return names.field(draft.story().conflict(), field);
    }
}
