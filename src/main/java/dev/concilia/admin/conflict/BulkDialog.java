package dev.concilia.admin.conflict;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import dev.concilia.admin.component.ActButton;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictReview;
import dev.concilia.sync.Conflicts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Many conflicts by one rule: which ones, whose values, what would come of it, and only then the button. */
final class BulkDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    /** How many conflicts the plan shows in full. */
    static final int SAMPLE = 4;

    private final transient BulkPlan plan;
    private final RadioButtonGroup<Conflict.Resolution> rule = new RadioButtonGroup<>();
    private final TextArea note = new TextArea(getTranslation("conflict.note"));
    private final UnorderedList results = new UnorderedList();
    private final ActButton apply = new ActButton("", this::run);
    private final transient Start start;

    /** Begins the work. */
    @FunctionalInterface
    interface Start {
        void with(Conflict.Resolution rule, String note);
    }

    BulkDialog(BulkPlan plan, Start start) {
        this.plan = plan;
        this.start = start;
        addClassName("bulk");
        setHeaderTitle(getTranslation("conflict.bulk.title", plan.total()));
        setWidth("640px");
        setMaxWidth("100%");
        Paragraph which = new Paragraph(plan.filter());
        which.addClassName("muted");
        Div body = new Div(which, counts(), choices(), sample(), noteField());
        body.addClassName("bulk-body");
        add(body);
        Button cancel = new Button(getTranslation("confirm.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        apply.setText(getTranslation("conflict.bulk.apply", plan.total()));
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        apply.setEnabled(false);
        getFooter().add(cancel, apply);
    }

    private UnorderedList counts() {
        UnorderedList list = new UnorderedList();
        list.addClassName("counts");
        plan.counts().forEach((entity, count) -> {
            String name = plan.sample().isEmpty()
                    ? entity
                    : plan.sample().getFirst().names().words().entity(entity);
            list.add(new ListItem(getTranslation("conflict.bulk.count", name, count)));
        });
        return list;
    }

    private RadioButtonGroup<Conflict.Resolution> choices() {
        rule.setLabel(getTranslation("conflict.bulk.rule"));
        rule.setItems(Conflict.Resolution.TERMINAL_WINS, Conflict.Resolution.CENTRAL_WINS);
        rule.setItemLabelGenerator(choice -> getTranslation("conflict.bulk.rule." + choice));
        rule.addThemeName("vertical");
        rule.addValueChangeListener(change -> {
            show(change.getValue());
            apply.setEnabled(change.getValue() != null);
        });
        return rule;
    }

    private Div sample() {
        Div part = new Div(new H3(getTranslation("conflict.bulk.sample")), results);
        part.addClassName("bulk-sample");
        results.getElement().setAttribute("aria-live", "polite");
        show(null);
        return part;
    }

    private TextArea noteField() {
        note.setWidthFull();
        note.setMaxRows(4);
        note.addValueChangeListener(change -> note.setInvalid(false));
        return note;
    }

    /** What the first conflicts would come to; before a rule is chosen, how they stand. */
    private void show(Conflict.@Nullable Resolution chosen) {
        results.removeAll();
        for (ConflictList.Row row : plan.sample()) {
            Span name = new Span(row.names().record(row.conflict(), row.line().record()));
            name.addClassName("strong");
            ListItem item = new ListItem(name);
            row.conflict().fields().forEach(field -> item.add(result(row, field, chosen)));
            results.add(item);
        }
    }

    private Div result(ConflictList.Row row, String field, Conflict.@Nullable Resolution chosen) {
        Conflict conflict = row.conflict();
        String name = row.names().field(conflict, field);
        if (field.equals(ConflictReview.EXISTENCE)) {
            boolean deletes = conflict.mine().path(field).asBoolean(false);
            boolean devices = chosen == Conflict.Resolution.TERMINAL_WINS;
            return new Div(
                    chosen == null
                            ? name
                            : getTranslation(deletes == devices ? "conflict.result.deleted" : "conflict.result.kept"));
        }
        String mine = value(row, field, conflict.mine().get(field));
        JsonNode held = row.line().record() == null
                ? conflict.theirs().get(field)
                : Objects.requireNonNull(row.line().record()).data().get(field);
        String hubs = value(row, field, held);
        return chosen == null
                ? new Div(getTranslation("conflict.bulk.open", name, mine, hubs))
                : chosen == Conflict.Resolution.TERMINAL_WINS
                        ? new Div(getTranslation("conflict.bulk.result", name, mine, hubs))
                        : new Div(getTranslation("conflict.bulk.result", name, hubs, mine));
    }

    private static String value(ConflictList.Row row, String field, @Nullable JsonNode value) {
        String text = row.names().records().text(row.conflict().key().entity(), field, value);
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private void run() {
        Conflict.Resolution chosen = rule.getValue();
        if (note.getValue().length() > Conflicts.LONGEST_NOTE) {
            note.setInvalid(true);
            note.setErrorMessage(getTranslation(
                    "fieldError.max_length.of",
                    Conflicts.LONGEST_NOTE,
                    note.getValue().length()));
            note.focus();
        } else if (chosen != null) {
            start.with(chosen, note.getValue());
            close();
        }
    }
}
