package dev.concilia.demo;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one table of a device as the hub has it, by buckets: only what differs crosses the wire. What only the device holds
 * is a record that the hub has since deleted, or one that it was never told of, which is then sent as any other. What was
 * altered and kept its version nobody can see: the digest is of ids and versions. Source: the protocol's "Reconcile".
 */
final class Repair {
    private static final int IDS_AT_ONCE = 1_000;

    private final HubClient hub;
    private final String apiKey;
    private final Replica replica;
    private final Outbox outbox;

    Repair(HubClient hub, String apiKey, Replica replica, Outbox outbox) {
        this.hub = hub;
        this.apiKey = apiKey;
        this.replica = replica;
        this.outbox = outbox;
    }

    /**
     * What it took.
     *
     * @param fetched records that the hub gave
     * @param queued records that are to be sent
     * @param forgotten records that the hub does not know and the device has only the name of
     */
    record Done(int fetched, int queued, int forgotten) {
        static final Done NOTHING = new Done(0, 0, 0);

        Done and(Done other) {
            return new Done(fetched + other.fetched, queued + other.queued, forgotten + other.forgotten);
        }
    }

    /** Repairs {@code entity}; {@code now} is the device's clock. */
    Done table(String entity, Instant now) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("entity", entity);
        body.set("buckets", replica.buckets(entity));
        JsonNode differing =
                checked(hub.post(apiKey, "reconcile/buckets", body)).path("buckets");
        Set<String> wanted = new TreeSet<>();
        Set<String> onlyHere = new TreeSet<>();
        differing.properties().forEach(bucket -> {
            Map<String, Long> mine = replica.held(entity, bucket.getKey());
            onlyHere.addAll(mine.keySet());
            for (JsonNode pair : bucket.getValue()) {
                String id = pair.path(0).asString("");
                onlyHere.remove(id);
                if (mine.getOrDefault(id, 0L) != pair.path(1).asLong(0)) {
                    wanted.add(id);
                }
            }
        });
        wanted.addAll(onlyHere); // the hub tells which of them it has deleted
        int fetched = fetch(entity, new ArrayList<>(wanted), onlyHere);
        return new Done(fetched, 0, 0).and(send(entity, onlyHere, now));
    }

    private int fetch(String entity, List<String> ids, Set<String> unknown) throws IOException, InterruptedException {
        int fetched = 0;
        for (int from = 0; from < ids.size(); from += IDS_AT_ONCE) {
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("entity", entity);
            ArrayNode list = body.putArray("ids");
            ids.subList(from, Math.min(ids.size(), from + IDS_AT_ONCE)).forEach(list::add);
            for (JsonNode record : checked(hub.post(apiKey, "records", body)).path("records")) {
                String id = record.path("id").asString("");
                unknown.remove(id);
                replica.settle(
                        entity,
                        id,
                        record.path("version").asLong(0),
                        record.path("deleted").asBoolean(false),
                        Intake.instant(record.path("updatedAt"), Instant.EPOCH));
                fetched++;
            }
        }
        return fetched;
    }

    private Done send(String entity, Set<String> unknown, Instant now) {
        int queued = 0;
        int forgotten = 0;
        for (String id : unknown) {
            ObjectNode content = replica.stray(id);
            if (content == null) {
                replica.forget(entity, id);
                forgotten++;
            } else if (!outbox.touches(id)) {
                outbox.add(Unit.of(Op.insert(entity, id, content, now)));
                queued++;
            }
        }
        return new Done(0, queued, forgotten);
    }

    private static JsonNode checked(Answer answer) throws IOException {
        if (!answer.ok()) {
            throw new IOException("the hub answered " + answer.status() + " " + answer.code());
        }
        return answer.body();
    }
}
