package dev.concilia.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes sales: one group each of the sale, its lines and its payments, in the order in which they refer to each other. */
record Checkout(Menu menu) {
    private static final long SPLIT_FROM = 15_000;

    /** A sale; {@code cashCents} is what it leaves in the drawer. */
    record Sale(Unit unit, long cashCents) {}

    Sale sale(RandomGenerator random, Supplier<String> ids, Till till, Instant at) {
        Basket basket = Basket.fill(random, menu);
        String id = ids.get();
        List<Op> ops = new ArrayList<>();
        ops.add(Op.insert("sales", id, head(random, basket, till, at), at));
        basket.lines().forEach(line -> ops.add(Op.insert("sale_items", ids.get(), line.json("saleId", id), at)));
        long cash = pay(random, ids, id, basket.total(), at, ops);
        return new Sale(new Unit(ops), cash);
    }

    /** One payment of the whole {@code total} for the order or sale that {@code field} names. */
    static Op payment(String id, String field, String target, String method, long cents, Instant at) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("amount", Money.of(cents))
                .put("method", method)
                .put(field, target)
                .put("paidAt", at.toString());
        return Op.insert("payments", id, data, at);
    }

    static String method(RandomGenerator random) {
        return List.of("CASH", "CARD", "TRANSFER").get(Dice.weighted(random, 55, 38, 7));
    }

    private static ObjectNode head(RandomGenerator random, Basket basket, Till till, Instant at) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("total", Money.of(basket.total()))
                .put("soldAt", at.toString())
                .put("cashSessionId", till.sessionId())
                .put("locationId", till.locationId())
                .put("discount", Money.of(basket.discount()))
                .put("tax", Money.of(basket.tax()));
        if (Dice.chance(random, 0.35)) {
            data.put("customerId", CustomerBook.id(CustomerBook.choose(random)));
        }
        if (Dice.chance(random, 0.02)) {
            data.put("notes", "Para llevar");
        }
        return data;
    }

    private static long pay(
            RandomGenerator random, Supplier<String> ids, String sale, long total, Instant at, List<Op> ops) {
        if (total >= SPLIT_FROM && Dice.chance(random, 0.15)) {
            long cash = total / 2 / 100 * 100;
            ops.add(payment(ids.get(), "saleId", sale, "CASH", cash, at));
            ops.add(payment(ids.get(), "saleId", sale, "CARD", total - cash, at));
            return cash;
        }
        String method = method(random);
        ops.add(payment(ids.get(), "saleId", sale, method, total, at));
        return method.equals("CASH") ? total : 0;
    }
}
