package dev.concilia.clients;

import dev.concilia.kernel.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A client's copy of a table: what it was told, by id. */
final class Copies {
    private final Map<String, Copy> rows = new TreeMap<>();

    record Copy(String id, long version, String updatedAt, ObjectNode data) {}

    /** The copy of one table. */
    static Copies of(Map<String, Copies> tables, String name) {
        return Objects.requireNonNull(tables.get(name));
    }

    void put(String id, long version, String updatedAt, JsonNode data) {
        rows.put(id, new Copy(id, version, updatedAt, (ObjectNode) data.deepCopy()));
    }

    /** A record as dialects show it, with {@code id}, {@code version} and {@code updatedAt} among its fields. */
    void putShown(JsonNode record) {
        put(
                record.get("id").asString(),
                record.get("version").asLong(),
                record.get("updatedAt").asString(),
                record);
    }

    void remove(String id) {
        rows.remove(id);
    }

    void clear() {
        rows.clear();
    }

    @Nullable
    Copy get(String id) {
        return rows.get(id);
    }

    Map<String, Copy> all() {
        return rows;
    }

    /** One of those that fit, if there are any. */
    Optional<Copy> any(Random chance, Predicate<Copy> fits) {
        List<Copy> some = rows.values().stream().filter(fits).toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(chance.nextInt(some.size())));
    }

    private String digest() {
        long digest = rows.values().stream()
                .mapToLong(row -> ByteBuffer.wrap(Sha256.of(row.id() + ":" + row.version()))
                        .getLong())
                .reduce(0, (a, b) -> a ^ b);
        return String.format("%016x", digest);
    }

    static ObjectNode summary(Map<String, Copies> tables) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        tables.forEach((name, copies) -> {
            ObjectNode table = summary.putObject(name).put("count", copies.rows.size());
            copies.rows.values().stream()
                    .map(row -> Instant.parse(row.updatedAt()))
                    .max(Instant::compareTo)
                    .ifPresent(at -> table.put("latestUpdatedAt", at.toString()));
            table.put("digest", copies.digest());
        });
        return summary;
    }
}
