package dev.concilia.clients;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The browser client of text 001: writes go out with idempotency keys or wait in a queue; lists are cached and refreshed. */
final class QueueingBrowser implements Client {
    private static final List<String> LISTS = List.of("products", "customers", "supplies");

    /** What survives a restart. */
    private static final class Store {
        private final WriteQueue queue = new WriteQueue();
        private final Map<String, Copies> tables = new TreeMap<>();
        private final Set<String> edited = new HashSet<>();
        private final String session = UUID.randomUUID().toString();
    }

    private final Line line;
    private final Ledger ledger;
    private final Store store;

    QueueingBrowser(Line line, Ledger ledger) {
        this(line, ledger, new Store());
        LISTS.forEach(list -> store.tables.put(list, new Copies()));
        Map<String, ?> session = Map.of("id", store.session, "openingAmount", "100", "openedAt", now());
        store.queue.add("POST", "/api/cash-sessions", session);
    }

    private QueueingBrowser(Line line, Ledger ledger, Store store) {
        this.line = line;
        this.ledger = ledger;
        this.store = store;
    }

    @Override
    public Line line() {
        return line;
    }

    private static String now() {
        return Instant.now().toString();
    }

    @Override
    public void work(Random chance) {
        switch (chance.nextInt(6)) {
            case 0 -> sale();
            case 1 ->
                store.queue.add(
                        "POST",
                        "/api/expenses",
                        Map.of(
                                "cashSessionId",
                                store.session,
                                "amount",
                                "7.50",
                                "description",
                                ledger.mark("expenses")));
            case 2 ->
                store.queue.add(
                        "POST",
                        "/api/cash-movements",
                        Map.of(
                                "cashSessionId",
                                store.session,
                                "amount",
                                "20",
                                "type",
                                "IN",
                                "reason",
                                ledger.mark("cash_movements")));
            case 3 -> {
                int quantity = 1 + chance.nextInt(3);
                ledger.takenFromStock(quantity);
                Map<String, ?> movement = Map.of(
                        "inventoryItemId",
                        Day.STOCK,
                        "type",
                        "OUT",
                        "quantity",
                        quantity,
                        "reason",
                        ledger.mark("inventory_movements"));
                store.queue.add("POST", "/api/inventory-movements", movement);
            }
            case 4 -> points(chance);
            default -> price(chance);
        }
    }

    /** The hub gives the sale its id: only the key keeps a second sending from being a second sale. */
    private void sale() {
        ledger.takenFromStock(1);
        Map<String, ?> item =
                Map.of("productId", Day.STOCKED, "quantity", 1, "price", "12.00", "notes", ledger.mark("sale_items"));
        Map<String, ?> payment = Map.of("amount", "12.00", "method", "CASH", "reference", ledger.mark("payments"));
        store.queue.add(
                "POST",
                "/api/sales",
                Map.of(
                        "total",
                        "12.00",
                        "soldAt",
                        now(),
                        "cashSessionId",
                        store.session,
                        "notes",
                        ledger.mark("sales"),
                        "items",
                        List.of(item),
                        "payments",
                        List.of(payment)));
    }

    private void points(Random chance) {
        Copies.of(store.tables, "customers")
                .any(chance, copy -> Day.isShared(copy.id()) && !store.edited.contains(copy.id()))
                .ifPresent(copy -> {
                    int more = 1 + chance.nextInt(5);
                    ledger.points(copy.id(), more);
                    store.edited.add(copy.id());
                    int sum = copy.data().path("loyaltyPoints").asInt(0) + more;
                    store.queue.add(
                            "PATCH",
                            "/api/customers/" + copy.id(),
                            Map.of("version", copy.version(), "loyaltyPoints", sum));
                });
    }

    private void price(Random chance) {
        Copies.of(store.tables, "products")
                .any(chance, copy -> Day.isShared(copy.id()) && !store.edited.contains(copy.id()))
                .ifPresent(copy -> {
                    store.edited.add(copy.id());
                    store.queue.add(
                            "PATCH",
                            "/api/products/" + copy.id(),
                            Map.of("version", copy.version(), "price", 10 + chance.nextInt(20) + ".00"));
                });
    }

    @Override
    public void sync() {
        store.queue.flush(line, ledger);
        for (String list : LISTS) {
            JsonNode answer = Line.ok(line.get("/api/" + list)).json();
            Copies table = Copies.of(store.tables, list);
            table.clear();
            answer.get(list).forEach(table::putShown);
        }
        store.edited.clear();
    }

    /** Twice, as somebody who is not sure does; the second time changes nothing. */
    void closeTheSession() {
        for (int i = 0; i < 2; i++) {
            store.queue.add("POST", "/api/cash-sessions/" + store.session + "/close", Map.of("closingAmount", "150"));
        }
    }

    String session() {
        return store.session;
    }

    @Override
    public boolean isIdle() {
        return store.queue.isEmpty();
    }

    @Override
    public Client restarted() {
        return new QueueingBrowser(line, ledger, store);
    }

    @Override
    public Map<String, Copies> tables() {
        return store.tables;
    }
}
