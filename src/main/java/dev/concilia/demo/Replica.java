package dev.concilia.demo;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a device holds of the hub: of each table that it keeps, which records in which version. */
final class Replica {
    private final Map<String, VersionTable> tables = new TreeMap<>();

    Replica(Set<String> entities) {
        entities.forEach(entity -> tables.put(entity, new VersionTable()));
    }

    /** Notes a state of a record, if its table is kept. */
    void put(String entity, String id, long version, boolean deleted, Instant updatedAt) {
        VersionTable table = tables.get(entity);
        if (table != null && version > 0) {
            table.put(id, version, deleted, updatedAt);
        }
    }

    /** The version of a live record, 0 for none. */
    long version(String entity, String id) {
        VersionTable table = tables.get(entity);
        return table == null ? 0 : table.version(id);
    }

    void clear() {
        tables.replaceAll((entity, table) -> new VersionTable());
    }

    /** The {@code clientSummary} of a reconcile. */
    ObjectNode summary() {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        tables.forEach((entity, table) -> {
            ObjectNode entry = summary.putObject(entity).put("count", table.count());
            Instant latest = table.latest();
            if (latest != null) {
                entry.put("latestUpdatedAt", latest.toString());
            }
            entry.put("digest", table.digest());
        });
        return summary;
    }
}
