package dev.concilia.admin.conflict;

import com.vaadin.flow.component.html.Div;
import dev.concilia.admin.component.Dates;
import dev.concilia.admin.component.DiffCard;
import dev.concilia.admin.component.DiffCard.Side;
import dev.concilia.admin.component.ValueEditor;
import dev.concilia.admin.conflict.Draft.Choice;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictReview;
import dev.concilia.sync.ConflictReview.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** One card per field in conflict: the device's value, the hub's, and a place for another one. */
final class FieldCards extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Draft draft;
    private final transient Names names;
    private final transient Catalog catalog;
    private final transient Dates dates;
    private final transient Runnable changed;
    private final transient Map<String, DiffCard> cards = new LinkedHashMap<>();
    private final transient Map<String, ValueEditor> editors = new LinkedHashMap<>();

    /** {@code isAsked}: whether the person may decide; {@code changed} runs after each choice. */
    FieldCards(Draft draft, Names names, Catalog catalog, Dates dates, boolean isAsked, Runnable changed) {
        this.draft = draft;
        this.names = names;
        this.catalog = catalog;
        this.dates = dates;
        this.changed = changed;
        addClassName("field-cards");
        draft.fields().forEach(field -> {
            DiffCard card = field.equals(ConflictReview.EXISTENCE) ? existence(isAsked) : field(field, isAsked);
            cards.put(field, card);
            add(card);
        });
    }

    /** Gives all fields one side's values. */
    void chooseAll(Choice choice) {
        cards.values().forEach(card -> card.choose(choice.ordinal()));
    }

    /** Leads to the first field. */
    void focus() {
        cards.values().stream().findFirst().ifPresent(DiffCard::focus);
    }

    /** Whether all that was typed fits; what does not says so and gets the focus. */
    boolean check() {
        ValueEditor wrong = null;
        for (String field : draft.fields()) {
            ValueEditor editor = editors.get(field);
            boolean isUsed = draft.choice(field).filter(Choice.OWN::equals).isPresent();
            if (editor != null && isUsed && !editor.check() && wrong == null) {
                wrong = editor;
            }
        }
        if (wrong != null) {
            wrong.focus();
        }
        return wrong == null;
    }

    private DiffCard field(String field, boolean isAsked) {
        Story story = draft.story();
        JsonNode base = story.conflict().base().path(field);
        String before = base.isMissingNode() ? null : text(field, base);
        DiffCard card = new DiffCard(names.field(story.conflict(), field), before, dates.zone());
        if (before != null) {
            card.withBase(getTranslation("conflict.base"), before);
        }
        List<Side> sides = new ArrayList<>();
        sides.add(side(device(), madeAt(), field, draft.devices(field), Choice.DEVICE));
        ConflictReview.Author author = story.authors().get(field);
        Instant changedAt = author == null ? null : author.at();
        sides.add(side(names.author(author), changedAt, field, story.hubs(field), Choice.HUB));
        if (story.conflict().state() == Conflict.State.RESOLVED) {
            if (outcome(field) == Choice.OWN) {
                String decided = names.person(story.conflict().resolvedBy());
                sides.add(side(decided, story.conflict().resolvedAt(), field, result(field), Choice.OWN));
            }
            return card.sides(sides);
        }
        if (!isAsked) {
            return card.sides(sides);
        }
        sides.add(Side.prompt(getTranslation("conflict.own"), getTranslation("conflict.own.write")));
        return choice(card, field, sides, editor(field));
    }

    private Side side(String source, @Nullable Instant at, String field, JsonNode value, Choice choice) {
        return new Side(source, at, text(field, value), tag(field, choice))
                .at(names.address(draft.story().conflict(), field, value));
    }

    private DiffCard choice(DiffCard card, String field, List<Side> sides, @Nullable ValueEditor editor) {
        Integer chosen = draft.choice(field).map(Choice::ordinal).orElse(null);
        card.choice(sides, chosen, place -> {
            Choice choice = Choice.values()[place];
            draft.choose(field, choice);
            if (editor != null) {
                editor.setVisible(choice == Choice.OWN);
                if (choice == Choice.OWN) {
                    draft.own(field, editor.value());
                    editor.focus();
                }
            }
            changed.run();
        });
        if (editor != null) {
            editor.setVisible(chosen != null && chosen == Choice.OWN.ordinal());
            card.add(editor);
        }
        return card;
    }

    private @Nullable ValueEditor editor(String field) {
        EntityType type = catalog.find(draft.story().conflict().key().entity()).orElse(null);
        if (type == null) {
            return null;
        }
        String label =
                getTranslation("conflict.own.label", names.field(draft.story().conflict(), field));
        ValueEditor editor = new ValueEditor(
                new ValueEditor.Source(catalog, type, dates, names.records()),
                field,
                label,
                draft.devices(field),
                draft.story().hubs(field));
        editor.show(draft.own(field));
        editor.onChange(() -> {
            draft.own(field, editor.value());
            changed.run();
        });
        editors.put(field, editor);
        return editor;
    }

    /** The question is whether the record is there at all; the values are what each side wants of it. */
    private DiffCard existence(boolean isAsked) {
        Story story = draft.story();
        Conflict conflict = story.conflict();
        boolean deviceDeletes = conflict.mine().path(ConflictReview.EXISTENCE).asBoolean(false);
        ConflictReview.Author author = story.authors().get(ConflictReview.EXISTENCE);
        String device = deviceDeletes
                ? getTranslation("conflict.existence.delete")
                : getTranslation("conflict.existence.restore") + "\n"
                        + lines(conflict.mine(), conflict.mine().propertyNames());
        String hub = story.deletedOnHub()
                ? getTranslation("conflict.existence.deleted")
                : getTranslation("conflict.existence.keep") + "\n"
                        + lines(
                                story.record() == null
                                        ? conflict.theirs()
                                        : story.record().data(),
                                story.authors().keySet());
        List<Side> sides = List.of(
                new Side(device(), madeAt(), device.strip(), tag(ConflictReview.EXISTENCE, Choice.DEVICE)),
                new Side(
                        names.author(author),
                        author == null ? null : author.at(),
                        hub.strip(),
                        tag(ConflictReview.EXISTENCE, Choice.HUB)));
        DiffCard card = new DiffCard(getTranslation("conflict.existence"), "", dates.zone());
        return conflict.state() == Conflict.State.OPEN && isAsked
                ? choice(card, ConflictReview.EXISTENCE, sides, null)
                : card.sides(sides);
    }

    private String lines(JsonNode data, Iterable<String> fields) {
        List<String> lines = new ArrayList<>();
        for (String field : fields) {
            if (!field.equals(ConflictReview.EXISTENCE) && data.has(field)) {
                lines.add(names.field(draft.story().conflict(), field) + ": " + text(field, data.path(field)));
            }
        }
        return lines.stream().sorted().collect(Collectors.joining("\n"));
    }

    private String device() {
        return names.device(draft.story().conflict().device());
    }

    private Instant madeAt() {
        Instant made = draft.story().madeAt();
        return made == null ? draft.story().conflict().createdAt() : made;
    }

    private String text(String field, JsonNode value) {
        return value.isMissingNode() || value.isNull()
                ? ""
                : names.text(draft.story().conflict(), field, value);
    }

    private JsonNode result(String field) {
        JsonNode result = draft.story().result();
        return result == null ? MissingNode.getInstance() : result.path(field);
    }

    private String tag(String field, Choice choice) {
        boolean isSettled = draft.story().conflict().state() == Conflict.State.RESOLVED;
        return isSettled && outcome(field) == choice ? getTranslation("conflict.chosen") : "";
    }

    /** Whose value a settled field got. */
    private Choice outcome(String field) {
        Conflict.Resolution resolution = draft.story().conflict().resolution();
        if (resolution != Conflict.Resolution.MANUAL_MERGE) {
            return resolution == Conflict.Resolution.TERMINAL_WINS ? Choice.DEVICE : Choice.HUB;
        }
        String got = text(field, result(field));
        return got.equals(text(field, draft.devices(field)))
                ? Choice.DEVICE
                : got.equals(text(field, draft.story().hubs(field))) ? Choice.HUB : Choice.OWN;
    }
}
