package dev.concilia.convergence;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/** A sale with its items and payments, as one group. */
final class Sales {
    private final RandomGenerator random;
    private final Generator generator;

    Sales(RandomGenerator random, Generator generator) {
        this.random = random;
        this.generator = generator;
    }

    List<SentOp> sale(SimDevice device) {
        String group = generator.fresh("sg");
        Key sale = new Key("sales", generator.fresh("v"));
        List<SentOp> items = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int quantity = random.nextInt(1, 4);
            BigDecimal price = new BigDecimal(random.nextInt(100, 5_000)).movePointLeft(2);
            total = total.add(price.multiply(BigDecimal.valueOf(quantity)));
            ObjectNode item = Generator.object()
                    .put("saleId", sale.id())
                    .put("quantity", quantity)
                    .put("price", price.toPlainString());
            items.add(generator.insert(device, new Key("sale_items", generator.fresh("vi")), item, group));
        }
        List<SentOp> ops = new ArrayList<>();
        ops.add(generator.insert(device, sale, head(device, total), group));
        ops.addAll(items);
        ops.add(generator.insert(device, new Key("payments", generator.fresh("vp")), payment(sale, total), group));
        return ops;
    }

    private ObjectNode head(SimDevice device, BigDecimal total) {
        ObjectNode head = Generator.object()
                .put("total", total.toPlainString())
                .put("soldAt", device.now().toString());
        generator.openSession(device).ifPresent(session -> head.put("cashSessionId", session.id()));
        return head;
    }

    /** Now and then a payment of nothing, which is refused and takes the whole sale with it. */
    private ObjectNode payment(Key sale, BigDecimal total) {
        return Generator.object()
                .put("saleId", sale.id())
                .put("method", "CASH")
                .put("amount", random.nextInt(8) == 0 ? "0" : total.toPlainString());
    }
}
