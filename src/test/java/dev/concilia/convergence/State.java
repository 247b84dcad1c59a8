package dev.concilia.convergence;

import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One version of a record, as somebody was told it. {@code data} is empty for a tombstone. */
record State(Key key, long version, boolean deleted, ObjectNode data, Instant updatedAt) {
    /** Reads a change of a page, or the record of an answer. */
    static State of(JsonNode json) {
        ObjectNode data =
                json.get("data") instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        return new State(
                new Key(json.path("entity").asString(), json.path("id").asString()),
                json.path("version").asLong(),
                json.path("deleted").asBoolean(),
                data,
                Instant.parse(json.path("updatedAt").asString()));
    }

    String content() {
        return deleted ? "deleted" : Canon.of(data);
    }

    @Override
    public String toString() {
        return key + "@" + version + " " + content();
    }
}
