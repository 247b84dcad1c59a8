package dev.concilia.bench;

import java.io.IOException;
import java.util.UUID;

/** Pushes batches over one connection per device and counts what was applied. */
final class Pushing {
    private final Stage stage;
    private final Stage.Shop[] shops;

    /** One connection to each of {@code shops}' devices in turn. */
    Pushing(Stage stage, Stage.Shop... shops) {
        this.stage = stage;
        this.shops = shops;
    }

    /** Durable operations per second of {@code batches} batches on each of the connections. */
    double round(int connections, int batches) throws Exception {
        String round = UUID.randomUUID().toString().substring(0, 8);
        double seconds = Stage.seconds(() -> Stage.together(connections, connection -> {
            Stage.Shop shop = shops[connection % shops.length];
            try (Wire wire = stage.wire(shop.keys().get(connection % shop.keys().size()))) {
                for (int batch = 0; batch < batches; batch++) {
                    push(wire, inserts(round + connection, batch * Stage.BATCH));
                }
            }
        }));
        return connections * batches * Stage.BATCH / seconds;
    }

    private static String inserts(String prefix, int from) {
        StringBuilder body = new StringBuilder(500 * Stage.BATCH).append("{\"operations\":[");
        for (int n = from; n < from + Stage.BATCH; n++) {
            Sale.of(prefix, n).insert(body);
        }
        return body.append("]}").toString();
    }

    /** Sends one batch; anything that was not applied is an error. */
    static void push(Wire wire, String body) throws IOException {
        wire.exchange("POST", "/api/sync/batch", body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        int applied = wire.count("\"outcome\":\"applied\"");
        if (applied == 0 || applied != wire.count("\"operationId\"")) {
            throw new IOException("not all applied: " + wire.text());
        }
    }
}
