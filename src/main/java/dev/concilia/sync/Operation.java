package dev.concilia.sync;

import dev.concilia.catalog.FieldError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One change that a client wants made. Source: the protocol's "Push".
 *
 * @param operationId unique per business for ever; the same id with the same content is the same operation
 * @param entity name or alias of an entity type
 * @param payload the record (insert), the changed fields (update), or empty (delete)
 * @param baseVersion the version that the client edited, if it knows
 * @param clientTimestamp when the client made the change by its own clock: recorded, never trusted
 * @param group operations of one group apply together or not at all
 * @param defects what the reader of the wire could not make sense of; such an operation is rejected
 */
public record Operation(
        String operationId,
        String entity,
        Action action,
        String entityId,
        ObjectNode payload,
        @Nullable Long baseVersion,
        @Nullable Instant clientTimestamp,
        @Nullable String group,
        List<FieldError> defects) {
    public Operation(
            String operationId,
            String entity,
            Action action,
            String entityId,
            ObjectNode payload,
            @Nullable Long baseVersion,
            @Nullable Instant clientTimestamp,
            @Nullable String group) {
        this(operationId, entity, action, entityId, payload, baseVersion, clientTimestamp, group, List.of());
    }

    /** This operation as one that could not be read: it takes its place in the batch and is rejected. */
    public Operation unreadable(List<FieldError> why) {
        return new Operation(
                operationId, entity, action, entityId, payload, baseVersion, clientTimestamp, group, List.copyOf(why));
    }
}
