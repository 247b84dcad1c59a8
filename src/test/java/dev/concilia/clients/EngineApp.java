package dev.concilia.clients;

import dev.concilia.support.Op;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The offline-first app of text 003: a queue of operations with ids of their own, pushed in batches, and changes since a time. */
final class EngineApp implements Client {
    private static final int BATCH = 20;

    /** What survives a restart. */
    private static final class Store {
        private final List<ObjectNode> queue = new ArrayList<>();
        private final Map<String, Copies> tables = new TreeMap<>();
        private @Nullable String since;
    }

    private final Line line;
    private final Ledger ledger;
    private final Store store;

    EngineApp(Line line, Ledger ledger) {
        this(line, ledger, new Store());
    }

    private EngineApp(Line line, Ledger ledger, Store store) {
        this.line = line;
        this.ledger = ledger;
        this.store = store;
    }

    @Override
    public Line line() {
        return line;
    }

    private void enqueue(Op... operations) {
        for (Op op : operations) {
            store.queue.add(op.at(Instant.now()).json());
        }
    }

    @Override
    public void work(Random chance) {
        String id = UUID.randomUUID().toString();
        switch (chance.nextInt(5)) {
            case 0 -> {
                enqueue(
                        Op.insert("sales", id, "total", "24.00", "soldAt", now(), "notes", ledger.mark("sales")),
                        Op.insert(
                                "sale_items",
                                UUID.randomUUID().toString(),
                                "saleId",
                                id,
                                "productId",
                                Day.STOCKED,
                                "quantity",
                                2,
                                "price",
                                "12.00",
                                "notes",
                                ledger.mark("sale_items")));
                ledger.takenFromStock(2);
            }
            case 1 ->
                enqueue(Op.insert(
                        "abonos",
                        id,
                        "customerId",
                        Day.customer(chance),
                        "amount",
                        "50",
                        "reference",
                        ledger.mark("payments")));
            case 2 ->
                enqueue(Op.insert(
                        "distribuciones",
                        id,
                        "date",
                        "2026-03-01",
                        "quantity",
                        9,
                        "notes",
                        ledger.mark("distribuciones")));
            case 3 -> enqueue(Op.insert("customers", id, "name", "Nuevo", "internalNotes", ledger.mark("customers")));
            default ->
                enqueue(Op.update(
                        "customers", Day.customer(chance), "birthDate", "19" + (50 + chance.nextInt(40)) + "-01-31"));
        }
    }

    private static String now() {
        return Instant.now().toString();
    }

    @Override
    public void sync() {
        while (!store.queue.isEmpty()) {
            pushBatch(List.copyOf(store.queue.subList(0, Math.min(BATCH, store.queue.size()))));
        }
        pullChanges();
    }

    /** What succeeded leaves the queue; what is for people to look at does, too, and is noted. */
    private void pushBatch(List<ObjectNode> batch) {
        JsonNode results = Line.ok(line.post("/api/sync/batch", Map.of("operations", batch)))
                .json()
                .get("results");
        for (int i = 0; i < batch.size(); i++) {
            JsonNode result = results.get(i);
            String id = result.get("operationId").asString();
            if (!result.get("success").booleanValue()) {
                ledger.refused("engine " + batch.get(i) + " " + result);
            }
            store.queue.removeIf(op -> op.get("operationId").asString().equals(id));
        }
    }

    private void pullChanges() {
        String from = store.since == null ? "" : "&since=" + store.since;
        while (true) {
            JsonNode page =
                    Line.ok(line.get("/api/sync/changes?limit=50" + from)).json();
            page.get("changes").forEach(this::take);
            if (!page.get("hasMore").booleanValue()) {
                store.since = page.get("serverTimestamp").asString();
                return;
            }
            from = "&cursor=" + page.get("cursor").asString();
        }
    }

    private void take(JsonNode change) {
        String named = change.get("entity").asString();
        String entity = named.equals("abonos") ? "payments" : named; // the hub's name of its table
        Copies table = store.tables.computeIfAbsent(entity, t -> new Copies());
        String id = change.get("id").asString();
        if (change.get("deleted").booleanValue()) {
            table.remove(id);
        } else {
            table.put(
                    id, change.get("version").asLong(), change.get("updatedAt").asString(), change.get("data"));
        }
    }

    @Override
    public boolean isIdle() {
        return store.queue.isEmpty();
    }

    @Override
    public Client restarted() {
        return new EngineApp(line, ledger, store);
    }

    @Override
    public Map<String, Copies> tables() {
        return store.tables;
    }
}
