package dev.concilia.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A device's side of the protocol: what it sends, what it makes of refusals, how it compares and repairs itself. */
final class DeviceSync {
    private static final Logger log = LoggerFactory.getLogger(DeviceSync.class);
    /** Small enough that a device that comes back is seen to catch up. */
    private static final int BATCH = 60;

    private static final int RECONCILE_TRIES = 3;

    /** What the hub derives from these (stock) is this device's own change, which a pull of others' changes leaves out. */
    private static final Set<String> MOVING_STOCK = Set.of("inventory_movements", "sale_items");

    private static final String VERSION = "demo 2";

    private final Profile profile;
    private final HubClient hub;
    private final String apiKey;
    private final Replica replica;
    private final Outbox outbox;
    private final Intake intake;
    private final Repair repair;
    private final Set<String> differing = new TreeSet<>();

    DeviceSync(Profile profile, HubClient hub, String apiKey, Replica replica, Outbox outbox, Intake intake) {
        this.profile = profile;
        this.hub = hub;
        this.apiKey = apiKey;
        this.replica = replica;
        this.outbox = outbox;
        this.intake = intake;
        this.repair = new Repair(hub, apiKey, replica, outbox);
    }

    /** A sign of life: how this device stands. Whether somebody wants it to sync now. */
    boolean heartbeat(Instant deviceTime) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("terminalId", profile.externalId())
                .put("status", differing.isEmpty() ? "ONLINE" : "SYNCING")
                .put("pending", outbox.size())
                .put("failed", 0)
                .put("version", VERSION)
                .put("deviceTime", deviceTime.toString());
        body.set("tables", replica.counts());
        return !hub.post(apiKey, "heartbeat", body)
                .body()
                .path("pendingTriggers")
                .isEmpty();
    }

    /** Sends the first of what waits; the pause that the hub wants, none if all is well. */
    @Nullable
    Duration push(Instant deviceTime) throws IOException, InterruptedException {
        List<Unit> units = outbox.first(BATCH);
        if (units.isEmpty()) {
            return null;
        }
        int sent = units.stream().mapToInt(Unit::size).sum();
        Answer answer = hub.push(apiKey, body(units, outbox.size() - sent, deviceTime));
        if (answer.ok()) {
            settle(units, answer.body().path("results"));
            return null;
        }
        if (answer.status() == 400 || answer.status() == 413 || answer.status() == 422) {
            log.warn(
                    "Demo device {}: the hub refused a batch with {} {}",
                    profile.name(),
                    answer.status(),
                    answer.code());
            units.forEach(outbox::drop);
        }
        return answer.pause();
    }

    /** Whether the last reconcile found tables that a pull does not put right. */
    boolean differs() {
        return !differing.isEmpty();
    }

    /**
     * Compares with the hub right after a pull to the end. What changed in between is pulled and compared again; what still
     * differs then is for {@link #repair}.
     */
    @Nullable
    Duration reconcile() throws IOException, InterruptedException {
        differing.clear();
        for (int i = 0; i < RECONCILE_TRIES; i++) {
            Duration pause = intake.pull(Intake.ALL);
            if (pause != null) {
                return pause;
            }
            Answer answer = hub.reconcile(apiKey, replica.summary());
            if (!answer.ok()) {
                return answer.pause();
            }
            differing.clear();
            answer.body()
                    .path("mismatches")
                    .forEach(mismatch -> differing.add(mismatch.path("table").asString("")));
            if (differing.isEmpty()) {
                intake.trust();
                return null;
            }
        }
        log.debug("Demo device {} differs from the hub in {}", profile.name(), differing);
        return null;
    }

    /** Puts right what the last reconcile found, moving only what differs; {@code now} is the device's clock. */
    Repair.Done repair(Instant now) throws IOException, InterruptedException {
        Repair.Done done = Repair.Done.NOTHING;
        for (String entity : differing) {
            done = done.and(repair.table(entity, now));
        }
        if (done.equals(Repair.Done.NOTHING)) {
            intake.lookAgain(); // the same versions, at other times: the feed knows when
        }
        log.debug("Demo device {} repaired itself: {}", profile.name(), done);
        differing.clear();
        return done;
    }

    private ObjectNode body(List<Unit> units, int rest, Instant deviceTime) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode operations = body.putArray("operations");
        units.forEach(unit -> unit.addTo(operations));
        return body.put("deviceTime", deviceTime.toString()).put("pending", rest);
    }

    private void settle(List<Unit> units, JsonNode results) {
        Map<String, JsonNode> byOperation = new HashMap<>();
        results.forEach(result -> byOperation.put(result.path("operationId").asString(""), result));
        for (Unit unit : units) {
            for (Op op : unit.ops()) {
                JsonNode result = byOperation.get(op.operationId());
                if (result != null) {
                    note(op, result);
                }
            }
        }
        outbox.settle(units, byOperation);
    }

    private void note(Op op, JsonNode result) {
        switch (result.path("outcome").asString("")) {
            case "applied" -> own(op, result.path("version").asLong(0), result.path("serverTimestamp"));
            case "merged" ->
                own(op, result.path("version").asLong(0), result.path("record").path("updatedAt"));
            // The first answer was lost, or another device did the same: when that was, the feed knows.
            case "duplicate", "superseded", "conflict" -> intake.lookAgain();
            default ->
                log.debug("Demo device {}: {} of {} was refused: {}", profile.name(), op.action(), op.entity(), result);
        }
    }

    private void own(Op op, long version, JsonNode time) {
        Instant at = Intake.instant(time, Instant.MIN);
        if (at.equals(Instant.MIN)) {
            intake.lookAgain();
        } else {
            replica.put(op.entity(), op.entityId(), version, false, at);
            if (MOVING_STOCK.contains(op.entity())) {
                intake.lookAgain();
            }
        }
    }
}
