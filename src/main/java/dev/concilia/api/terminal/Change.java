package dev.concilia.api.terminal;

import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Json;
import dev.concilia.sync.Action;
import dev.concilia.sync.Operation;
import java.util.Base64;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One change of a push, as the terminal sent it.
 *
 * @param syncVersion the version that the terminal edited; 0 says that it does not know
 * @param outboxId the terminal's own number or name of the change, null in JSON's terms if it sent none
 */
record Change(
        String entityType,
        String entityId,
        Action action,
        @Nullable ObjectNode data,
        long syncVersion,
        JsonNode outboxId) {

    /**
     * This change of {@code terminal} in the engine's terms. A version above the one that the hub holds is the terminal's
     * own count of its edits, and says nothing about what they were made on.
     */
    Operation operation(DeviceId terminal, long held) {
        return new Operation(
                operationId(terminal),
                entityType,
                action,
                entityId,
                data == null ? Json.mapper().createObjectNode() : data,
                action == Action.INSERT || syncVersion == 0 || syncVersion > held ? null : syncVersion,
                null,
                null);
    }

    /**
     * The same for every retry: by the outbox's own number, else by all that makes the change what it is. Source: the
     * dialects page, "terminal".
     */
    private String operationId(DeviceId terminal) {
        var parts = Json.mapper().createArrayNode().add(terminal.toString());
        if (outboxId.isNull()) {
            parts.add("change").add(entityType).add(entityId).add(action.wire()).add(syncVersion);
            parts.add(data);
        } else {
            parts.add("outbox").add(outboxId.asString());
        }
        return "terminal-" + Base64.getUrlEncoder().withoutPadding().encodeToString(Json.fingerprint(parts));
    }

    /** {@code held}: the version of each change's record at the hub, 0 where there is none. */
    static List<Operation> operations(List<Change> changes, DeviceId terminal, ToLongFunction<Change> held) {
        return changes.stream()
                .map(change -> change.operation(terminal, held.applyAsLong(change)))
                .toList();
    }
}
