package dev.concilia.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The products, read from {@link MenuWords}. Immutable, one for all devices. */
record Menu(List<Product> products, List<List<Product>> bySection) {
    /** One thing on the card; {@code section} and {@code brand} are places in {@link MenuWords}. */
    record Product(
            String id,
            String sku,
            String name,
            long priceCents,
            long costCents,
            int section,
            int brand,
            int taxPercent,
            int most,
            boolean stocked) {}

    static Menu read() {
        List<List<Product>> sections = new ArrayList<>();
        for (int s = 0; s < MenuWords.SECTIONS.size(); s++) {
            sections.add(section(s));
        }
        return new Menu(sections.stream().flatMap(List::stream).toList(), List.copyOf(sections));
    }

    /** A product as customers choose: by its category's weight, and the first of a card more often. */
    Product choose(RandomGenerator random) {
        int[] weights =
                MenuWords.SECTIONS.stream().mapToInt(MenuWords.Section::weight).toArray();
        List<Product> section = bySection.get(Dice.weighted(random, weights));
        return section.get(Math.min(random.nextInt(section.size()), random.nextInt(section.size())));
    }

    private static List<Product> section(int index) {
        MenuWords.Section section = MenuWords.SECTIONS.get(index);
        List<Product> products = new ArrayList<>();
        section.lines().lines().forEach(line -> {
            int semicolon = line.indexOf(';');
            long cents = new BigDecimal(line.substring(semicolon + 1))
                    .movePointRight(2)
                    .longValueExact();
            if (line.startsWith("* ")) {
                String name = line.substring(2, semicolon);
                section.sizes()
                        .forEach(size -> products.add(product(
                                index, products.size(), name + " " + size.name(), pesos(cents, size.percent()))));
            } else {
                products.add(product(index, products.size(), line.substring(0, semicolon), cents));
            }
        });
        return List.copyOf(products);
    }

    private static Product product(int index, int number, String name, long cents) {
        MenuWords.Section section = MenuWords.SECTIONS.get(index);
        String sku = "ESP-%02d%03d".formatted(index + 1, number + 1);
        int brand = section.stocked() ? 1 + number % (MenuWords.BRANDS.size() - 1) : 0;
        return new Product(
                DemoIds.of("product/" + sku),
                sku,
                name,
                cents,
                Money.share(cents, 38),
                index,
                brand,
                section.taxPercent(),
                section.most(),
                section.stocked());
    }

    /** A share of a price, in whole pesos. */
    private static long pesos(long cents, int percent) {
        return (cents * percent / 100 + 50) / 100 * 100;
    }
}
