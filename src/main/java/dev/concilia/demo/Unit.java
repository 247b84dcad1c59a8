package dev.concilia.demo;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** What must travel in one batch: operations that apply together or not at all. */
record Unit(List<Op> ops) {
    Unit {
        ops = List.copyOf(ops);
    }

    static Unit of(Op op) {
        return new Unit(List.of(op));
    }

    int size() {
        return ops.size();
    }

    boolean touches(String entityId) {
        return ops.stream().anyMatch(op -> op.entityId().equals(entityId));
    }

    void addTo(ArrayNode operations) {
        String group =
                ops.size() == 1 ? null : DemoIds.of("group/" + ops.getFirst().operationId());
        ops.forEach(op -> operations.add(op.json(group)));
    }
}
