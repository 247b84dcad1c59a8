package dev.concilia.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One operation of a push, as the protocol's "Push" names its parts. */
record Op(
        String operationId,
        String entity,
        String action,
        String entityId,
        ObjectNode payload,
        @Nullable Long baseVersion,
        Instant at) {

    /** A new record; its operation is named after it, so that both repeat together. */
    static Op insert(String entity, String id, ObjectNode payload, Instant at) {
        return new Op(DemoIds.of("insert/" + id), entity, "insert", id, payload, null, at);
    }

    /** The wire form; {@code group} is none for an operation that stands alone. */
    ObjectNode json(@Nullable String group) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("operationId", operationId)
                .put("entity", entity)
                .put("action", action)
                .put("entityId", entityId)
                .put("clientTimestamp", at.toString());
        json.set("payload", payload);
        if (baseVersion != null) {
            json.put("baseVersion", baseVersion);
        }
        if (group != null) {
            json.put("group", group);
        }
        return json;
    }
}
