package dev.concilia.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is counted: bottled and packed products, which sales take from, and raw materials, which they do not. */
final class Inventory {
    /** A counted thing; {@code product} marks those that are sold. */
    record Item(String id, String name, boolean product) {}

    private Inventory() {}

    static List<Item> items(Menu menu) {
        List<Item> items = new ArrayList<>();
        menu.products().stream()
                .filter(Menu.Product::stocked)
                .forEach(p -> items.add(new Item(DemoIds.of("stock/" + p.sku()), p.name(), true)));
        MenuWords.SUPPLIES.lines().forEach(line -> {
            String name = line.split(";")[0];
            items.add(new Item(DemoIds.of("stock/" + name), name, false));
        });
        return List.copyOf(items);
    }

    /** The items with what lay on the shelves before the first day: enough for all sales of the seed. */
    static List<Op> ops(Menu menu, Instant at) {
        List<Op> ops = new ArrayList<>();
        menu.products().stream().filter(Menu.Product::stocked).forEach(p -> {
            SplittableRandom random = new SplittableRandom(Seed.SEED + p.sku().hashCode());
            ObjectNode data = JsonNodeFactory.instance
                    .objectNode()
                    .put("name", p.name())
                    .put("unit", "pieza")
                    .put("quantity", random.nextInt(1_500, 3_000))
                    .put("minimum", 60)
                    .put("productId", p.id())
                    .put("sku", p.sku());
            ops.add(Op.insert("inventory_items", DemoIds.of("stock/" + p.sku()), data, at));
        });
        MenuWords.SUPPLIES.lines().forEach(line -> {
            String[] parts = line.split(";");
            int quantity = Integer.parseInt(parts[2]);
            ObjectNode data = JsonNodeFactory.instance
                    .objectNode()
                    .put("name", parts[0])
                    .put("unit", parts[1])
                    .put("quantity", quantity)
                    .put("minimum", quantity / 10);
            ops.add(Op.insert("inventory_items", DemoIds.of("stock/" + parts[0]), data, at));
        });
        return ops;
    }

    /** A delivery or, of raw materials now and then, something thrown away; deliveries outweigh the rest. */
    static Op movement(RandomGenerator random, List<Item> items, String id, Instant at) {
        Item item = Dice.pick(random, items);
        boolean in = item.product() || Dice.chance(random, 0.75);
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("inventoryItemId", item.id())
                .put("type", in ? "IN" : "OUT")
                .put("quantity", in ? random.nextInt(2, 6) * 12 : random.nextInt(1, 4))
                .put("reason", in ? "Entrega del proveedor" : "Merma")
                .put("occurredAt", at.toString());
        return Op.insert("inventory_movements", id, data, at);
    }
}
