package dev.concilia.sync.reconcile;

import dev.concilia.kernel.Json;
import java.util.List;
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
