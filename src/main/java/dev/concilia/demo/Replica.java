package dev.concilia.demo;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a device holds of the hub: of each table that it keeps, which records in which version. */
final class Replica {
    private final Map<String, VersionTable> tables = new TreeMap<>();
    private final Map<String, ObjectNode> strays = new HashMap<>();

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

    /** Takes a state of a record for true, whatever is here. */
    void settle(String entity, String id, long version, boolean deleted, Instant updatedAt) {
        forget(entity, id);
        put(entity, id, version, deleted, updatedAt);
    }

    /** Lets a record be as if it had never come. */
    void forget(String entity, String id) {
        VersionTable table = tables.get(entity);
        if (table != null) {
            table.forget(id);
        }
        strays.remove(id);
    }

    /** A record that this device made and nobody was told of, with its content. */
    void stray(String entity, String id, ObjectNode content, Instant updatedAt) {
        put(entity, id, 1, false, updatedAt);
        strays.put(id, content);
    }

    /** The content of a stray record, none for all others: what came from the hub is there. */
    @Nullable
    ObjectNode stray(String id) {
        return strays.get(id);
    }

    /** The version of a live record, 0 for none. */
    long version(String entity, String id) {
        VersionTable table = tables.get(entity);
        return table == null ? 0 : table.version(id);
    }

    /** Some live record of a table, none without records. */
    @Nullable
    String any(String entity, RandomGenerator random) {
        VersionTable table = tables.get(entity);
        return table == null ? null : table.near(random.nextInt());
    }

    void clear() {
        tables.replaceAll((entity, table) -> new VersionTable());
        strays.clear();
    }

    /** The {@code buckets} of a table. */
    ObjectNode buckets(String entity) {
        ObjectNode buckets = JsonNodeFactory.instance.objectNode();
        VersionTable table = tables.get(entity);
        if (table != null) {
            table.buckets().forEach(buckets::put);
        }
        return buckets;
    }

    /** The live records of a bucket with their versions. */
    Map<String, Long> held(String entity, String bucket) {
        VersionTable table = tables.get(entity);
        return table == null ? Map.of() : table.held(bucket);
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

    /** The {@code tables} of a heartbeat. */
    ObjectNode counts() {
        ObjectNode counts = JsonNodeFactory.instance.objectNode();
        tables.forEach((entity, table) -> counts.putObject(entity).put("synced", table.count()));
        return counts;
    }
}
