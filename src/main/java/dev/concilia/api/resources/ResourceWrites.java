package dev.concilia.api.resources;

import dev.concilia.api.BodyCheck;
import dev.concilia.api.RecordJson;
import dev.concilia.api.resources.Parts.Part;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Action;
import dev.concilia.sync.Caller;
import dev.concilia.sync.Operation;
import dev.concilia.sync.OperationResult;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import dev.concilia.sync.SyncService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Resource calls as operations. All operations of a call are one group: what cannot be merged is refused whole and leaves no
 * conflict behind, because its sender is there to be asked.
 */
@Component
class ResourceWrites {
    private static final String CLOSED = "CLOSED";

    private final SyncService sync;
    private final Records records;

    ResourceWrites(SyncService sync, Records records) {
        this.sync = sync;
        this.records = records;
    }

    /** The record as a write left it, and whether the write made it. */
    record Written(RecordState record, boolean fresh) {}

    /** What a call writes to. */
    record Target(Caller caller, UUID call, EntityType type) {
        Operation operation(Action action, String id, ObjectNode payload, @Nullable Long base) {
            return new Operation(call.toString(), type.name(), action, id, payload, base, null, call.toString());
        }
    }

    /** A new record; without an {@code id} it gets that of the call. */
    Written create(Target target, ObjectNode body) {
        ObjectNode payload = body.deepCopy();
        String own = Parts.id(payload, "id");
        String id = own == null ? target.call().toString() : own;
        payload.remove("id");
        List<Part> all = new ArrayList<>();
        List<Part> parts = Parts.takenFrom(payload, target.call(), target.type(), id);
        all.add(new Part("", target.operation(Action.INSERT, id, payload, null)));
        all.addAll(parts);
        boolean fresh = push(target, all).getFirst() instanceof OperationResult.Applied;
        return new Written(there(target, id), fresh);
    }

    /** Other fields for a record; those of {@code base} or later that differ are a problem. */
    Written change(Target target, String id, ObjectNode body, @Nullable Long base) {
        String own = Parts.id(body, "id");
        if (own != null && !own.equals(id)) {
            throw BodyCheck.invalid("id", "id", FieldText.ADDRESS_ID);
        }
        push(target, List.of(new Part("", target.operation(Action.UPDATE, id, RecordJson.fields(body), base))));
        return new Written(there(target, id), false);
    }

    /** Closes a cash session; one that is closed stays as it is. */
    Written close(Target target, String id, ObjectNode body) {
        boolean closed = records.find(target.caller().business(), target.type().name(), id)
                .filter(session -> session.data().path("status").asString("").equals(CLOSED))
                .isPresent();
        return closed
                ? new Written(there(target, id), false)
                : change(target, id, body.deepCopy().put("status", CLOSED), null);
    }

    void delete(Target target, String id, @Nullable Long base) {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        push(target, List.of(new Part("", target.operation(Action.DELETE, id, nothing, base))));
    }

    private RecordState there(Target target, String id) {
        return records.find(target.caller().business(), target.type().name(), id)
                .filter(record -> !record.deleted())
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
    }

    /** Throws the problem of the operation that was refused. */
    private List<OperationResult> push(Target target, List<Part> parts) {
        List<Operation> operations = parts.stream().map(Part::operation).toList();
        List<OperationResult> results =
                sync.push(target.caller().asked(), operations, null).results();
        for (int i = 0; i < results.size(); i++) {
            refuse(results.get(i), parts.get(i));
        }
        return results;
    }

    private static void refuse(OperationResult result, Part part) {
        switch (result) {
            case OperationResult.Applied r -> {}
            case OperationResult.Merged r -> {}
            case OperationResult.Duplicate r -> {}
            case OperationResult.Superseded r -> throw stale(part.operation(), r.record());
            case OperationResult.Conflicted r -> throw stale(part.operation(), r.record());
            case OperationResult.Failed r -> throw new ProblemException(ProblemCode.INTERNAL);
            case OperationResult.Rejected r -> {
                switch (r.error()) {
                    case GROUP_ABORTED -> {} // another one tells why
                    case CONFLICT -> throw stale(part.operation(), r.record());
                    case OPERATION_ID_REUSED -> throw new ProblemException(ProblemCode.IDEMPOTENCY_KEY_REUSED);
                    case VALIDATION_FAILED ->
                        throw BodyCheck.invalid(r.fields().stream()
                                .map(field -> named(field, part))
                                .toList());
                    default -> {
                        Map<String, Object> extra = r.fields().isEmpty()
                                ? Map.of()
                                : Map.of(
                                        "fields",
                                        r.fields().stream()
                                                .map(field -> named(field, part))
                                                .toList());
                        throw new ProblemException(
                                r.error(), extra, r.arguments().toArray());
                    }
                }
            }
        }
    }

    /** The field by its path in the body. */
    private static FieldError named(FieldError field, Part part) {
        String path = switch (field.path()) {
            case "baseVersion" -> "version";
            case "entityId" -> "id";
            default -> field.path();
        };
        String whole = part.path();
        return field.at(whole.isEmpty() || path.isEmpty() ? whole + path : whole + "." + path);
    }

    /** The sender has edited what somebody else changed: the hub's record, and the fields that differ. */
    private static ProblemException stale(Operation operation, @Nullable RecordState there) {
        if (there == null || there.deleted()) {
            return new ProblemException(ProblemCode.NOT_FOUND);
        }
        List<FieldError> fields = operation.payload().properties().stream()
                .filter(e -> differs(e.getValue(), there.data().get(e.getKey())))
                .map(e -> new FieldError(e.getKey(), "differs", FieldText.DIFFERS))
                .toList();
        return new ProblemException(
                ProblemCode.VERSION_CONFLICT, Map.of("record", RecordJson.of(there), "fields", fields));
    }

    private static boolean differs(JsonNode sent, @Nullable JsonNode there) {
        return there == null ? !sent.isNull() : !Json.same(there, sent);
    }
}
