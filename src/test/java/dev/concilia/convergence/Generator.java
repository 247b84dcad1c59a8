package dev.concilia.convergence;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What people do on the devices: every strategy and field rule, few ids, so that they meet. */
final class Generator {
    static final int COUNTERS = 3;
    private static final String[] DELETABLE = {"customers", "categories", "products", "supplies"};
    private static final String[] STATES = {
        "PENDING", "CONFIRMED", "PREPARING", "READY", "IN_DELIVERY", "COMPLETED", "CANCELLED"
    };

    private final RandomGenerator random;
    private final Ledger ledger;
    private final String prefix;
    private int named;

    /** {@code prefix} keeps the ids of generators apart that work for the same business. */
    Generator(RandomGenerator random, Ledger ledger, String prefix) {
        this.random = random;
        this.ledger = ledger;
        this.prefix = prefix;
    }

    /** The records that all seeds begin with. */
    List<SentOp> opening(SimDevice device) {
        List<SentOp> ops = new ArrayList<>();
        for (int i = 0; i < COUNTERS; i++) {
            ObjectNode customer = object().put("name", "Counter " + i).put("loyaltyPoints", 100 * i);
            ops.add(insert(device, new Key("customers", "c" + i), customer, null));
            ObjectNode item = object().put("name", "Item " + i).put("quantity", 20);
            ops.add(insert(device, new Key("inventory_items", "i" + i), item, null));
        }
        ops.add(insert(device, new Key("cash_sessions", "d0"), session(device), null));
        return ops;
    }

    /** What one gesture makes. */
    List<SentOp> next(SimDevice device) {
        return switch (random.nextInt(22)) {
            case 0, 1, 2, 3 -> points(device);
            case 4, 5 -> master(device, new Key("customers", "k" + random.nextInt(4)), customer());
            case 6 -> update(device, counter(), object().put("phone", digits()));
            case 7 -> master(device, new Key("categories", "g" + random.nextInt(3)), category());
            case 8, 9 -> master(device, new Key("products", "p" + random.nextInt(3)), product());
            case 10 -> master(device, new Key("supplies", "s" + random.nextInt(2)), supply());
            case 11 -> master(device, new Key("restaurant_config", "cfg"), config());
            case 12 -> item(device);
            case 13, 14 -> movement(device);
            case 15 -> cash(device);
            case 16, 17, 18 -> new Sales(random, this).sale(device);
            case 19 -> order(device);
            case 20 -> address(device);
            default -> delete(device);
        };
    }

    private Key counter() {
        return new Key("customers", "c" + random.nextInt(COUNTERS));
    }

    private List<SentOp> points(SimDevice device) {
        Key key = counter();
        Optional<ObjectNode> view = device.shelf.view(key);
        if (view.isEmpty() || device.shelf.version(key) == 0) {
            return List.of(); // it has not heard of the counter yet
        }
        long delta = random.nextInt(1, 9) * (random.nextInt(4) == 0 ? -1L : 1L);
        ObjectNode payload =
                object().put("loyaltyPoints", view.get().path("loyaltyPoints").asLong() + delta);
        if (random.nextInt(3) == 0) {
            payload.put("isBanned", random.nextBoolean());
        }
        if (random.nextInt(4) == 0) {
            payload.put("firstName", "F" + random.nextInt(5));
        }
        return List.of(op(device, key, "update", payload, device.shelf.version(key), null, delta));
    }

    private List<SentOp> master(SimDevice device, Key key, ObjectNode whole) {
        if (device.shelf.view(key).isEmpty()) {
            return List.of(insert(device, key, whole, null));
        }
        List<String> fields = List.copyOf(whole.propertyNames());
        fields.stream().filter(f -> whole.size() > 1 && random.nextInt(2) == 0).forEach(whole::remove);
        if (random.nextInt(10) == 0) {
            whole.putNull("custom");
        }
        return update(device, key, whole);
    }

    private List<SentOp> update(SimDevice device, Key key, ObjectNode payload) {
        long version = device.shelf.version(key);
        Long base = version == 0 || random.nextInt(5) == 0 ? null : version;
        return List.of(op(device, key, "update", payload, base, null, 0));
    }

    private List<SentOp> delete(SimDevice device) {
        String entity = DELETABLE[random.nextInt(DELETABLE.length)];
        List<Key> there = device.shelf.live(entity).stream()
                .filter(key -> !key.id().startsWith("c"))
                .toList();
        if (there.isEmpty()) {
            return List.of();
        }
        Key key = there.get(random.nextInt(there.size()));
        long version = device.shelf.version(key);
        Long base = version == 0 || random.nextInt(4) == 0 ? null : version;
        return List.of(op(device, key, "delete", object(), base, null, 0));
    }

