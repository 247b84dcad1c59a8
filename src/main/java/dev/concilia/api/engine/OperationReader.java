package dev.concilia.api.engine;

import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Action;
import dev.concilia.sync.Operation;
import dev.concilia.sync.SyncService;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From the wire's operations to the engine's. What cannot be read is that operation's own error, not the batch's. */
final class OperationReader {
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final List<FieldError> errors = new ArrayList<>();
    private final JsonNode node;

    private OperationReader(JsonNode node) {
        this.node = node;
    }

    static List<Operation> batch(ObjectNode body) {
        JsonNode operations = body.path("operations");
        if (!operations.isArray()) {
            throw new ProblemException(
                    ProblemCode.VALIDATION_FAILED,
                    Map.of("fields", List.of(new FieldError("operations", "type", FieldText.OPERATIONS))),
                    "operations");
        }
        if (operations.size() > SyncService.LARGEST_BATCH) {
            throw new ProblemException(ProblemCode.BATCH_TOO_LARGE, SyncService.LARGEST_BATCH);
        }
        List<Operation> read = new ArrayList<>(operations.size());
        operations.forEach(operation -> read.add(new OperationReader(operation).read()));
        return read;
    }

    /** A time of the wire, or null where there is none that can be read; one that no clock shows is the nearest that one could. */
    static @Nullable Instant time(JsonNode node) {
        try {
            return node.isString() ? bounded(UtcTime.parse(node.stringValue())) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Instant bounded(Instant time) {
        return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    }

    private Operation read() {
        String operationId = text("operationId", true);
        String entity = text("entity", true);
        String entityId = text("entityId", true);
        Action action = action(text("action", true));
        String group = text("group", false);
        Operation operation = new Operation(
                operationId == null ? "" : operationId,
                entity == null ? "" : entity,
                action,
                entityId == null ? "" : entityId,
                payload(action),
                baseVersion(),
                time(node.path("clientTimestamp")),
                group);
        return errors.isEmpty() ? operation : operation.unreadable(errors);
    }

    private @Nullable String text(String field, boolean required) {
        JsonNode value = node.path(field);
        if (value.isString() && !value.stringValue().isEmpty()) {
            return value.stringValue();
        }
        if (required || !(value.isMissingNode() || value.isNull())) {
            errors.add(
                    new FieldError(field, required && value.isMissingNode() ? "required" : "type", FieldText.A_TEXT));
        }
        return null;
    }

    private Action action(@Nullable String word) {
        for (Action action : Action.values()) {
            if (action.wire().equals(word)) {
                return action;
            }
        }
        if (word != null) {
            errors.add(new FieldError("action", "enum", FieldText.ACTION));
        }
        return Action.UPDATE;
    }

    private ObjectNode payload(Action action) {
        JsonNode payload = node.path("payload");
        if (payload instanceof ObjectNode object) {
            return object;
        }
        boolean absent = payload.isMissingNode() || payload.isNull();
        if (action != Action.DELETE || !absent) {
            errors.add(new FieldError("payload", absent ? "required" : "type", FieldText.AN_OBJECT));
        }
        return Json.mapper().createObjectNode();
    }

    private @Nullable Long baseVersion() {
        JsonNode base = node.path("baseVersion");
        if (base.isMissingNode() || base.isNull()) {
            return null;
        }
        if (!base.isIntegralNumber() || !base.canConvertToLong() || base.longValue() < 0) {
            errors.add(new FieldError("baseVersion", "type", FieldText.FROM_ZERO));
            return null;
        }
        return base.longValue();
    }
}
