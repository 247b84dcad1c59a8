package dev.concilia.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Looks back through a record's history, as the sender of an operation sees it.
 *
 * @param changes what each later version replaced
 * @param complete the oldest version that the history still reaches back to
 */
record BaseValues(TreeMap<Long, Past> changes, long complete) {
    static final BaseValues NONE = new BaseValues(new TreeMap<>(), Long.MAX_VALUE);

    /**
     * One version.
     *
     * @param before the fields it changed, with the values before it, {@code MissingNode} where there was none
     * @param own whether the sender made it: it then knew this change when it made its next one, though it names an
     *     earlier base version because the hub's answer was still to come
     */
    record Past(Map<String, JsonNode> before, Instant at, boolean own) {}

    /** What one version did to one field. */
    record Step(JsonNode before, JsonNode after) {}

    /** The field's value at version {@code base}; empty where it cannot be rebuilt. Missing is a value, too. */
    Optional<JsonNode> of(String field, long base, RecordState current) {
        return base < complete ? Optional.empty() : Optional.of(after(field, base, current));
    }

    /** The sender's own changes of a field since {@code base}, oldest first. */
    List<Step> ownSteps(String field, long base, RecordState current) {
        List<Step> steps = new ArrayList<>();
        changes.tailMap(base, false).forEach((version, past) -> {
            JsonNode before = past.before().get(field);
            if (past.own() && before != null) {
                steps.add(new Step(before, after(field, version, current)));
            }
        });
        return steps;
    }

    /** Whether the sender made every version since {@code base}, so that it knew the record as it stands. */
    boolean onlyOwn(long base) {
        return base >= complete
                && changes.tailMap(base, false).values().stream().allMatch(Past::own);
    }

    boolean isOwn(long version) {
        Past past = changes.get(version);
        return past != null && past.own();
    }

    /** When a version was made; as far as is known not later than the record's last change. */
    Instant timeOf(long version, RecordState current) {
        Past past = changes.get(version);
        return past == null ? current.updatedAt() : past.at();
    }

    private JsonNode after(String field, long version, RecordState current) {
        for (Past later : changes.tailMap(version, false).values()) {
            JsonNode before = later.before().get(field);
            if (before != null) {
                return before;
            }
        }
        JsonNode now = current.data().get(field);
        return now == null ? MissingNode.getInstance() : now;
    }
}
