package dev.concilia.convergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The copy a device works on: the hub's version it last took of each record, and its own edits that are not in that
 * version. While an operation on a record is in doubt, newer versions of the record wait: nobody could say whether they
 * hold the operation already.
 */
final class Shelf {
    private final Map<Key, Item> items = new TreeMap<>();

    private static final class Item {
        private @Nullable State base;
        private @Nullable State waiting;
        private final List<SentOp> edits = new ArrayList<>();
    }

    void edited(SentOp op) {
        items.computeIfAbsent(op.key, k -> new Item()).edits.add(op);
    }

    /** A version of the hub came, by the feed or with an answer. */
    void take(State state) {
        Item item = items.computeIfAbsent(state.key(), k -> new Item());
        if (newer(state, item.base) && newer(state, item.waiting)) {
            item.waiting = state;
        }
        settle(item);
    }

    /** The answer to an operation was heard. */
    void answered(SentOp op) {
        Item item = Objects.requireNonNull(items.get(op.key));
        SentOp.Ack ack = op.acks.getLast();
        if (!(ack.outcome().equals("applied") || ack.outcome().equals("duplicate"))) {
            item.edits.remove(op); // what became of it stands in the record that comes
        }
        settle(item);
    }

    private static void settle(Item item) {
        State next = item.waiting;
        if (next != null && item.edits.stream().noneMatch(SentOp::inDoubt)) {
            item.base = next;
            item.waiting = null;
            item.edits.removeIf(op -> op.settled && op.acks.getLast().version() <= next.version());
        }
    }

    private static boolean newer(State state, @Nullable State than) {
        return than == null || state.version() > than.version();
    }

    /** The version that an edit is made on; 0 for none. */
    long version(Key key) {
        Item item = items.get(key);
        return item == null || item.base == null ? 0 : item.base.version();
    }

    /** The record as the device shows it; empty for one that is not there or deleted. */
    Optional<ObjectNode> view(Key key) {
        Item item = items.get(key);
        if (item == null) {
            return Optional.empty();
        }
        ObjectNode data = item.base == null || item.base.deleted()
                ? null
                : item.base.data().deepCopy();
        for (SentOp op : item.edits) {
            data = after(data, op);
        }
        return Optional.ofNullable(data);
    }

    private static @Nullable ObjectNode after(@Nullable ObjectNode data, SentOp op) {
        if (op.action.equals("delete")) {
            return null;
        }
        if (op.action.equals("insert")) {
            return op.payload.deepCopy();
        }
        ObjectNode result = data == null ? JsonNodeFactory.instance.objectNode() : data;
        long points = result.path("loyaltyPoints").asLong(0) + op.points;
        result.setAll(op.payload);
        return op.points == 0 ? result : result.put("loyaltyPoints", points);
    }

    /** The records of an entity that the device shows. */
    List<Key> live(String entity) {
        return items.keySet().stream()
                .filter(key -> key.entity().equals(entity) && view(key).isPresent())
                .toList();
    }
}
