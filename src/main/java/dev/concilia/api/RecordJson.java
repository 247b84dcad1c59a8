package dev.concilia.api;

import dev.concilia.sync.RecordState;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A record as dialects show it: its fields, and beside them what the hub knows of it. */
public final class RecordJson {
    private RecordJson() {}

    /** {@code {id, …fields, version, createdAt, updatedAt, modifiedBy}}; the hub's times stand over the fields'. */
    public static ObjectNode of(RecordState record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", record.key().id());
        json.setAll(record.data());
        json.put("id", record.key().id());
        if (!json.has("createdAt")) {
            json.put("createdAt", record.createdAt().toString());
        }
        return json.put("version", record.version())
                .put("updatedAt", record.updatedAt().toString())
                .put("modifiedBy", record.side().name());
    }

    /** A tombstone as the multi-machine clients read it. */
    public static ObjectNode tombstone(RecordState record) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", record.key().id())
                .put("_deleted", true)
                .put("updatedAt", record.updatedAt().toString());
    }
}
