package dev.concilia.bench;

import java.sql.Connection;

/** The whole feed in pages of 500 over one connection; the twin is COPY of the same rows. */
final class PullRow implements Row {
    @Override
    public String name() {
        return "pull";
    }

    @Override
    public void measure(Stage stage, Figures figures) throws Exception {
        Stage.Shop shop = stage.filled();
        int rows = stage.filledSize();
        try (Connection sql = stage.database("postgres");
                Wire wire = stage.wire(shop.keys().getFirst())) {
            Duel.Result result = new Duel(stage.size(4, 3), stage.size(7, 3))
                    .fight(() -> rate(wire, rows), () -> Copy.rate(sql, shop, rows));
            figures.compared("pull", result.hub(), "rows/s", result.twin(), "COPY (select …) TO STDOUT");
        }
    }

    private static double rate(Wire wire, int expected) throws Exception {
        long begin = System.nanoTime();
        int rows = 0;
        String cursor = "";
        do {
            wire.exchange("GET", "/api/sync/changes?limit=500" + cursor, new byte[0]);
            rows += wire.count("\"modifiedBy\":");
            cursor = "&cursor=" + wire.member("cursor");
        } while (wire.count("\"hasMore\":true") > 0);
        if (rows != expected) {
            throw new IllegalStateException(rows + " rows, not " + expected);
        }
        return rows / ((System.nanoTime() - begin) / 1e9);
    }
}
