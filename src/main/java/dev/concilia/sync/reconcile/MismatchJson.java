package dev.concilia.sync.reconcile;

import dev.concilia.kernel.Json;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Mismatches as they are kept and answered. */
public final class MismatchJson {
    private MismatchJson() {}

    public static ArrayNode of(List<Mismatch> mismatches) {
        ArrayNode array = Json.mapper().createArrayNode();
        for (Mismatch mismatch : mismatches) {
            ObjectNode node = array.addObject().put("table", mismatch.table());
            ArrayNode reasons = node.putArray("reasons");
            mismatch.reasons().forEach(reasons::add);
            node.set("client", of(mismatch.client()));
            node.set("server", of(mismatch.server()));
        }
        return array;
    }

    static List<Mismatch> read(JsonNode kept) {
        return kept.valueStream()
                .map(node -> new Mismatch(
                        node.path("table").asString(),
                        node.path("reasons")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList(),
                        summary(node.path("table").asString(), node.path("client")),
                        summary(node.path("table").asString(), node.path("server"))))
                .toList();
    }

    private static TableSummary summary(String table, JsonNode figures) {
        String latest = figures.path("latestUpdatedAt").asString(null);
        return new TableSummary(
                table,
                figures.path("count").asLong(),
                latest == null ? null : Instant.parse(latest),
                figures.path("digest").asString(null));
    }

    /** The figures of one side. */
    public static ObjectNode of(TableSummary summary) {
        return Json.mapper()
                .createObjectNode()
                .put("count", summary.count())
                .put(
                        "latestUpdatedAt",
                        summary.latestUpdatedAt() == null
                                ? null
                                : summary.latestUpdatedAt().toString())
                .put("digest", summary.digest());
    }
}
