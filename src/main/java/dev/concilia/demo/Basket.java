package dev.concilia.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What somebody buys; {@code total} = lines − discount + tax, all in cents. */
record Basket(List<Line> lines, long discount, long tax) {
    private static final int[] LINES = {34, 30, 18, 11, 7};

    record Line(Menu.Product product, int quantity) {
        long cents() {
            return product.priceCents() * quantity;
        }

        /** The line as a record of the sale or order that {@code parentField} names. */
        ObjectNode json(String parentField, String parent) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put(parentField, parent)
                    .put("productId", product.id())
                    .put("name", product.name())
                    .put("quantity", quantity)
                    .put("price", Money.of(product.priceCents()));
        }
    }

    static Basket fill(RandomGenerator random, Menu menu) {
        List<Line> lines = new ArrayList<>();
        int count = 1 + Dice.weighted(random, LINES);
        long sum = 0;
        long tax = 0;
        for (int i = 0; i < count; i++) {
            Menu.Product product = menu.choose(random);
            if (lines.stream().noneMatch(line -> line.product().equals(product))) {
                Line line =
                        new Line(product, 1 + Math.min(random.nextInt(product.most()), random.nextInt(product.most())));
                lines.add(line);
                sum += line.cents();
                tax += Money.share(line.cents(), product.taxPercent());
            }
        }
        long discount = Dice.chance(random, 0.06) ? sum / 1_000 * 100 : 0;
        return new Basket(List.copyOf(lines), discount, tax);
    }

    long total() {
        return lines.stream().mapToLong(Line::cents).sum() - discount + tax;
    }
}
