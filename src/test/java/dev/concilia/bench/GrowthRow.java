package dev.concilia.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One business on a hub of its own that grows from 10⁴ to 10⁶ records, with the history and the operations of as many
 * pushes. At each size: a push of 250 inserts and 250 updates of records from anywhere, and pages of 500 from the
 * feed's beginning and near its end.
 */
final class GrowthRow implements Row {
    private static final int PAGES = 10;
    private static final int WARM_UPS = 12;
    private static final int TIMES = 15;

    private final Random random = new Random(3);
    private final List<long[]> filled = new ArrayList<>();
    private int pushed;

    /** Milliseconds of one batch and of one page. */
    private record Cost(double push, double pull) {}

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public void measure(Stage shared, Figures figures) throws Exception {
        Stage stage = shared.fresh("growth");
        Stage.Shop shop = stage.shop(1);
        try (Connection sql = stage.database("postgres");
                Wire wire = stage.wire(shop.keys().getFirst())) {
            Cost least = null;
            for (int size : stage.quick() ? new int[] {10_000, 50_000} : new int[] {10_000, 100_000, 1_000_000}) {
                fill(sql, shop, size);
                Cost cost = cost(sql, wire, shop);
                least = least == null ? cost : least;
                figures.compared("growth-push-" + size, cost.push(), "ms/batch", least.push(), "at 10000 records");
                figures.compared("growth-pull-" + size, cost.pull(), "ms/page", least.pull(), "at 10000 records");
            }
            whole(sql, wire, shop, figures);
        }
    }

    private void fill(Connection sql, Stage.Shop shop, int size) throws Exception {
        long seq = number(sql, "SELECT seq FROM business_clock WHERE business_id = ?", shop);
        long there = number(sql, "SELECT count(*) FROM record WHERE business_id = ?", shop);
        Figures.say("filling up to %,d records", size);
        Fill.pushed(sql, shop.business(), seq + 1, seq + size - there);
        filled.add(new long[] {seq + 1, seq + size - there});
    }

    private Cost cost(Connection sql, Wire wire, Stage.Shop shop) throws Exception {
        List<Double> pushes = new ArrayList<>();
        List<Double> pulls = new ArrayList<>();
        String nearTheEnd = "&since=" + later(sql, shop);
        for (int i = -WARM_UPS; i < TIMES; i++) {
            String batch = batch();
            double push = Stage.seconds(() -> Pushing.push(wire, batch)) * 1_000;
            double pull = Stage.seconds(() -> {
                        pages(wire, "");
                        pages(wire, nearTheEnd);
                    })
                    * 1_000
                    / (2 * PAGES);
            if (i >= 0) {
                pushes.add(push);
                pulls.add(pull);
            }
        }
        return new Cost(Numbers.median(pushes), Numbers.median(pulls));
    }

    private String batch() {
        StringBuilder body = new StringBuilder("{\"operations\":[");
        for (int i = 0; i < Stage.BATCH / 2; i++) {
            Sale.sale("g", pushed++).insert(body);
            long[] range = filled.get(weighted());
            long n = range[0] + random.nextLong(range[1] - range[0]);
            n += n % 2 == 0 ? 0 : 1; // the even ones are customers
            new Sale("customers", "customers-" + n, "")
                    .operation(body, "update", "{\"internalNotes\":\"nota " + pushed + "\"}");
        }
        return body.append("]}").toString();
    }

    /** A filled range, each as likely as it is large. */
    private int weighted() {
        long place = random.nextLong(filled.stream().mapToLong(r -> r[1] - r[0]).sum());
        int range = 0;
        while (place >= filled.get(range)[1] - filled.get(range)[0]) {
            place -= filled.get(range)[1] - filled.get(range)[0];
            range++;
        }
        return range;
    }

    private static void pages(Wire wire, String start) throws IOException {
        String from = start;
        for (int page = 0; page < PAGES; page++) {
            wire.exchange("GET", "/api/sync/changes?limit=500" + from, new byte[0]);
            if (wire.count("\"modifiedBy\":") != 500) {
                throw new IllegalStateException("a page was not full");
            }
            from = "&cursor=" + wire.member("cursor");
        }
    }

    private static long number(Connection sql, String query, Stage.Shop shop) throws Exception {
        try (PreparedStatement statement = sql.prepareStatement(query)) {
            statement.setObject(1, shop.business());
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** A time with 15 pages to come, and with those that the pushes of this size add. */
    private static String later(Connection sql, Stage.Shop shop) throws Exception {
        String query = "SELECT updated_at FROM record WHERE business_id = ? ORDER BY seq DESC OFFSET 7500 LIMIT 1";
        try (PreparedStatement statement = sql.prepareStatement(query)) {
            statement.setObject(1, shop.business());
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant().toString();
            }
        }
    }

    /** The first sync at the largest size: what a whole table in memory would not survive. */
    private static void whole(Connection sql, Wire wire, Stage.Shop shop, Figures figures) throws Exception {
        int rows = (int) number(sql, "SELECT count(*) FROM record WHERE business_id = ? AND NOT deleted", shop);
        Duel.Result result = new Duel(0, 1).fight(() -> SnapshotRow.rate(wire, rows), () -> Copy.rate(sql, shop, rows));
        figures.compared("snapshot-" + rows, result.hub(), "rows/s", result.twin(), "COPY (select …) TO STDOUT");
    }
}
