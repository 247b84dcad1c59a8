package dev.concilia.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The same pushes against pouchdb-server on leveldb, which {@code script/bench} brings by npm. */
final class PouchRow implements Row {
    private static final String AGAINST = "pouchdb-server on leveldb, bulk docs of 500";

    @Override
    public String name() {
        return "push-pouchdb";
    }

    @Override
    public void measure(Stage stage, Figures figures) throws Exception {
        String program = System.getProperty("bench.pouchdb", "");
        if (program.isEmpty()) {
            figures.missing(name(), "ops/s", AGAINST, System.getProperty("bench.pouchdb-reason", "not installed"));
            return;
        }
        int port = stage.hub().port() + 1;
        Path folder = Files.createDirectories(stage.hub().data().resolveSibling("pouchdb"));
        Process server = new ProcessBuilder(
                        program,
                        "--port",
                        String.valueOf(port),
                        "--host",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--no-color")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pouchdb.log").toFile())
                .start();
        Thread stop = new Thread(server::destroy);
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            ready(server, port);
            fight(stage, figures, port);
        } catch (IOException e) {
            figures.missing(name(), "ops/s", AGAINST, "it did not run: " + e.getMessage());
        } finally {
            server.destroy();
            server.waitFor(10, TimeUnit.SECONDS);
            server.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private static void fight(Stage stage, Figures figures, int port) throws Exception {
        int batches = stage.size(8, 2);
        try (Wire wire = new Wire(port, "none")) {
            wire.exchange("PUT", "/bench", new byte[0]);
        }
        Pushing hub = new Pushing(stage, stage.shop(Stage.CONNECTIONS));
        Duel.Result result =
                new Duel(2, 3).fight(() -> hub.round(Stage.CONNECTIONS, batches), () -> pouch(port, batches));
        figures.compared("push-pouchdb", result.hub(), "ops/s", result.twin(), AGAINST);
    }

    private static void ready(Process server, int port) throws Exception {
        for (int i = 0; ; i++) {
            try (Wire wire = new Wire(port, "none")) {
                wire.get("/");
                return;
            } catch (IOException e) {
                if (i > 300 || !server.isAlive()) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static double pouch(int port, int batches) throws Exception {
        String round = UUID.randomUUID().toString().substring(0, 8);
        double seconds = Stage.seconds(() -> Stage.together(Stage.CONNECTIONS, connection -> {
            try (Wire wire = new Wire(port, "none")) {
                for (int batch = 0; batch < batches; batch++) {
                    wire.post("/bench/_bulk_docs", documents(round + connection, batch * Stage.BATCH));
                    if (wire.count("\"ok\":true") != Stage.BATCH) {
                        throw new IOException("not all stored: " + wire.text());
                    }
                }
            }
        }));
        return Stage.CONNECTIONS * batches * Stage.BATCH / seconds;
    }

    private static String documents(String prefix, int from) {
        StringBuilder body = new StringBuilder().append("{\"docs\":[");
        for (int n = from; n < from + Stage.BATCH; n++) {
            Sale row = Sale.of(prefix, n);
            body.append(n == from ? "" : ",")
                    .append("{\"_id\":\"")
                    .append(row.id())
                    .append("\",\"data\":");
            body.append(row.data()).append('}');
        }
        return body.append("]}").toString();
    }
}
