package dev.concilia.clients;

import dev.concilia.clients.Copies.Copy;
import dev.concilia.support.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * The POS terminal of text 004: an outbox that is pushed by priority, a pull for each table, conflicts that it settles in its
 * own favour, a heartbeat that tells it when to sync.
 */
final class PosTerminal implements Client {
    private static final int BATCH = 50;
    private static final Map<String, String> TABLES = new TreeMap<>(Map.of(
            "SaleOrder", "orders",
            "Payment", "payments",
            "InventoryItem", "inventory_items",
            "Customer", "customers",
            "Product", "products",
            "Category", "categories",
            "Brand", "brands"));

    private record Entry(
            String outboxId,
            String entityType,
            String entityId,
            String operation,
            Map<String, ?> data,
            long syncVersion,
            int priority) {
        Map<String, Object> wire() {
            Map<String, Object> wire = new LinkedHashMap<>();
            wire.put("outboxId", outboxId);
            wire.put("entityType", entityType);
            wire.put("entityId", entityId);
            wire.put("operation", operation);
            wire.put("data", data);
            wire.put("syncVersion", syncVersion);
            return wire;
        }
    }

    /** What survives a restart. */
    private static final class Store {
        private final List<Entry> outbox = new ArrayList<>();
        private final List<String> conflicts = new ArrayList<>();
        private final Map<String, Copies> tables = new TreeMap<>();
        private final Map<String, String> lastSync = new TreeMap<>();
        /** Edited here since they were last pulled; the copy is behind until then. */
        private final Set<String> edited = new HashSet<>();
    }

    private final String name;
    private final Line line;
    private final Ledger ledger;
    private final Store store;

    PosTerminal(String name, Line line, Ledger ledger) {
        this(name, line, ledger, new Store());
        TABLES.values().forEach(table -> store.tables.put(table, new Copies()));
    }

    private PosTerminal(String name, Line line, Ledger ledger, Store store) {
        this.name = name;
        this.line = line;
        this.ledger = ledger;
        this.store = store;
    }

    @Override
    public Line line() {
        return line;
    }

    private void enqueue(String type, String id, String operation, Map<String, ?> data, long version, int priority) {
        String outboxId = name + "-" + UUID.randomUUID();
        store.outbox.add(new Entry(outboxId, type, id, operation, data, version, priority));
    }

    @Override
    public void work(Random chance) {
        String id = UUID.randomUUID().toString();
        switch (chance.nextInt(5)) {
            case 0 -> {
                String status = chance.nextBoolean() ? "PENDING" : "COMPLETED";
                enqueue("SaleOrder", id, "CREATE", Map.of("status", status, "notes", ledger.mark("orders")), 1, 10);
                Map<String, ?> payment = Map.of("orderId", id, "amount", "12.50", "reference", ledger.mark("payments"));
                enqueue("Payment", UUID.randomUUID().toString(), "CREATE", payment, 1, 10);
            }
            case 1 ->
                edit("Customer", 8, chance, copy -> {
                    int more = 1 + chance.nextInt(5);
                    ledger.points(copy.id(), more);
                    return Map.of(
                            "loyaltyPoints", copy.data().path("loyaltyPoints").asInt(0) + more);
                });
            case 2 -> edit("Customer", 8, chance, copy -> Map.of("phone", name + " " + chance.nextInt(1000)));
            case 3 -> edit("Product", 5, chance, copy -> Map.of("description", name + " " + chance.nextInt(1000)));
            default -> enqueue("Brand", id, "CREATE", Map.of("name", ledger.mark("brands")), 1, 3);
        }
    }

    /** Two terminals that do this at once disagree: for a phone number there is no rule. */
    void correctThePhone() {
        Copy copy = Objects.requireNonNull(Copies.of(store.tables, "customers").get("shared-c0"));
        enqueue("Customer", copy.id(), "UPDATE", Map.of("phone", "555 " + name), copy.version(), 8);
    }

    private interface Change {
        Map<String, ?> of(Copy copy);
    }

