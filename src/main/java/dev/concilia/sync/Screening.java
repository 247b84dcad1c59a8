package dev.concilia.sync;

import dev.concilia.catalog.Direction;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.catalog.Strategy;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All that can be said of an operation without the database: done before the business's clock is locked. */
final class Screening {
    private static final int LONGEST_ID = 64;

    private final Profile profile;
    private final Side side;

    /** For operations that come from {@code side} of a business with this profile. */
    Screening(Profile profile, Side side) {
        this.profile = profile;
        this.side = side;
    }

    /** An operation that may be applied, or the refusal of one that may not. */
    sealed interface Screened {
        Operation operation();
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Fit(
            Operation operation,
            EntityType type,
            RecordKey key,
            ObjectNode payload,
            byte[] fingerprint,
            @Nullable String json)
            implements Screened {}

    record Unfit(Operation operation, OperationResult.Rejected result) implements Screened {}

    Screened screen(Operation op) {
        if (!op.defects().isEmpty()) {
            return invalid(op, op.defects());
        }
        Optional<EntityType> found = profile.catalog().find(op.entity());
        if (found.isEmpty()) {
            return new Unfit(
                    op, new OperationResult.Rejected(op.operationId(), ProblemCode.UNKNOWN_ENTITY, op.entity()));
        }
        EntityType type = found.get();
        List<FieldError> errors = defects(op, type);
        if (!errors.isEmpty()) {
            return invalid(op, errors);
        }
        if (side == Side.LOCAL && changesWhatWasRecorded(op, type)) {
            return new Unfit(op, new OperationResult.Rejected(op.operationId(), ProblemCode.CREATE_ONLY, type.name()));
        }
        if (side != writer(type.direction(), side)) {
            return new Unfit(
                    op, new OperationResult.Rejected(op.operationId(), ProblemCode.WRONG_DIRECTION, type.name()));
        }
        ObjectNode payload = op.action() == Action.INSERT ? withoutNulls(op.payload()) : op.payload();
        String json = op.action() == Action.INSERT ? Columns.json(payload) : null; // written here, not under the lock
        return new Fit(op, type, new RecordKey(type.name(), op.entityId()), payload, fingerprint(op, type), json);
    }

    private static Unfit invalid(Operation op, List<FieldError> errors) {
        return new Unfit(
                op,
                new OperationResult.Rejected(
                        op.operationId(),
                        ProblemCode.VALIDATION_FAILED,
                        List.of(errors.getFirst().path()),
                        errors,
                        null));
    }

    private List<FieldError> defects(Operation op, EntityType type) {
        List<FieldError> errors = new ArrayList<>();
        id("operationId", op.operationId(), errors);
        id("entityId", op.entityId(), errors);
        if (op.action() != Action.DELETE) {
            JsonNode id = op.payload().get("id");
            if (id != null && !op.entityId().equals(id.asString(""))) {
                errors.add(new FieldError("payload.id", "id", FieldText.PAYLOAD_ID));
            }
            errors.addAll(profile.catalog().validator().validate(type, op.payload(), op.action() == Action.UPDATE));
            if (profile.strictFields()) {
                unknown(op, type, errors);
            }
            if (!storable(op.payload())) {
                errors.add(new FieldError("payload", "unstorable", FieldText.UNSTORABLE));
            }
        }
        return errors;
    }

    private static void unknown(Operation op, EntityType type, List<FieldError> errors) {
        op.payload().propertyNames().stream()
                .filter(field -> !type.knows(field))
                .forEach(field -> errors.add(new FieldError(field, "unknown_field", FieldText.UNKNOWN_FIELD)));
    }

    /** What is wrong with a record that was accepted before: its content only, not who may write it. */
    List<FieldError> defects(EntityType type, String id, @Nullable ObjectNode data) {
        List<FieldError> errors = new ArrayList<>();
        id("id", id, errors);
        if (data != null) {
            errors.addAll(profile.catalog().validator().validate(type, data, false));
            JsonNode inner = data.get("id");
            if (inner != null && !id.equals(inner.asString(""))) {
                errors.add(new FieldError("data.id", "id", FieldText.DATA_ID));
            }
            if (!storable(data)) {
                errors.add(new FieldError("data", "unstorable", FieldText.UNSTORABLE));
            }
        }
        return errors;
    }

    private static void id(String field, String id, List<FieldError> errors) {
        boolean fits = !id.isBlank()
                && id.length() <= LONGEST_ID
                && id.chars().noneMatch(Character::isISOControl)
                && wellFormed(id);
        if (!fits) {
            errors.add(new FieldError(field, "id", FieldText.ID));
        }
    }

    /** A transaction is recorded once; one with states may move on. What is {@code CREATE_ONLY} is never taken back. */
    private static boolean changesWhatWasRecorded(Operation op, EntityType type) {
        return switch (op.action()) {
            case INSERT -> false;
            case UPDATE -> !type.isEdited();
            case DELETE -> type.strategy() == Strategy.CREATE_ONLY;
        };
    }

    private static Side writer(Direction direction, Side side) {
        return switch (direction) {
            case BOTH -> side;
            case LOCAL_TO_REMOTE -> Side.LOCAL;
            case REMOTE_TO_LOCAL -> Side.REMOTE;
        };
    }

    static ObjectNode withoutNulls(ObjectNode payload) {
        ObjectNode clean = JsonNodeFactory.instance.objectNode();
        payload.properties().stream()
                .filter(e -> !e.getValue().isNull())
                .forEach(e -> clean.set(e.getKey(), e.getValue()));
        return clean;
    }

    private static byte[] fingerprint(Operation op, EntityType type) {
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("entity", type.name())
                .put("action", op.action().wire())
                .put("entityId", op.entityId());
        content.set("payload", op.payload());
        return Json.fingerprint(content);
    }

    /** What PostgreSQL's jsonb can hold: whole characters and numbers of a sane size. */
    private static boolean storable(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> wellFormed(node.stringValue());
            case NUMBER ->
                Math.abs((long) node.decimalValue().precision()
                                        - node.decimalValue().scale())
                                <= 300
                        && node.decimalValue().scale() <= 300;
            case ARRAY -> node.valueStream().allMatch(Screening::storable);
            case OBJECT -> node.properties().stream().allMatch(e -> wellFormed(e.getKey()) && storable(e.getValue()));
            default -> true;
        };
    }

    private static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The keys that an operation's references point at, as far as the catalog says that they must exist. */
    static List<RecordKey> references(Fit fit) {
        return fit.operation().action() == Action.DELETE
                ? List.of()
                : fit.type().references().stream()
                        .filter(r ->
                                r.mustExist() && fit.payload().path(r.field()).isString())
                        .map(r -> new RecordKey(
                                r.entity(), fit.payload().get(r.field()).stringValue()))
                        .toList();
    }
}
