package dev.concilia.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All that the sample business has before its devices start to live. Same arguments, same bytes. */
record Seed(Menu menu, ZoneId zone) {
    static final long SEED = 20_260_211L;
    static final int DAYS = 90;

    /** The record that is sent last: where it is, the seed is complete. */
    static final String MARK = DemoIds.of("config");

    /** Master data carries one fixed time, so that it is the same whenever it is made. */
    private static final Instant FOUNDED = Instant.parse("2026-01-02T14:00:00Z");

    /** Categories, brands, products, customers, addresses and stock, each after what it refers to. */
    List<Unit> masters() {
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < MenuWords.SECTIONS.size(); i++) {
            ops.add(category(i));
        }
        for (String brand : MenuWords.BRANDS) {
            ObjectNode data = object().put("name", brand).put("isActive", true);
            ops.add(Op.insert("brands", brandId(brand), data, FOUNDED));
        }
        menu.products().forEach(product -> ops.add(product(product)));
        ops.addAll(Inventory.ops(menu, FOUNDED));
        for (int number = 0; number < CustomerBook.SIZE; number++) {
            ops.addAll(CustomerBook.ops(number, FOUNDED));
        }
        return ops.stream().map(Unit::of).toList();
    }

    /** One day of one location. */
    List<Unit> day(SeedPlace place, LocalDate day) {
        return new SeedDay(menu, place, day, zone).units();
    }

    Unit mark() {
        ObjectNode data = object().put("name", DemoBusiness.NAME)
                .put("phone", "55 5555 0134")
                .put("email", "hola@laespiga.example")
                .put("address", "Calle Madero 12, Centro, Ciudad de México")
                .put("currency", "MXN")
                .put("timezone", zone.getId())
                .put("acceptingOrders", true)
                .put("minimumOrder", Money.of(15_000))
                .put("deliveryFee", Money.of(3_500))
                .put("preparationMinutes", 25)
                .put("deliveryMinutes", 40);
        return Unit.of(Op.insert("restaurant_config", MARK, data, FOUNDED));
    }

    private static Op category(int index) {
        ObjectNode data = object().put("name", MenuWords.SECTIONS.get(index).name())
                .put("position", index + 1)
                .put("isActive", true);
        return Op.insert("categories", categoryId(index), data, FOUNDED);
    }

    private static Op product(Menu.Product product) {
        ObjectNode data = object().put("name", product.name())
                .put("price", Money.of(product.priceCents()))
                .put("cost", Money.of(product.costCents()))
                .put("sku", product.sku())
                .put("categoryId", categoryId(product.section()))
                .put("brandId", brandId(MenuWords.BRANDS.get(product.brand())))
                .put("unit", "pieza")
                .put("taxRate", product.taxPercent())
                .put("isActive", true);
        if (product.stocked()) {
            data.put("barcode", "750%010d".formatted(Math.floorMod(product.sku().hashCode(), 10_000_000_000L)));
        }
        return Op.insert("products", product.id(), data, FOUNDED);
    }

    private static String categoryId(int index) {
        return DemoIds.of("category/" + index);
    }

    private static String brandId(String brand) {
        return DemoIds.of("brand/" + brand);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
