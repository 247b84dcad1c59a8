package dev.concilia.admin.conflict;

import dev.concilia.kernel.Json;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictReview;
import dev.concilia.sync.ConflictReview.Story;
import dev.concilia.sync.Conflicts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person has decided so far about one conflict. It outlives the components that show it. */
final class Draft {
    /** Whose value a field gets. */
    enum Choice {
        DEVICE,
        HUB,
        OWN
    }

    private final Map<String, Choice> choices = new LinkedHashMap<>();
    private final Map<String, JsonNode> own = new LinkedHashMap<>();
    private Story story;
    private String note = "";

    Draft(Story story) {
        this.story = story;
    }

    Story story() {
        return story;
    }

    /** The fields in question. */
    List<String> fields() {
        return story.conflict().fields();
    }

    Optional<Choice> choice(String field) {
        return Optional.ofNullable(choices.get(field));
    }

    void choose(String field, Choice choice) {
        choices.put(field, choice);
    }

    /** The person's own value for a field; missing for none. */
    void own(String field, JsonNode value) {
        own.put(field, value);
    }

    /** The own value, to begin with the hub's. */
    JsonNode own(String field) {
        return own.getOrDefault(field, story.hubs(field));
    }

    String note() {
        return note;
    }

    void note(String text) {
        note = text;
    }

    long decided() {
        return fields().stream().filter(choices::containsKey).count();
    }

    boolean isComplete() {
        return decided() == fields().size();
    }

    /** What the device wants in a field; missing for nothing. */
    JsonNode devices(String field) {
        JsonNode value = story.conflict().mine().get(field);
        return value == null || value.isNull() ? MissingNode.getInstance() : value;
    }

    /** What the field will hold; empty while it is undecided. */
    Optional<JsonNode> outcome(String field) {
        return choice(field).map(choice -> switch (choice) {
            case DEVICE -> devices(field);
            case HUB -> story.hubs(field);
            case OWN -> own(field);
        });
    }

    /**
     * Goes on with the conflict as it stands now. A choice of the hub's value is undone where that is another one now;
     * whether there was any such change at all.
     */
    boolean renew(Story now) {
        boolean moved = story.deletedOnHub() != now.deletedOnHub();
        for (String field : fields()) {
            if (!same(story.hubs(field), now.hubs(field))) {
                moved = true;
                choices.remove(field, Choice.HUB);
            }
        }
        if (story.deletedOnHub() != now.deletedOnHub()) {
            choices.clear();
        }
        story = now;
        return moved;
    }

    /** What was chosen so far, as a person would say it; empty for nothing. */
    String inWords(Names names) {
        String entity = story.conflict().key().entity();
        return fields().stream()
                .filter(field -> !field.equals(ConflictReview.EXISTENCE))
                .flatMap(field -> outcome(field).stream()
                        .map(value -> names.field(story.conflict(), field) + ": "
                                + names.records().text(entity, field, value)))
                .collect(Collectors.joining(" · "));
    }

    /** What is to be asked of the hub; only for a complete draft. */
    Conflicts.Wish wish() {
        String said = note.isBlank() ? null : note.strip();
        return isAll(Choice.DEVICE)
                ? wish(Conflict.Resolution.TERMINAL_WINS, null, said)
                : isAll(Choice.HUB)
                        ? wish(Conflict.Resolution.CENTRAL_WINS, null, said)
                        : wish(Conflict.Resolution.MANUAL_MERGE, merged(), said);
    }

    private Conflicts.Wish wish(Conflict.Resolution resolution, @Nullable ObjectNode data, @Nullable String said) {
        return new Conflicts.Wish(resolution, data, said, story.version());
    }

    /** What stays the hub's is left out: it is there. */
    private ObjectNode merged() {
        ObjectNode data = Json.mapper().createObjectNode();
        for (String field : fields()) {
            if (choices.get(field) != Choice.HUB) {
                JsonNode value = outcome(field).orElseThrow();
                data.set(field, value.isMissingNode() ? NullNode.getInstance() : value);
            }
        }
        return data;
    }

    private boolean isAll(Choice choice) {
        return fields().stream().allMatch(field -> choices.get(field) == choice);
    }

    private static boolean same(JsonNode a, JsonNode b) {
        return a.isMissingNode() || b.isMissingNode() ? a.isMissingNode() && b.isMissingNode() : Json.same(a, b);
    }
}
