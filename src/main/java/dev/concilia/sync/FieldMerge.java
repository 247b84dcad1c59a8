package dev.concilia.sync;

import dev.concilia.catalog.FieldRule;
import dev.concilia.catalog.Strategy;
import dev.concilia.kernel.Json;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings an edit and the hub's record together, field by field. A field that only one side changed is that side's; a
 * field that both changed to different values goes by its rule. Where a rule needs a base value that cannot be rebuilt,
 * a person decides.
 */
final class FieldMerge {
    /** Stands for the record's existence in a conflict about a deletion. */
    static final String EXISTENCE = "_deleted";

    /** The edit was made on the record as it stands: its fields are set. A null clears a field. */
    Decision onTop(Edit edit, RecordState current) {
        ObjectNode result = patched(current.data(), edit.payload());
        return Json.same(result, current.data()) ? new Decision.Unchanged() : new Decision.Write(result, false, false);
    }

    /** The edit was made on an earlier version ({@code base}; 0: none is known). */
    Decision differing(Edit edit, RecordState current, BaseValues history, long base) {
        ObjectNode result = current.data().deepCopy();
        ObjectNode baseShown = JsonNodeFactory.instance.objectNode();
        ObjectNode mine = JsonNodeFactory.instance.objectNode();
        ObjectNode theirs = JsonNodeFactory.instance.objectNode();
        boolean overruled = false;
        for (var entry : edit.payload().properties()) {
            String field = entry.getKey();
            JsonNode wanted = cleared(entry.getValue());
            JsonNode there = valueOf(current.data(), field);
            if (same(wanted, there)) {
                continue;
            }
            if (base > 0 && current.versionOf(field) <= base) {
                set(result, field, wanted);
                continue;
            }
            Optional<JsonNode> old = base > 0 ? history.of(field, base, current) : Optional.empty();
            Optional<JsonNode> settled = settle(edit, field, wanted, there, old, current);
            if (settled.isEmpty()) {
                old.filter(value -> !value.isMissingNode()).ifPresent(value -> baseShown.set(field, value));
                set(mine, field, wanted);
                set(theirs, field, there);
                mine.putIfAbsent(field, NullNode.getInstance());
                theirs.putIfAbsent(field, NullNode.getInstance());
            } else {
                overruled |= same(settled.get(), there);
                set(result, field, settled.get());
            }
        }
        boolean changed = !Json.same(result, current.data());
        if (!mine.isEmpty()) {
            Set<String> fields = new LinkedHashSet<>(mine.propertyNames());
            return new Decision.Disagree(fields, changed ? result : null, baseShown, mine, theirs);
        }
        if (changed) {
            return new Decision.Write(result, false, true);
        }
        return overruled ? new Decision.Superseded() : new Decision.Unchanged();
    }

    /** A change meets a deletion: the whole wish against the whole record. */
    static Decision aboutDeletion(Edit edit, RecordState current) {
        ObjectNode mine = edit.action() == Action.DELETE
                ? existence(true)
                : edit.payload().deepCopy();
        ObjectNode theirs = current.deleted() ? existence(true) : current.data().deepCopy();
        if (edit.action() != Action.DELETE) {
            mine.put(EXISTENCE, false);
        }
        return new Decision.Disagree(Set.of(EXISTENCE), null, JsonNodeFactory.instance.objectNode(), mine, theirs);
    }

    /** A copy of {@code data} with the members of {@code patch} set; a null removes one (JSON Merge Patch, one level). */
    static ObjectNode patched(ObjectNode data, ObjectNode patch) {
        ObjectNode result = data.deepCopy();
        patch.properties().forEach(e -> set(result, e.getKey(), cleared(e.getValue())));
        return result;
    }

    /** The value that a rule gives a field both sides changed; empty: a person decides. */
    private static Optional<JsonNode> settle(
            Edit edit, String field, JsonNode wanted, JsonNode there, Optional<JsonNode> old, RecordState current) {
        if (edit.type().strategy() == Strategy.CREATE_ONLY) {
            return Optional.empty(); // what was recorded once is not overwritten, nor is the other silently dropped
        }
        FieldRule rule = edit.type().ruleOf(field);
        return switch (rule) {
            case LOCAL -> Optional.of(edit.side() == Side.LOCAL ? wanted : there);
            case REMOTE -> Optional.of(edit.side() == Side.REMOTE ? wanted : there);
            case NEWEST -> Optional.of(newer(edit, current) ? wanted : there);
            case DELTA -> old.flatMap(base -> added(base, wanted, there));
            case UNION -> old.flatMap(base -> union(base, wanted, there));
            case MANUAL -> Optional.empty();
        };
    }

    /** Without a usable time the later arrival is the newer one. */
    private static boolean newer(Edit edit, RecordState current) {
        return edit.madeAt() == null || !edit.madeAt().isBefore(current.updatedAt());
    }

    private static Optional<JsonNode> added(JsonNode base, JsonNode wanted, JsonNode there) {
        BigDecimal from = number(base);
        BigDecimal mine = number(wanted);
        BigDecimal theirs = number(there);
        if (from == null || mine == null || theirs == null) {
            return Optional.empty();
        }
        BigDecimal sum = theirs.add(mine).subtract(from);
        return Optional.of(
                wanted.isString()
                        ? JsonNodeFactory.instance.stringNode(sum.toPlainString())
                        : JsonNodeFactory.instance.numberNode(sum));
    }

    /** What counts as a number to add: nothing is 0; money may be text; other text is none. */
    private static @Nullable BigDecimal number(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return BigDecimal.ZERO;
        }
        if (node.isNumber()) {
            return node.decimalValue();
        }
        try {
            return node.isString() ? new BigDecimal(node.stringValue()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Optional<JsonNode> union(JsonNode base, JsonNode wanted, JsonNode there) {
        Set<JsonNode> from = items(base);
        Set<JsonNode> mine = items(wanted);
        Set<JsonNode> result = items(there);
        if (!(wanted.isArray() || wanted.isMissingNode()) || !(there.isArray() || there.isMissingNode())) {
            return Optional.empty();
        }
        from.stream().filter(item -> !mine.contains(item)).forEach(result::remove);
        result.addAll(mine.stream().filter(item -> !from.contains(item)).toList());
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        result.forEach(array::add);
        return Optional.of(array);
    }

    private static Set<JsonNode> items(JsonNode array) {
        Set<JsonNode> items = new LinkedHashSet<>();
        array.forEach(items::add);
        return items;
    }

    private static ObjectNode existence(boolean deleted) {
        return JsonNodeFactory.instance.objectNode().put(EXISTENCE, deleted);
    }

    private static JsonNode valueOf(ObjectNode data, String field) {
        JsonNode value = data.get(field);
        return value == null ? MissingNode.getInstance() : cleared(value);
    }

    /** Null and absent mean the same in a record. */
    private static JsonNode cleared(JsonNode value) {
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private static boolean same(JsonNode a, JsonNode b) {
        return a.isMissingNode() || b.isMissingNode() ? a.isMissingNode() && b.isMissingNode() : Json.same(a, b);
    }

    private static void set(ObjectNode target, String field, JsonNode value) {
        if (value.isMissingNode()) {
            target.remove(field);
        } else {
            target.set(field, value);
        }
    }
}