    private List<SentOp> item(SimDevice device) {
        Key key = new Key("inventory_items", "i" + random.nextInt(COUNTERS));
        ObjectNode payload = object().put("minimum", random.nextInt(9)).put("name", "Item " + random.nextInt(9));
        if (random.nextInt(6) == 0) {
            payload.put("quantity", 1_000); // is refused: stock is changed by movements only
        }
        return update(device, key, payload);
    }

    private List<SentOp> movement(SimDevice device) {
        String type = random.nextInt(10) == 0 ? "ADJUSTMENT" : random.nextInt(3) == 0 ? "IN" : "OUT";
        ObjectNode payload = object().put("inventoryItemId", "i" + random.nextInt(COUNTERS))
                .put("type", type)
                .put("quantity", new BigDecimal(random.nextInt(1, 40)).movePointLeft(1));
        return List.of(insert(device, new Key("inventory_movements", fresh("m")), payload, null));
    }

    private List<SentOp> cash(SimDevice device) {
        Optional<Key> open = openSession(device);
        if (open.isEmpty() || random.nextInt(3) == 0) {
            return List.of(insert(device, new Key("cash_sessions", fresh("d")), session(device), null));
        }
        ObjectNode closing = object().put("status", "CLOSED").put("closingAmount", random.nextInt(1_000));
        return update(device, open.get(), closing);
    }

    Optional<Key> openSession(SimDevice device) {
        List<Key> open = device.shelf.live("cash_sessions").stream()
                .filter(key -> "OPEN"
                        .equals(device.shelf
                                .view(key)
                                .orElseThrow()
                                .path("status")
                                .asString("")))
                .toList();
        return open.isEmpty() ? Optional.empty() : Optional.of(open.get(random.nextInt(open.size())));
    }

    private List<SentOp> order(SimDevice device) {
        List<Key> there = device.shelf.live("orders");
        if (!there.isEmpty() && random.nextInt(2) == 0) {
            Key key = there.get(random.nextInt(there.size()));
            return update(device, key, object().put("status", STATES[random.nextInt(STATES.length)]));
        }
        String group = fresh("og");
        Key order = new Key("orders", fresh("o"));
        String place = "shop" + random.nextInt(2);
        ObjectNode payload = object().put("status", "PENDING")
                .put("locationId", place)
                .put("businessDate", "2026-03-0" + random.nextInt(1, 3))
                .put("dailyNumber", 1 + there.size() + random.nextInt(3));
        ObjectNode line = object().put("orderId", order.id()).put("quantity", 1).put("price", "9.50");
        return List.of(
                insert(device, order, payload, group),
                insert(device, new Key("order_items", fresh("oi")), line, group));
    }

    private List<SentOp> address(SimDevice device) {
        ObjectNode payload = object().put("customerId", "k" + random.nextInt(4)).put("street", "Street " + digits());
        return master(device, new Key("addresses", "a" + random.nextInt(3)), payload);
    }

    private ObjectNode customer() {
        return object().put("name", "Customer " + random.nextInt(50))
                .put("firstName", "F" + random.nextInt(50))
                .put("isBanned", random.nextBoolean())
                .put("phone", digits())
                .put("custom", random.nextInt(5));
    }

    private ObjectNode category() {
        return object().put("name", "Category " + random.nextInt(50)).put("position", random.nextInt(20));
    }

    private ObjectNode product() {
        return object().put("name", "Product " + random.nextInt(5))
                .put("price", random.nextInt(100) + ".50")
                .put("sku", "sku" + random.nextInt(50))
                .put("custom", random.nextInt(5));
    }

    private ObjectNode supply() {
        return object().put("name", "Supply " + random.nextInt(9)).put("quantity", random.nextInt(50));
    }

    private ObjectNode config() {
        return object().put("name", "Place " + random.nextInt(9)).put("phone", digits());
    }

    private static ObjectNode session(SimDevice device) {
        return object().put("openingAmount", 100)
                .put("openedAt", device.now().toString())
                .put("status", "OPEN");
    }

    private String digits() {
        return String.valueOf(random.nextInt(1_000, 10_000));
    }

    static ObjectNode object() {
        return Canon.JSON.createObjectNode();
    }

    String fresh(String kind) {
        return kind + "-" + prefix + named++;
    }

    SentOp insert(SimDevice device, Key key, ObjectNode payload, @Nullable String group) {
        return op(device, key, "insert", payload, null, group, 0);
    }

    private SentOp op(
            SimDevice device,
            Key key,
            String action,
            ObjectNode payload,
            @Nullable Long base,
            @Nullable String group,
            long points) {
        ObjectNode json = object().put("operationId", fresh("op"))
                .put("entity", key.entity())
                .put("action", action)
                .put("entityId", key.id());
        json.set("payload", payload);
        if (base != null) {
            json.put("baseVersion", base);
        }
        if (group != null) {
            json.put("group", group);
        }
        if (random.nextInt(4) > 0) {
            json.put("clientTimestamp", device.now().toString());
        }
        SentOp op = new SentOp(device.number, key, action, payload, json, points);
        ledger.made(op);
        return op;
    }
}
