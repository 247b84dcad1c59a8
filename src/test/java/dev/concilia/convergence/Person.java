package dev.concilia.convergence;

import java.net.URI;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Somebody in the back office who settles conflicts. */
final class Person {
    private final RandomGenerator random;
    private final Ledger ledger;
    private final Trace trace;
    private final Wire.Caller caller;

    Person(RandomGenerator random, Ledger ledger, Trace trace, Wire.Caller caller) {
        this.random = random;
        this.ledger = ledger;
        this.trace = trace;
        this.caller = caller;
    }

    void settleOne(URI node) {
        JsonNode open = conflicts(node, "open");
        if (!open.isEmpty()) {
            settle(node, open.get(random.nextInt(open.size())));
        } else {
            JsonNode settled = conflicts(node, "resolved");
            if (!settled.isEmpty()) {
                takeBack(node, settled.get(random.nextInt(settled.size())));
            }
        }
    }

    /** A settlement can be taken back until somebody changes what it changed. */
    private void takeBack(URI node, JsonNode conflict) {
        String id = conflict.path("id").asString();
        Wire.Reply reply = Wire.post(node, caller, "/api/admin/conflicts/" + id + "/undo", Generator.object());
        trace.add("a person takes " + id + " back: " + reply);
        if (reply.status() == 200) {
            ledger.settled(id, reply.json().path("version").asLong(), "UNDO");
            ledger.count("taken back");
        } else {
            reply.expect(409);
        }
    }

    /** Whether there was something to settle. */
    boolean settleAll(URI node) {
        JsonNode open = conflicts(node, "open");
        open.forEach(conflict -> settle(node, conflict));
        return !open.isEmpty();
    }

    private JsonNode conflicts(URI node, String state) {
        return Wire.get(node, caller, "/api/admin/conflicts?limit=50&state=" + state)
                .expect(200)
                .path("conflicts");
    }

    private void settle(URI node, JsonNode conflict) {
        String id = conflict.path("id").asString();
        ObjectNode wish = wish(conflict);
        trace.add("a person settles " + id + " about " + conflict.path("entityId") + conflict.path("fields") + " by "
                + wish);
        String path = "/api/admin/conflicts/" + id + "/resolve";
        JsonNode done = Wire.post(node, caller, path, wish).expect(200);
        ledger.settled(
                id, done.path("version").asLong(), wish.path("resolution").asString());
        ledger.count("settled " + wish.path("resolution").asString());
        if (random.nextInt(3) == 0) { // clicked twice
            Wire.post(node, caller, path, wish).expect(409);
        }
    }

    private ObjectNode wish(JsonNode conflict) {
        ObjectNode merged = Generator.object();
        conflict.path("fields").forEach(field -> {
            JsonNode mine = conflict.path("mine").path(field.asString());
            if (!field.asString().startsWith("_") && !mine.isNull() && !mine.isMissingNode()) {
                merged.set(field.asString(), mine);
            }
        });
        ObjectNode wish = Generator.object();
        return switch (random.nextInt(merged.isEmpty() ? 2 : 3)) {
            case 0 -> wish.put("resolution", "TERMINAL_WINS");
            case 1 -> wish.put("resolution", "CENTRAL_WINS");
            default -> {
                wish.put("resolution", "MANUAL_MERGE").set("resolvedData", merged);
                yield wish;
            }
        };
    }
}
