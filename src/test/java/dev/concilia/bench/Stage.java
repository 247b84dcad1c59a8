package dev.concilia.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What rows measure on: a running hub, its PostgreSQL, businesses with devices, and filled tables. */
final class Stage {
    static final int BATCH = 500;
    static final int CONNECTIONS = 4;

    private final HubProcess hub;
    private final List<HubProcess> hubs;
    private final boolean quick;
    private @Nullable Shop filled;

    /** {@code hub} runs; {@code hubs} are all of this run, to which rows add their own. */
    Stage(HubProcess hub, List<HubProcess> hubs, boolean quick) {
        this.hub = hub;
        this.hubs = hubs;
        this.quick = quick;
    }

    List<HubProcess> hubs() {
        return hubs;
    }

    /** A hub of the caller's own with an empty database, which runs until the end. */
    Stage fresh(String name) throws Exception {
        HubProcess another = hub.sibling(name);
        hubs.add(another);
        another.start();
        return new Stage(another, hubs, quick);
    }

    /** A business with the keys of its devices. */
    record Shop(UUID business, List<String> keys) {}

    HubProcess hub() {
        return hub;
    }

    boolean quick() {
        return quick;
    }

    /** One size for the full run, another for {@code --quick}. */
    int size(int full, int small) {
        return quick ? small : full;
    }

    Wire wire(String credential) throws IOException {
        return new Wire(hub.port(), credential);
    }

    /** Opens a business with devices. */
    Shop shop(int devices) throws IOException {
        String owner = "owner-" + UUID.randomUUID() + "@example.com";
        try (Wire operator = wire(HubProcess.TOKEN)) {
            operator.post("/api/admin/businesses", "{\"name\":\"" + owner + "\",\"ownerEmail\":\"" + owner + "\"}");
            UUID business = UUID.fromString(operator.member("id"));
            List<String> keys = new ArrayList<>();
            try (Wire admin = wire(operator.member("token"))) {
                for (int i = 0; i < devices; i++) {
                    admin.post("/api/admin/devices", "{\"name\":\"till " + i + "\",\"kind\":\"terminal\"}");
                    keys.add(admin.member("apiKey"));
                }
            }
            return new Shop(business, keys);
        }
    }

    /** The business that the reading rows share: records of ten types, filled once. */
    Shop filled() throws Exception {
        if (filled == null) {
            Shop shop = shop(1);
            int size = size(100_000, 10_000);
            Figures.say("filling %,d records of ten types", size);
            try (Connection sql = database("postgres")) {
                Fill.tenTypes(sql, shop.business(), size);
            }
            filled = shop;
        }
        return filled;
    }

    int filledSize() {
        return size(100_000, 10_000);
    }

    /** A connection to a database of the hub's PostgreSQL, as superuser: nothing between it and the tables. */
    Connection database(String name) throws SQLException, IOException {
        return DriverManager.getConnection(hub.database(name));
    }

    /** The twin's own database, made at its first use. */
    Connection twin() throws SQLException, IOException {
        try (Connection connection = database("postgres");
                Statement statement = connection.createStatement()) {
            var there = statement.executeQuery("SELECT FROM pg_database WHERE datname = 'twin'");
            if (!there.next()) {
                statement.execute("CREATE DATABASE twin");
            }
        }
        return database("twin");
    }

    /** Runs {@code work} once for each number below {@code count}, each in a thread, and waits for all. */
    static void together(int count, Numbered work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                Callable<Object> task = () -> {
                    work.run(number);
                    return number;
                };
                running.add(threads.submit(task));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    interface Numbered {
        void run(int number) throws Exception;
    }

    /** Seconds that {@code work} takes. */
    static double seconds(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    interface Work {
        void run() throws Exception;
    }
}