    /** Edits one of the records that all share, unless its copy is behind. */
    private void edit(String type, int priority, Random chance, Change change) {
        String table = Objects.requireNonNull(TABLES.get(type));
        Copies.of(store.tables, table)
                .any(chance, copy -> Day.isShared(copy.id()) && !store.edited.contains(table + copy.id()))
                .ifPresent(copy -> {
                    store.edited.add(table + copy.id());
                    enqueue(type, copy.id(), "UPDATE", change.of(copy), copy.version(), priority);
                });
    }

    @Override
    public void sync() {
        heartbeat();
        push();
        settle();
        TABLES.forEach(this::pull);
        store.edited.clear(); // all was sent, and pulled after that
    }

    private void heartbeat() {
        Map<String, ?> body = Map.of("terminalId", name, "status", "ONLINE", "pending", store.outbox.size());
        Line.ok(line.post("/api/sync/heartbeat", body))
                .json()
                .get("pendingTriggers")
                .forEach(trigger -> ledger.heard("trigger " + name));
    }

    private void push() {
        while (!store.outbox.isEmpty()) {
            List<Entry> urgent = store.outbox.stream()
                    .sorted(Comparator.comparingInt(Entry::priority).reversed())
                    .limit(BATCH)
                    .toList();
            JsonNode results = Line.ok(line.post(
                            "/api/sync/push",
                            Map.of(
                                    "terminalId",
                                    name,
                                    "changes",
                                    urgent.stream().map(Entry::wire).toList())))
                    .json()
                    .get("results");
            for (int i = 0; i < urgent.size(); i++) {
                done(urgent.get(i), results.get(i));
            }
        }
    }

    private void done(Entry entry, JsonNode result) {
        switch (result.get("status").asString()) {
            case "CONFLICT" -> {
                String id = result.get("conflictId").asString();
                if (!store.conflicts.contains(id)) {
                    store.conflicts.add(id);
                }
            }
            case "FAILED" -> ledger.refused(name + " " + entry + " " + result);
            default -> {}
        }
        store.outbox.remove(entry);
    }

    /** A conflict whose answer got lost is settled already when it asks again. */
    private void settle() {
        while (!store.conflicts.isEmpty()) {
            String id = store.conflicts.getFirst();
            Answer answer = line.post(
                    "/api/sync/resolve", Map.of("terminalId", name, "conflictId", id, "resolution", "TERMINAL_WINS"));
            if (answer.status() != 409 || !answer.code().equals("ALREADY_RESOLVED")) {
                Line.ok(answer);
            }
            ledger.settled();
            store.conflicts.removeFirst();
        }
    }

    private void pull(String type, String table) {
        boolean more = true;
        while (more) {
            String since = store.lastSync.getOrDefault(table, "");
            JsonNode page = Line.ok(line.get(
                            "/api/sync/pull?terminalId=" + name + "&entityType=" + type + "&lastSync=" + since))
                    .json();
            page.get("changes").forEach(change -> take(Copies.of(store.tables, table), change));
            store.lastSync.put(table, page.get("serverTime").asString());
            more = page.get("hasMore").booleanValue();
        }
    }

    private static void take(Copies table, JsonNode change) {
        String id = change.get("entityId").asString();
        if (change.get("operation").asString().equals("DELETE")) {
            table.remove(id);
        } else {
            table.put(
                    id,
                    change.get("syncVersion").asLong(),
                    change.get("updatedAt").asString(),
                    change.get("data"));
        }
    }

    @Override
    public void hear(String event, JsonNode data) {
        if (event.equals("sync:trigger")) {
            ledger.heard("trigger " + name); // the next cycle is a whole one anyway
        }
    }

    @Override
    public boolean isIdle() {
        return store.outbox.isEmpty() && store.conflicts.isEmpty();
    }

    @Override
    public Client restarted() {
        return new PosTerminal(name, line, ledger, store);
    }

    @Override
    public Map<String, Copies> tables() {
        return store.tables;
    }
}
