package dev.concilia.convergence;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A device's copy is damaged and mended by reconcile: summary, buckets, records. The copy is thrown away afterwards. */
final class Repair {
    private final RandomGenerator random;
    private final Ledger ledger;
    private final Trace trace;

    Repair(RandomGenerator random, Ledger ledger, Trace trace) {
        this.random = random;
        this.ledger = ledger;
        this.trace = trace;
    }

    void run(URI node, SimDevice device, Mirror mirror) {
        Mirror copy = mirror.copy();
        copy.records.values().removeIf(state -> random.nextInt(5) == 0);
        trace.add(device + " mends a damaged copy");
        JsonNode summary = Wire.get(node, device.caller, "/api/sync/reconcile").expect(200);
        for (JsonNode table : summary.path("serverSummary")) {
            String entity = table.path("table").asString();
            mend(node, device, copy, entity);
            Mirror.Summary mended = Objects.requireNonNullElse(
                    copy.summaries().get(entity), new Mirror.Summary(0, java.util.Optional.empty(), "0".repeat(16)));
            if (mended.count() != table.path("count").asLong()
                    || !mended.digest().equals(table.path("digest").asString())) {
                ledger.find(device + " mended " + entity + " to " + mended + ", the hub has " + table);
            }
        }
        copy.records.values().forEach(state -> ledger.told(state, "reconcile"));
        copy.records.values().forEach(device.shelf::take);
        ledger.count("mended");
    }

    /** Fetches only what differs. */
    private static void mend(URI node, SimDevice device, Mirror copy, String entity) {
        Map<String, String> mine = copy.buckets(entity);
        ObjectNode body = Generator.object().put("entity", entity);
        ObjectNode buckets = body.putObject("buckets");
        mine.forEach(buckets::put);
        JsonNode differing = Wire.post(node, device.caller, "/api/sync/reconcile/buckets", body)
                .expect(200)
                .path("buckets");
        Set<String> wanted = new TreeSet<>();
        Set<String> listed = new HashSet<>();
        differing
                .properties()
                .forEach(bucket -> bucket.getValue().forEach(pair -> {
                    String id = pair.get(0).asString();
                    listed.add(id);
                    State here = copy.records.get(new Key(entity, id));
                    if (here == null
                            || here.deleted()
                            || here.version() != pair.get(1).asLong()) {
                        wanted.add(id);
                    }
                }));
        copy.records.values().stream()
                .filter(s -> s.key().entity().equals(entity) && !s.deleted())
                .map(s -> s.key().id())
                .filter(id -> differing.has(Canon.bucket(id)) && !listed.contains(id))
                .forEach(wanted::add);
        fetch(node, device, copy, entity, List.copyOf(wanted));
    }

    private static void fetch(URI node, SimDevice device, Mirror copy, String entity, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        ObjectNode body = Generator.object().put("entity", entity);
        ids.forEach(body.putArray("ids")::add);
        Wire.post(node, device.caller, "/api/sync/records", body)
                .expect(200)
                .path("records")
                .forEach(record -> copy.take(State.of(record)));
    }
}
