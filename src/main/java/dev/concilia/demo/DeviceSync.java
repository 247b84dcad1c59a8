package dev.concilia.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A device's side of the protocol: what it sends, what it takes in, what it makes of refusals.
 *
 * <pre>
 * start ──► pull all, own changes too ──► pull others' changes only ──► reconcile ──► (trusted place moves on)
 *   ▲ 410          ▲                                                       │
 *   └──────────────┴──── lost answer, or not consistent: from the last ◄───┘
 *                        trusted place, own changes too
 * </pre>
 */
final class DeviceSync {
    private static final Logger log = LoggerFactory.getLogger(DeviceSync.class);
    /** Small enough that a device that comes back is seen to catch up. */
    private static final int BATCH = 60;

    private static final int RECONCILE_TRIES = 3;
    private static final Duration LATER = Duration.ofSeconds(60);

    private final String name;
    private final HubClient hub;
    private final String apiKey;
    private final Set<String> entities;
    private final Replica replica;
    private final Outbox outbox;
    private final Consumer<JsonNode> onChange;
    private @Nullable String cursor;
    private @Nullable String trusted;
    private boolean ownToo = true;
    private boolean reconciles = true;

    DeviceSync(
            Profile profile,
            HubClient hub,
            String apiKey,
            Replica replica,
            Set<String> entities,
            Outbox outbox,
            Consumer<JsonNode> onChange) {
        this.name = profile.name();
        this.hub = hub;
        this.apiKey = apiKey;
        this.entities = entities;
        this.replica = replica;
        this.outbox = outbox;
        this.onChange = onChange;
    }

    /** Whether the hub answers reconciles. */
    boolean reconciles() {
        return reconciles;
    }

    /** Sends the first of what waits; the pause that the hub wants, none if all is well. */
    @Nullable
    Duration push(Instant deviceTime) throws IOException, InterruptedException {
        List<Unit> units = outbox.first(BATCH);
        int sent = units.stream().mapToInt(Unit::size).sum();
        Answer answer = hub.push(apiKey, body(units, outbox.size() - sent, deviceTime));
        if (answer.ok()) {
            settle(units, answer.body().path("results"));
            return null;
        }
        if (answer.status() == 400 || answer.status() == 413 || answer.status() == 422) {
            log.warn("Demo device {}: the hub refused a batch with {} {}", name, answer.status(), answer.code());
            units.forEach(outbox::drop);
        }
        return pause(answer);
    }

    /** Takes in all changes; the pause that the hub wants, none once the end is reached. */
    @Nullable
    Duration pull() throws IOException, InterruptedException {
        boolean more = true;
        while (more) {
            Answer answer = hub.pull(apiKey, cursor, entities, !ownToo);
            if (answer.status() == 410 || answer.code().equals("INVALID_CURSOR")) {
                startOver();
                return Duration.ZERO;
            }
            if (!answer.ok()) {
                return pause(answer);
            }
            answer.body().path("changes").forEach(this::take);
            cursor = answer.body().path("cursor").asString("");
            more = answer.body().path("hasMore").asBoolean(false);
        }
        if (ownToo) {
            trusted = cursor;
            ownToo = false;
        }
        return null;
    }

    /** Compares with the hub, right after a pull to the end; a mismatch is looked into at once. */
    @Nullable
    Duration reconcile() throws IOException, InterruptedException {
        for (int i = 0; i < RECONCILE_TRIES; i++) {
            Answer answer = hub.reconcile(apiKey, replica.summary());
            if (answer.status() == 404 || answer.status() == 405 || answer.status() == 501) {
                reconciles = false;
                return null;
            }
            if (!answer.ok()) {
                return pause(answer);
            }
            if (answer.body().path("isConsistent").asBoolean(false)) {
                trusted = cursor;
                return null;
            }
            log.debug("Demo device {}: {}", name, answer.body().path("mismatches"));
            lookAgain();
            Duration pause = pull();
            if (pause != null) {
                return pause;
            }
        }
        return null;
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
            case "duplicate", "superseded", "conflict" -> lookAgain();
            default -> log.debug("Demo device {}: {} of {} was refused: {}", name, op.action(), op.entity(), result);
        }
    }

    private void own(Op op, long version, JsonNode time) {
        Instant at = instant(time);
        if (at == null) {
            lookAgain();
        } else {
            replica.put(op.entity(), op.entityId(), version, false, at);
        }
    }

    private void take(JsonNode change) {
        Instant at = instant(change.path("updatedAt"));
        replica.put(
                change.path("entity").asString(""),
                change.path("id").asString(""),
                change.path("version").asLong(0),
                change.path("deleted").asBoolean(false),
                at == null ? Instant.EPOCH : at);
        onChange.accept(change);
    }

    private void lookAgain() {
        cursor = trusted;
        ownToo = true;
    }

    private void startOver() {
        replica.clear();
        trusted = null;
        lookAgain();
    }

    private static @Nullable Instant instant(JsonNode time) {
        try {
            return Instant.parse(time.asString(""));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Duration pause(Answer answer) {
        Duration wanted = answer.retryAfter();
        return wanted == null ? LATER : wanted;
    }
}
