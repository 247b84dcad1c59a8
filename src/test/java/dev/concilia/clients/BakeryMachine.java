package dev.concilia.clients;

import dev.concilia.clients.Copies.Copy;
import dev.concilia.support.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A machine of the bakery of text 002: one table at a time both ways, events, tombstones. Now and then it compares its tables
 * with the hub's and fetches anew those that differ.
 */
final class BakeryMachine implements Client {
    private static final List<String> TABLES = List.of("products", "supplies", "orders", "order_items");
    private static final int POLLS_EVERY = 3;
    private static final int RECONCILES_EVERY = 5;

    private record Local(String table, String eventId, ObjectNode record) {}

    /** What survives a restart. */
    private static final class Store {
        private final List<Local> outbox = new ArrayList<>();
        private final List<ObjectNode> events = new ArrayList<>();
        private final Map<String, Copies> tables = new LinkedHashMap<>();
        private final Map<String, String> lastSync = new LinkedHashMap<>();
        private final Set<String> deleted = new HashSet<>();
    }

    private final String name;
    private final Line line;
    private final Ledger ledger;
    private final Store store;
    private final Set<String> hinted = new HashSet<>();
    private int cycle;

    BakeryMachine(String name, Line line, Ledger ledger) {
        this(name, line, ledger, new Store());
        TABLES.forEach(table -> store.tables.put(table, new Copies()));
    }

    private BakeryMachine(String name, Line line, Ledger ledger, Store store) {
        this.name = name;
        this.line = line;
        this.ledger = ledger;
        this.store = store;
    }

    @Override
    public Line line() {
        return line;
    }

    private static ObjectNode record(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("updatedAt", Instant.now().toString());
    }

    private void enqueue(String table, ObjectNode record) {
        store.outbox.add(new Local(table, UUID.randomUUID().toString(), record));
    }

    @Override
    public void work(Random chance) {
        String id = name + "-" + UUID.randomUUID();
        switch (chance.nextInt(5)) {
            case 0 ->
                enqueue(
                        "products",
                        record(id).put("name", ledger.mark("products")).put("price", "9.50"));
            case 1 ->
                Copies.of(store.tables, "products")
                        .any(chance, copy -> Day.isShared(copy.id()))
                        .ifPresent(copy -> enqueue(
                                "products",
                                copy.data()
                                        .deepCopy()
                                        .put("unit", name + chance.nextInt(100))
                                        .put("updatedAt", Instant.now().toString())));
            case 2 ->
                Copies.of(store.tables, "products")
                        .any(chance, copy -> copy.id().startsWith(name) && store.deleted.add(copy.id()))
                        .ifPresent(this::delete);
            case 3 -> supply(id);
            default -> {
                enqueue("orders", record(id).put("status", "PENDING").put("notes", ledger.mark("orders")));
                enqueue(
                        "order_items",
                        record("line-" + id)
                                .put("orderId", id)
                                .put("quantity", 2)
                                .put("price", "9.50")
                                .put("notes", ledger.mark("order_items")));
            }
        }
    }

    private void delete(Copy copy) {
        ledger.deleted(copy.data().get("name").asString());
        enqueue(
                "products",
                JsonNodeFactory.instance.objectNode().put("id", copy.id()).put("_op", "delete"));
    }

    private void supply(String id) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("type", "supply_created")
                .put("timestamp", System.currentTimeMillis())
                .put("machineId", name)
                .put("event_id", UUID.randomUUID().toString());
        event.putObject("data")
                .put("id", id)
                .put("name", ledger.mark("supplies"))
                .put("quantity", 3);
        store.events.add(event);
    }

    @Override
    public void sync() {
        while (!store.events.isEmpty()) {
            Line.ok(line.post("/api/sync", store.events.getFirst()));
            store.events.removeFirst();
        }
        cycle++;
        for (String table : TABLES) {
            if (cycle % POLLS_EVERY == 0
                    || hinted.contains(table)
                    || !sendable(table).isEmpty()) {
                exchange(table);
                hinted.remove(table);
            }
        }
        if (cycle % RECONCILES_EVERY == 0) {
            repair();
        }
    }

    private List<Local> sendable(String table) {
        return store.outbox.stream()
                .filter(local -> local.table().equals(table))
                .toList();
    }

    private void exchange(String table) {
        List<Local> sent = sendable(table);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("machineId", name);
        body.put(
                "localUpdates",
                sent.stream()
                        .map(local -> Map.of("eventId", local.eventId(), "record", local.record()))
                        .toList());
        if (store.lastSync.containsKey(table)) {
            body.put("lastSync", store.lastSync.get(table));
        }
        JsonNode answer = Line.ok(line.post("/api/sync/" + table, body)).json();
        store.outbox.removeAll(sent);
        for (JsonNode conflict : answer.get("conflicts")) {
            if (!Set.of("stale", "conflict").contains(conflict.get("reason").asString())) {
                ledger.refused(name + " " + conflict);
            }
        }
        answer.get("synced").forEach(record -> take(Copies.of(store.tables, table), record));
        store.lastSync.put(table, answer.get("synced_at").asString());
    }

    private static void take(Copies table, JsonNode record) {
        if (record.path("_deleted").asBoolean(false)) {
            table.remove(record.get("id").asString());
        } else {
            table.putShown(record);
        }
    }

    /** {@code refresh_mismatched}. */
    private void repair() {
        for (JsonNode mismatch : reconcile().json().get("mismatches")) {
            String table = mismatch.get("table").asString();
            Copies.of(store.tables, table).clear();
            store.lastSync.remove(table);
            exchange(table);
        }
    }

    @Override
    public Answer reconcile() {
        return Line.ok(line.post(
                "/api/sync/reconcile", Map.of("machineId", name, "clientSummary", Copies.summary(store.tables))));
    }

    @Override
    public void hear(String event, JsonNode data) {
        if (event.equals("sync:update")) {
            ledger.heard("update " + name);
            hinted.add(data.get("table").asString());
        }
    }

    @Override
    public boolean isIdle() {
        return store.outbox.isEmpty() && store.events.isEmpty();
    }

    @Override
    public Client restarted() {
        return new BakeryMachine(name, line, ledger, store);
    }

    @Override
    public Map<String, Copies> tables() {
        return store.tables;
    }
}
