package dev.concilia.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A menu of 2,000 products with variants and modifiers that is pushed again unchanged; the twin is its first push. */
final class MenuRow implements Row {
    private static final int PRODUCTS = 2_000;
    private static final int RECORDS = 2 + PRODUCTS * 5;

    @Override
    public String name() {
        return "menu";
    }

    @Override
    public void measure(Stage stage, Figures figures) throws Exception {
        String menu = menu();
        List<Double> first = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        for (int round = 0; round < stage.size(9, 4); round++) {
            try (Wire wire = stage.wire(stage.shop(1).keys().getFirst())) {
                double made =
                        millis(wire, menu, "\"created\":" + RECORDS + ",\"updated\":0,\"deleted\":0,\"unchanged\":0");
                for (int i = 0; i < 3; i++) {
                    double same =
                            millis(wire, menu, "\"created\":0,\"updated\":0,\"deleted\":0,\"unchanged\":" + RECORDS);
                    if (round > 1) { // the first two warm the hub up
                        again.add(same);
                    }
                }
                if (round > 1) {
                    first.add(made);
                }
            }
        }
        figures.compared("menu-unchanged", median(again), "ms", median(first), "the first push of the same menu");
    }

    private static double millis(Wire wire, String menu, String expected) throws Exception {
        long begin = System.nanoTime();
        String answer = wire.post("/api/sync/menu", menu);
        if (!answer.contains(expected)) {
            throw new IllegalStateException(answer + ", not " + expected);
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    private static String menu() {
        List<String> products = new ArrayList<>();
        for (int i = 0; i < PRODUCTS; i++) {
            products.add("""
                    {"id":"p%1$d","name":"Platillo %1$d","description":"Con salsa de la casa","price":"%1$d.50","isActive":true,
                     "variants":[{"id":"v%1$d","name":"Grande","price":"%1$d.90"}],
                     "modifierGroups":[{"id":"g%1$d","name":"Extras","minSelections":0,"maxSelections":2,
                       "productModifiers":[{"id":"m%1$d","name":"Queso","price":"12.00"},
                                           {"id":"n%1$d","name":"Tocino","price":"15.00"}]}]}
                    """.formatted(i));
        }
        return "{\"categories\":[{\"id\":\"c\",\"name\":\"Menú\",\"subcategories\":[{\"id\":\"s\",\"name\":\"Todo\",\"products\":["
                + String.join(",", products) + "]}]}]}";
    }
}
