package dev.concilia.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a device has done and the hub has not yet acknowledged, in order. Nothing leaves before its answer is there. */
final class Outbox {
    /** Past this a device that is cut off stops adding. */
    static final int FULL = 600;

    private final Deque<Unit> units = new ArrayDeque<>();
    private int size;

    void add(Unit unit) {
        units.addLast(unit);
        size += unit.size();
    }

    /** Operations that wait. */
    int size() {
        return size;
    }

    boolean isFull() {
        return size >= FULL;
    }

    boolean touches(String entityId) {
        return units.stream().anyMatch(unit -> unit.touches(entityId));
    }

    /** The first units, at most {@code most} operations but at least one unit. */
    List<Unit> first(int most) {
        List<Unit> first = new ArrayList<>();
        int count = 0;
        for (Unit unit : units) {
            if (count > 0 && count + unit.size() > most) {
                break;
            }
            first.add(unit);
            count += unit.size();
        }
        return first;
    }

    /** Lets go of the answered units; one that the hub wants later stays. {@code results} by operation. */
    void settle(List<Unit> sent, Map<String, JsonNode> results) {
        for (Unit unit : sent) {
            boolean done = unit.ops().stream().allMatch(op -> {
                JsonNode result = results.get(op.operationId());
                return result != null && !result.path("retry").asString("").equals("later");
            });
            if (done) {
                drop(unit);
            }
        }
    }

    void drop(Unit unit) {
        if (units.remove(unit)) {
            size -= unit.size();
        }
    }
}
