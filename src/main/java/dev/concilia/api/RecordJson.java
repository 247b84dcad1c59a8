package dev.concilia.api;

import dev.concilia.kernel.Json;
import dev.concilia.sync.FeedPage;
import dev.concilia.sync.RecordState;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A record as dialects show it: its fields, and beside them what the hub knows of it. */
public final class RecordJson {
    private static final List<String> OF_THE_HUB = List.of("id", "version", "updatedAt", "modifiedBy");

    private RecordJson() {}

    /** {@code {id, …fields, createdAt, version, updatedAt, modifiedBy}}; what the hub knows stands over the fields'. */
    public static ObjectNode of(RecordState record) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("id", record.key().id());
        json.setAll(record.data());
        json.put("id", record.key().id());
        if (!json.has("createdAt")) {
            json.put("createdAt", record.createdAt().toString());
        }
        return json.put("version", record.version())
                .put("updatedAt", record.updatedAt().toString())
                .put("modifiedBy", record.side().name());
    }

    /** A change of the feed: as {@link #of(RecordState)}, or the tombstone. */
    public static ObjectNode of(FeedPage.Change change) {
        if (change.data() == null) {
            return tombstone(change.id(), change.updatedAt());
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", change.id());
        json.setAll((ObjectNode) Json.mapper().readTree(change.data()));
        return json.put("id", change.id())
                .put("version", change.version())
                .put("updatedAt", change.updatedAt().toString())
                .put("modifiedBy", change.modifiedBy().name());
    }

    /** A copy of what a client sent without what {@link #of} adds: it may send back what it was given. */
    public static ObjectNode fields(ObjectNode sent) {
        return sent.deepCopy().remove(OF_THE_HUB);
    }

    /** A tombstone as the multi-machine clients read it. */
    public static ObjectNode tombstone(String id, Instant updatedAt) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("_deleted", true)
                .put("updatedAt", updatedAt.toString());
    }
}
