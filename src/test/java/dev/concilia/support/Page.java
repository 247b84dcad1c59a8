package dev.concilia.support;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A page of changes. */
public record Page(List<Change> changes, String cursor, boolean hasMore, String epoch) {
    public record Change(
            String entity,
            String id,
            long version,
            boolean deleted,
            JsonNode data,
            String updatedAt,
            String modifiedBy,
            String deviceId) {}

    public static Page of(JsonNode json) {
        return new Page(
                json.get("changes").valueStream().map(Page::change).toList(),
                json.get("cursor").asString(),
                json.get("hasMore").booleanValue(),
                json.get("epoch").asString());
    }

    private static Change change(JsonNode json) {
        return new Change(
                json.get("entity").asString(),
                json.get("id").asString(),
                json.get("version").asLong(),
                json.get("deleted").booleanValue(),
                json.path("data"),
                json.get("updatedAt").asString(),
                json.get("modifiedBy").asString(),
                json.path("deviceId").asString(""));
    }

    public List<String> ids() {
        return changes.stream().map(Change::id).toList();
    }
}
