package dev.concilia.api.terminal;

import dev.concilia.api.RecordJson;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Action;
import dev.concilia.sync.SyncService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what terminals send. What has not the form of a change ends the call with the paths of all that is wrong, and nothing
 * is written; what has it and breaks a rule is that change's own failure.
 */
final class TerminalBody {
    private static final int LONGEST_TERMINAL = 128;
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_OUTBOX_ID = 200;
    private static final int MOST_ERRORS = 50;
    private static final Map<String, Action> OPERATIONS =
            Map.of("CREATE", Action.INSERT, "UPDATE", Action.UPDATE, "DELETE", Action.DELETE);

    private final List<FieldError> errors = new ArrayList<>();

    private TerminalBody() {}

    /** The changes of a push. Throws {@code VALIDATION_FAILED} or {@code BATCH_TOO_LARGE}. */
    static List<Change> changes(ObjectNode body) {
        TerminalBody reader = new TerminalBody();
        reader.text(body, "", "terminalId", LONGEST_TERMINAL);
        JsonNode changes = body.path("changes");
        List<Change> read = new ArrayList<>(changes.size());
        if (!changes.isArray()) {
            reader.wrong("changes", changes, FieldText.CHANGES);
        } else if (changes.size() > SyncService.LARGEST_BATCH) {
            throw new ProblemException(ProblemCode.BATCH_TOO_LARGE, SyncService.LARGEST_BATCH);
        } else {
            for (int i = 0; i < changes.size(); i++) {
                read.add(reader.change(changes.get(i), "changes[" + i + "]"));
            }
        }
        reader.end();
        return read;
    }

    /** The one terminal that is meant, or none for all. Throws {@code VALIDATION_FAILED}. */
    static @Nullable String terminal(ObjectNode body) {
        TerminalBody reader = new TerminalBody();
        JsonNode all = body.path("allTerminals");
        if (!absent(all) && !all.isBoolean()) {
            reader.wrong("allTerminals", all, FieldText.TRUE_OR_FALSE);
        }
        boolean everybody = all.asBoolean(false);
        String terminal = everybody && absent(body.path("terminalId"))
                ? null
                : reader.text(body, "", "terminalId", LONGEST_TERMINAL);
        reader.end();
        return everybody ? null : terminal;
    }

    /** A member that has to be there as a text of at most {@code longest} characters. Throws {@code VALIDATION_FAILED}. */
    static String text(ObjectNode body, String name, int longest) {
        TerminalBody reader = new TerminalBody();
        String text = reader.text(body, "", name, longest);
        reader.end();
        return text;
    }

    /** A member that may be missing, else has to be an object. Throws {@code VALIDATION_FAILED}. */
    static @Nullable ObjectNode object(ObjectNode body, String name) {
        JsonNode value = body.path(name);
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (absent(value)) {
            return null;
        }
        throw invalid(List.of(new FieldError(name, "type", FieldText.AN_OBJECT)));
    }

    private Change change(JsonNode node, String path) {
        if (!node.isObject()) {
            wrong(path, node, FieldText.AN_OBJECT);
            return new Change("", "", Action.UPDATE, null, 0, Json.mapper().nullNode());
        }
        String entityType = text(node, path + ".", "entityType", LONGEST_ID);
        String entityId = text(node, path + ".", "entityId", LONGEST_ID);
        Action action = OPERATIONS.get(text(node, path + ".", "operation", LONGEST_ID));
        if (action == null) {
            errors.add(new FieldError(path + ".operation", "enum", FieldText.OPERATION));
            action = Action.UPDATE;
        }
        return new Change(
                entityType,
                entityId,
                action,
                data(node.path("data"), action, path),
                version(node.path("syncVersion"), path),
                outboxId(node.path("outboxId"), path));
    }

    private @Nullable ObjectNode data(JsonNode data, Action action, String path) {
        if (data instanceof ObjectNode object) {
            // what stood there last says nothing about a deletion; a whole row carries its own counters
            return action == Action.DELETE ? null : RecordJson.fields(object).without("syncVersion");
        }
        if (action != Action.DELETE || !absent(data)) {
            wrong(path + ".data", data, FieldText.AN_OBJECT);
        }
        return null;
    }

    private long version(JsonNode version, String path) {
        if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 0) {
            wrong(path + ".syncVersion", version, FieldText.FROM_ZERO);
            return 0;
        }
        return version.longValue();
    }

    private JsonNode outboxId(JsonNode id, String path) {
        if (absent(id)) {
            return Json.mapper().nullNode();
        }
        boolean text =
                id.isString() && !id.stringValue().isBlank() && id.stringValue().length() <= LONGEST_OUTBOX_ID;
        if (!text && !id.isIntegralNumber()) {
            wrong(path + ".outboxId", id, FieldText.NUMBER_OR_TEXT, LONGEST_OUTBOX_ID);
        }
        return id;
    }

    private String text(JsonNode node, String prefix, String name, int longest) {
        JsonNode value = node.path(name);
        if (!value.isString()
                || value.stringValue().isBlank()
                || value.stringValue().length() > longest) {
            wrong(prefix + name, value, FieldText.TEXT_UP_TO, longest);
            return "";
        }
        return value.stringValue();
    }

    private void wrong(String path, JsonNode value, FieldText wanted, Object... arguments) {
        errors.add(new FieldError(path, absent(value) ? "required" : "type", wanted, arguments));
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private void end() {
        if (!errors.isEmpty()) {
            throw invalid(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
        }
    }

    private static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(
                ProblemCode.VALIDATION_FAILED,
                Map.of("fields", List.copyOf(errors)),
                errors.getFirst().path());
    }
}
