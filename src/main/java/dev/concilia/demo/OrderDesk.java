package dev.concilia.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes orders to be delivered, fetched or eaten in. */
record OrderDesk(Menu menu) {
    /** When and where an order comes in; {@code number} is unique for the location and day. */
    record Slip(String locationId, LocalDate day, int number, Instant at) {}

    /** An order in {@code status} with its lines and, once completed, its payment. */
    Unit order(RandomGenerator random, Supplier<String> ids, Slip slip, String status) {
        Basket basket = Basket.fill(random, menu);
        // Orders carry no tax field: the tax is not asked for, so that lines and total agree.
        long total = basket.total() - basket.tax();
        int customer = CustomerBook.choose(random);
        String address = CustomerBook.addressId(customer);
        String id = ids.get();
        List<Op> ops = new ArrayList<>();
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("orderType", type(random, address))
                .put("customerId", CustomerBook.id(customer))
                .put("locationId", slip.locationId())
                .put("total", Money.of(total))
                .put("discount", Money.of(basket.discount()))
                .put("dailyNumber", slip.number())
                .put("businessDate", slip.day().toString())
                .put("createdAt", slip.at().toString());
        if (address != null) {
            data.put("addressId", address);
        }
        ops.add(Op.insert("orders", id, data, slip.at()));
        basket.lines()
                .forEach(line -> ops.add(Op.insert("order_items", ids.get(), line.json("orderId", id), slip.at())));
        if (status.equals("COMPLETED")) {
            ops.add(Checkout.payment(ids.get(), "orderId", id, Checkout.method(random), total, slip.at()));
        }
        return new Unit(ops);
    }

    /** The step after {@code status}, none at the end. */
    static @Nullable String next(String status) {
        return switch (status) {
            case "PENDING" -> "CONFIRMED";
            case "CONFIRMED" -> "PREPARING";
            case "PREPARING" -> "READY";
            case "READY" -> "COMPLETED";
            default -> null;
        };
    }

    private static String type(RandomGenerator random, @Nullable String address) {
        boolean deliver = address != null && Dice.chance(random, 0.7);
        return deliver ? "DELIVERY" : Dice.chance(random, 0.6) ? "PICKUP" : "DINE_IN";
    }
}
