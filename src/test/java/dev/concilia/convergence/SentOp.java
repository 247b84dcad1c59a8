package dev.concilia.convergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An operation that a device made, and every answer that was seen to it. */
final class SentOp {
    private static final Set<String> ACCEPTED = Set.of("applied", "merged", "superseded", "duplicate", "conflict");

    final int device;
    final Key key;
    final String action;
    final ObjectNode payload;
    final ObjectNode json;
    /** What the device meant to add to {@code loyaltyPoints}; 0 for none. */
    final long points;

    final List<Ack> acks = new ArrayList<>();
    /** The device tried to send it: it may have arrived. */
    boolean tried;
    /** The device has heard its answer. */
    boolean settled;

    /** One answer. {@code version} is 0 where there was none. */
    record Ack(String outcome, String error, long version, String conflictId) {
        boolean accepted() {
            return ACCEPTED.contains(outcome);
        }
    }

    SentOp(int device, Key key, String action, ObjectNode payload, ObjectNode json, long points) {
        this.device = device;
        this.key = key;
        this.action = action;
        this.payload = payload;
        this.json = json;
        this.points = points;
    }

    String id() {
        return json.path("operationId").asString();
    }

    @Nullable
    String group() {
        return json.path("group").asString(null);
    }

    boolean inDoubt() {
        return tried && !settled;
    }

    /** The first answer that says the hub has taken it. */
    Optional<Ack> accepted() {
        return acks.stream().filter(Ack::accepted).findFirst();
    }

    @Override
    public String toString() {
        return id() + " " + action + " " + key + " " + payload;
    }
}
