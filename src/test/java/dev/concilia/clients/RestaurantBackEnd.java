package dev.concilia.clients;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The local back end of text 000: the menu and the configuration up, orders down and confirmed with its own daily numbers,
 * customers both ways; at once when it hears of an order, else by polling.
 */
final class RestaurantBackEnd implements Client {
    /** What survives a restart. */
    private static final class Store {
        private final Map<String, String> dishes = new TreeMap<>();
        private final Map<String, Integer> orders = new TreeMap<>();
        private final Copies customers = new Copies();
        private final Copies addresses = new Copies();
        private final List<Map<String, ?>> edits = new ArrayList<>();
        private final Set<String> edited = new HashSet<>();
        private @Nullable String since;
        private int dishesEver;
    }

    private final Line line;
    private final Ledger ledger;
    private final Store store;
    private boolean called;

    RestaurantBackEnd(Line line, Ledger ledger) {
        this(line, ledger, new Store());
        for (int i = 0; i < 6; i++) {
            addDish();
        }
    }

    private RestaurantBackEnd(Line line, Ledger ledger, Store store) {
        this.line = line;
        this.ledger = ledger;
        this.store = store;
    }

    @Override
    public Line line() {
        return line;
    }

    private void addDish() {
        store.dishes.put("dish-" + store.dishesEver++, "50.00");
    }

    @Override
    public void work(Random chance) {
        switch (chance.nextInt(5)) {
            case 0 -> addDish();
            case 1 -> {
                List<String> dishes = List.copyOf(store.dishes.keySet());
                String dish = dishes.get(chance.nextInt(dishes.size()));
                if (chance.nextBoolean() && dishes.size() > 3) {
                    store.dishes.remove(dish);
                } else {
                    store.dishes.put(dish, 40 + chance.nextInt(60) + ".00");
                }
            }
            case 2 ->
                edit(chance, customer -> {
                    int more = 1 + chance.nextInt(5);
                    ledger.points(customer.id(), more);
                    return Map.of(
                            "loyaltyPoints",
                            customer.data().path("loyaltyPoints").asInt(0) + more);
                });
            case 3 -> edit(chance, customer -> Map.of("internalNotes", "kitchen " + chance.nextInt(100)));
            default ->
                edit(
                        chance,
                        customer -> Map.of(
                                "addresses",
                                List.of(Map.of(
                                        "id",
                                        UUID.randomUUID().toString(),
                                        "latitude",
                                        "19.4",
                                        "deliveryInstructions",
                                        ledger.mark("addresses")))));
        }
    }

    private interface Change {
        Map<String, ?> of(Copies.Copy customer);
    }

    private void edit(Random chance, Change change) {
        store.customers
                .any(chance, copy -> Day.isShared(copy.id()) && !store.edited.contains(copy.id()))
                .ifPresent(copy -> {
                    store.edited.add(copy.id());
                    Map<String, Object> entry = new LinkedHashMap<>(change.of(copy));
                    entry.put("id", copy.id());
                    entry.put("version", copy.version());
                    store.edits.add(entry);
                });
    }

    @Override
    public void sync() {
        if (called) {
            called = false;
            pullPendingOrders();
        }
        pushMenu();
        Map<String, ?> hours = Map.of("id", "monday", "dayOfWeek", 1, "openTime", "09:00", "closeTime", "21:00");
        Line.ok(line.post(
                "/api/sync/config",
                Map.of(
                        "restaurantConfig",
                        Map.of("id", "place", "name", "La Esquina"),
                        "businessHours",
                        List.of(hours))));
        pullPendingOrders();
        syncCustomers();
    }

    private void pushMenu() {
        List<Map<String, ?>> products = new ArrayList<>();
        store.dishes.forEach((id, price) -> products.add(Map.of(
                "id",
                id,
                "name",
                "Dish " + id,
                "price",
                price,
                "variants",
                List.of(Map.of("id", id + "-large", "name", "Grande", "price", price)))));
        Map<String, ?> subcategory = Map.of("id", "sub", "name", "Clásicas", "products", products);
        Map<String, ?> category = Map.of("id", "cat", "name", "Pizzas", "subcategories", List.of(subcategory));
        Line.ok(line.post("/api/sync/menu", Map.of("categories", List.of(category))));
    }

    private void pullPendingOrders() {
        JsonNode orders = Line.ok(line.get("/api/sync/orders/pending")).json().get("data");
        List<Map<String, ?>> updates = new ArrayList<>();
        for (JsonNode order : orders) {
            String id = order.get("id").asString();
            Integer number = store.orders.computeIfAbsent(id, o -> store.orders.size() + 1);
            updates.add(Map.of("orderId", id, "dailyNumber", number));
        }
        JsonNode failed = Line.ok(line.post("/api/sync/orders/confirm", Map.of("orderUpdates", updates)))
                .json()
                .at("/data/failed");
        failed.forEach(failure -> ledger.refused("restaurant " + failure));
    }

    private void syncCustomers() {
        if (!store.edits.isEmpty()) {
            JsonNode data = Line.ok(line.post("/api/sync/customers/bulk", Map.of("customers", store.edits)))
                    .json()
                    .get("data");
            data.get("failed").forEach(failure -> ledger.refused("restaurant " + failure));
            store.edits.clear();
        }
        String from = store.since == null ? "" : "?since=" + store.since;
        JsonNode answer =
                Line.ok(line.get("/api/sync/customers/changes" + from)).json();
        for (JsonNode customer : answer.get("data")) {
            store.customers.putShown(customer);
            customer.get("addresses").forEach(store.addresses::putShown);
        }
        store.since = answer.get("serverTimestamp").asString();
        store.edited.clear();
    }

    @Override
    public void hear(String event, JsonNode data) {
        if (event.equals("order:new")) {
            ledger.heard("order:new " + data.get("orderId").asString());
            called = true;
        }
    }

    @Override
    public boolean isIdle() {
        return store.edits.isEmpty();
    }

    @Override
    public Client restarted() {
        return new RestaurantBackEnd(line, ledger, store);
    }

    /** The dishes on the menu, with their prices. */
    Map<String, String> dishes() {
        return store.dishes;
    }

    /** The daily numbers that it gave, by order. */
    Map<String, Integer> orders() {
        return store.orders;
    }

    @Override
    public Map<String, Copies> tables() {
        return Map.of("customers", store.customers, "addresses", store.addresses);
    }
}
