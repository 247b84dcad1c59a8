package dev.concilia.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Single operations at 100 a second from 50 devices; the twin is a bare insert and its commit at the same rate. */
final class OneOperationRow implements Row {
    private static final int DEVICES = 50;
    private static final int RATE = 100;

    @Override
    public String name() {
        return "one-operation";
    }

    @Override
    public void measure(Stage stage, Figures figures) throws Exception {
        Stage.Shop shop = stage.shop(DEVICES);
        try (Connection twin = stage.twin();
                Statement sql = twin.createStatement()) {
            sql.execute("DROP TABLE IF EXISTS one");
            sql.execute("CREATE TABLE one (entity text, id text, data jsonb, PRIMARY KEY (entity, id))");
        }
        List<Double> hub = new ArrayList<>();
        List<Double> twin = new ArrayList<>();
        int rounds = stage.size(4, 1);
        for (int round = -1; round < rounds; round++) {
            List<Double> ours =
                    paced(stage.size(800, 400), device -> hub(stage, shop.keys().get(device)));
            List<Double> theirs = paced(stage.size(800, 400), device -> twin(stage));
            Figures.say("p99: hub %.2f ms, twin %.2f ms", Numbers.percentile(ours, 99), Numbers.percentile(theirs, 99));
            if (round >= 0) {
                hub.addAll(ours);
                twin.addAll(theirs);
            }
        }
        String against = "a bare insert and commit at the same rate";
        for (int percent : new int[] {99, 50}) {
            double ours = Numbers.percentile(hub, percent);
            figures.compared("one-operation-p" + percent, ours, "ms", Numbers.percentile(twin, percent), against);
        }
    }

    private interface Caller extends AutoCloseable {
        void call() throws Exception;
    }

    private interface Callers {
        Caller of(int device) throws Exception;
    }

    /** Latencies in milliseconds; a call that starts late because the one before was slow counts from its due time. */
    private static List<Double> paced(int calls, Callers callers) throws Exception {
        List<Double> latencies = Collections.synchronizedList(new ArrayList<>());
        long begin = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        long step = TimeUnit.SECONDS.toNanos(1) / RATE;
        Stage.together(DEVICES, device -> {
            try (Caller caller = callers.of(device)) {
                for (int n = device; n < calls; n += DEVICES) {
                    long due = begin + n * step;
                    long early = due - System.nanoTime();
                    if (early > 0) {
                        TimeUnit.NANOSECONDS.sleep(early);
                        due = System.nanoTime();
                    }
                    caller.call();
                    latencies.add((System.nanoTime() - due) / 1e6);
                }
            }
        });
        return latencies;
    }

    private static Caller hub(Stage stage, String key) throws Exception {
        Wire wire = stage.wire(key);
        return new Caller() {
            @Override
            public void call() throws Exception {
                StringBuilder body = new StringBuilder("{\"operations\":[");
                Sale.sale(UUID.randomUUID().toString(), 1).insert(body);
                Pushing.push(wire, body.append("]}").toString());
            }

            @Override
            public void close() throws Exception {
                wire.close();
            }
        };
    }

    private static Caller twin(Stage stage) throws Exception {
        Connection connection = stage.twin();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO one VALUES (?, ?, ?::jsonb)");
        return new Caller() {
            @Override
            public void call() throws Exception {
                Sale sale = Sale.sale(UUID.randomUUID().toString(), 1);
                insert.setString(1, sale.entity());
                insert.setString(2, sale.id());
                insert.setString(3, sale.data());
                insert.executeUpdate();
            }

            @Override
            public void close() throws Exception {
                connection.close();
            }
        };
    }
}
