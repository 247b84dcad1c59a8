package dev.concilia.convergence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A device: its copy, its outbox, its cursor, its clock. It speaks to nobody by itself. */
final class SimDevice {
    static final Duration PACE = Duration.ofSeconds(30);

    final int number;
    final String id;
    final Wire.Caller caller;
    final Shelf shelf = new Shelf();
    final List<SentOp> outbox = new ArrayList<>();

    private final Duration skew;
    private final long driftMillis;
    private Instant time;

    SimDevice(int number, String id, String apiKey, Instant start, RandomGenerator random) {
        this.number = number;
        this.id = id;
        this.caller = Wire.Caller.device(apiKey);
        // At least 3 hours off, so that a run's own length never decides which of two times is the later one.
        this.skew = Duration.ofMinutes(random.nextLong(180, 2_881)).multipliedBy(random.nextBoolean() ? 1 : -1);
        this.driftMillis = random.nextLong(-10_000, 10_001);
        this.time = start.plus(skew);
    }

    void tick() {
        time = time.plus(PACE).plusMillis(driftMillis);
    }

    Instant now() {
        return time;
    }

    /** The first operations of the outbox, about {@code size} of them; a group is never torn. */
    List<SentOp> head(int size) {
        List<SentOp> head = new ArrayList<>();
        for (SentOp op : outbox) {
            boolean inGroup = !head.isEmpty()
                    && op.group() != null
                    && op.group().equals(head.getLast().group());
            if (head.size() >= size && !inGroup) {
                break;
            }
            head.add(op);
        }
        return head;
    }

    static ObjectNode body(List<SentOp> ops, @Nullable Instant deviceTime, int pending) {
        ObjectNode body = Canon.JSON.createObjectNode();
        ArrayNode list = body.putArray("operations");
        ops.forEach(op -> list.add(op.json));
        body.put("pending", pending);
        return deviceTime == null ? body : body.put("deviceTime", deviceTime.toString());
    }

    /** Hears the answer to a push, after the ledger has noted it. */
    void hear(List<SentOp> ops, JsonNode answer) {
        ops.forEach(op -> op.settled = true);
        outbox.removeAll(ops);
        ops.forEach(shelf::answered);
        for (JsonNode result : answer.path("results")) {
            if (result.path("record").isObject()) {
                shelf.take(State.of(result.get("record")));
            }
        }
    }

    @Override
    public String toString() {
        return "device " + number;
    }
}
