package dev.concilia.sync;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Looks back through a record's history.
 *
 * @param changes what each later version replaced: version → field → the value before it, {@code MissingNode} where there
 *     was none
 * @param complete the oldest version that the history still reaches back to
 */
record BaseValues(TreeMap<Long, Map<String, JsonNode>> changes, long complete) {
    static final BaseValues NONE = new BaseValues(new TreeMap<>(), Long.MAX_VALUE);

    /** The field's value at version {@code base}; empty where it cannot be rebuilt. Missing is a value, too. */
    Optional<JsonNode> of(String field, long base, RecordState current) {
        if (base < complete) {
            return Optional.empty();
        }
        return Optional.of(changes.tailMap(base, false).values().stream()
                .filter(before -> before.containsKey(field))
                .findFirst()
                .map(before -> before.get(field))
                .orElseGet(() -> current.data().has(field) ? current.data().get(field) : MissingNode.getInstance()));
    }
}
