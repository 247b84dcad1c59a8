package dev.concilia.bench;

import java.sql.Connection;

/** A device's first sync: every live record as one stream; the twin is COPY of the same rows. */
final class SnapshotRow implements Row {
    @Override
    public String name() {
        return "snapshot";
    }

    @Override
    public void measure(Stage stage, Figures figures) throws Exception {
        Stage.Shop shop = stage.filled();
        int rows = stage.filledSize();
        try (Connection sql = stage.database("postgres");
                Wire wire = stage.wire(shop.keys().getFirst())) {
            Duel.Result result = new Duel(stage.size(4, 3), stage.size(7, 3))
                    .fight(() -> rate(wire, rows), () -> Copy.rate(sql, shop, rows));
            figures.compared("snapshot", result.hub(), "rows/s", result.twin(), "COPY (select …) TO STDOUT");
        }
    }

    /** Rows per second of a snapshot that has to hold {@code expected} records. */
    static double rate(Wire wire, int expected) throws Exception {
        long begin = System.nanoTime();
        long lines = wire.lines("/api/sync/snapshot");
        if (lines != expected + 1 || wire.member("cursor").isEmpty()) {
            throw new IllegalStateException(lines + " lines, not " + expected + " and the cursor");
        }
        return expected / ((System.nanoTime() - begin) / 1e9);
    }
}
