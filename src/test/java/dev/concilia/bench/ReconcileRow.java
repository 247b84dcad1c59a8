package dev.concilia.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The summary of 100,000 records in 10 tables; the twin counts the same rows and takes the latest time of each table. */
final class ReconcileRow implements Row {
    private static final String PLAIN = """
            SELECT entity, count(*), max(updated_at) FROM record WHERE business_id = ? GROUP BY entity
            """;

    @Override
    public String name() {
        return "reconcile";
    }

    @Override
    public void measure(Stage stage, Figures figures) throws Exception {
        Stage.Shop shop = stage.filled();
        int calls = stage.size(10, 5);
        try (Connection sql = stage.database("postgres");
                PreparedStatement plain = sql.prepareStatement(PLAIN);
                Wire wire = stage.wire(shop.keys().getFirst())) {
            plain.setObject(1, shop.business());
            Duel.Result result = new Duel(3, stage.size(9, 3)).fight(() -> hub(wire, calls), () -> twin(plain, calls));
            figures.compared(
                    "reconcile",
                    result.hub(),
                    "ms",
                    result.twin(),
                    "select entity, count(*), max(updated_at) … group by entity");
        }
    }

    private static double hub(Wire wire, int calls) throws IOException {
        long begin = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            wire.exchange("GET", "/api/sync/reconcile", new byte[0]);
            expect(wire.count("\"digest\""));
        }
        return (System.nanoTime() - begin) / 1e6 / calls;
    }

    private static double twin(PreparedStatement plain, int calls) throws SQLException {
        long begin = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            int tables = 0;
            try (var rows = plain.executeQuery()) {
                while (rows.next()) {
                    tables++;
                }
            }
            expect(tables);
        }
        return (System.nanoTime() - begin) / 1e6 / calls;
    }

    private static void expect(int tables) {
        if (tables != 10) {
            throw new IllegalStateException(tables + " tables, not 10");
        }
    }
}
