package dev.concilia.sync;

import dev.concilia.catalog.FieldRule;
import dev.concilia.catalog.Strategy;
import dev.concilia.kernel.Json;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings an edit and the hub's record together, field by field. A field that only one side changed is that side's; a
 * field that both changed to different values goes by its rule. What the sender itself changed since its base version is
 * its own side's. Where a rule needs a base value that cannot be rebuilt, a person decides.
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
            Optional<JsonNode> settled = settle(edit, field, wanted, there, history, base, current);
            if (settled.isPresent()) {
                overruled |= same(settled.get(), there) && !alike(edit, field, wanted, there);
                set(result, field, settled.get());
            } else {
                Optional<JsonNode> old = base > 0 ? history.of(field, base, current) : Optional.empty();
                old.filter(value -> !value.isMissingNode()).ifPresent(value -> baseShown.set(field, value));
                mine.set(field, shown(wanted));
                theirs.set(field, shown(there));
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

    /** The value that a field gets; empty: a person decides. */
    private static Optional<JsonNode> settle(
            Edit edit,
            String field,
            JsonNode wanted,
            JsonNode there,
            BaseValues history,
            long base,
            RecordState current) {
        FieldRule rule = edit.ruleOf(field);
        boolean adds = rule == FieldRule.DELTA || rule == FieldRule.UNION;
        long lastSet = current.versionOf(field);
        if (base > 0 && lastSet <= base || history.isOwn(lastSet) && !adds) {
            return Optional.of(wanted); // nobody else has changed it since the sender saw it
        }
        Optional<JsonNode> seen = base > 0 ? seen(rule, field, history, base, current) : Optional.empty();
        if (seen.isPresent() && alike(edit, field, seen.get(), wanted)) {
            return Optional.of(there); // sent along, not changed
        }
        boolean addsAlike = rule == FieldRule.DELTA && seen.isPresent(); // both added the same: that is twice as much
        if (alike(edit, field, wanted, there) && !addsAlike) {
            return Optional.of(there);
        }
        if (edit.type().strategy() == Strategy.CREATE_ONLY) {
            return Optional.empty(); // what was recorded once is not overwritten, nor is the other silently dropped
        }
        return switch (rule) {
            case LOCAL -> Optional.of(edit.side() == Side.LOCAL ? wanted : there);
            case REMOTE -> Optional.of(edit.side() == Side.REMOTE ? wanted : there);
            case NEWEST -> Optional.of(newer(edit, history.timeOf(lastSet, current)) ? wanted : there);
            case DELTA -> seen.flatMap(from -> Accumulation.delta(from, wanted, there));
            case UNION -> seen.flatMap(from -> Accumulation.union(from, wanted, there));
            case MANUAL -> Optional.empty();
        };
    }

    /** What the sender last saw in a field: the base version's value and, on it, its own changes since. */
    private static Optional<JsonNode> seen(
            FieldRule rule, String field, BaseValues history, long base, RecordState current) {
        Optional<JsonNode> seen = history.of(field, base, current);
        for (BaseValues.Step own : history.ownSteps(field, base, current)) {
            seen = seen.flatMap(value -> switch (rule) {
                case DELTA -> Accumulation.delta(own.before(), own.after(), value);
                case UNION -> Accumulation.union(own.before(), own.after(), value);
                default -> Optional.of(own.after());
            });
        }
        return seen;
    }

    /** Without a usable time the later arrival is the newer one. */
    static boolean newer(Edit edit, Instant there) {
        return edit.madeAt() == null || !edit.madeAt().isBefore(there);
    }

    private static ObjectNode existence(boolean deleted) {
        return JsonNodeFactory.instance.objectNode().put(EXISTENCE, deleted);
    }

    static JsonNode valueOf(ObjectNode data, String field) {
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

    /** As {@link #same}; an amount of money is the same however it is written. */
    private static boolean alike(Edit edit, String field, JsonNode a, JsonNode b) {
        return same(a, b)
                || edit.type().moneyFields().contains(field)
                        && !a.isMissingNode()
                        && !b.isMissingNode()
                        && Quantities.number(a).compareTo(Quantities.number(b)) == 0;
    }

    static JsonNode shown(JsonNode value) {
        return value.isMissingNode() ? NullNode.getInstance() : value;
    }

    /** Another spelling of the same value is no change of the field. */
    private static void set(ObjectNode target, String field, JsonNode value) {
        if (value.isMissingNode()) {
            target.remove(field);
        } else if (!same(value, valueOf(target, field))) {
            target.set(field, value);
        }
    }
}
