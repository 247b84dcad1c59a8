package dev.concilia.clients;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** The remote side of text 000: takes orders that customers write, and corrects their names. */
final class WhatsAppBot implements Client {
    /** What survives a restart. */
    private static final class Store {
        private final WriteQueue queue = new WriteQueue();
        private final Set<String> orders = new TreeSet<>();
    }

    private final Line line;
    private final Ledger ledger;
    private final Store store;

    WhatsAppBot(Line line, Ledger ledger) {
        this(line, ledger, new Store());
    }

    private WhatsAppBot(Line line, Ledger ledger, Store store) {
        this.line = line;
        this.ledger = ledger;
        this.store = store;
    }

    @Override
    public Line line() {
        return line;
    }

    @Override
    public void work(Random chance) {
        if (chance.nextInt(3) == 0) {
            String customer = "/api/customers/" + Day.customer(chance);
            store.queue.add("PATCH", customer, Map.of("firstName", "Ana " + chance.nextInt(100)));
            return;
        }
        String id = UUID.randomUUID().toString();
        store.orders.add(id);
        Map<String, ?> item = Map.of("quantity", 1, "price", "50.00", "notes", ledger.mark("order_items"));
        store.queue.add(
                "POST",
                "/api/orders",
                Map.of(
                        "id",
                        id,
                        "status",
                        "PENDING",
                        "orderType",
                        "DELIVERY",
                        "customerId",
                        Day.customer(chance),
                        "notes",
                        ledger.mark("orders"),
                        "items",
                        List.of(item)));
    }

    @Override
    public void sync() {
        store.queue.flush(line, ledger);
    }

    /** The orders that it took. */
    Set<String> orders() {
        return store.orders;
    }

    @Override
    public boolean isIdle() {
        return store.queue.isEmpty();
    }

    @Override
    public Client restarted() {
        return new WhatsAppBot(line, ledger, store);
    }

    @Override
    public Map<String, Copies> tables() {
        return new TreeMap<>();
    }
}
