package dev.concilia.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long after an order is sent each of 200 socket.io clients hears of it. The commit lies between, so the figure is a little
 * more than what the bar asks for; it has no twin.
 */
final class OrderNewRow implements Row {
    private static final int CLIENTS = 200;
    private static final int PER_SECOND = 10;

    @Override
    public String name() {
        return "order-new";
    }

    @Override
    public void measure(Stage stage, Figures figures) throws Exception {
        Stage.Shop shop = stage.shop(2);
        List<Ear> ears = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient();
                Wire wire = stage.wire(shop.keys().getFirst())) {
            for (int i = 0; i < CLIENTS; i++) {
                ears.add(Ear.open(http, stage.hub().port(), shop.keys().getLast()));
            }
            for (Ear ear : ears) {
                if (!ear.ready.await(30, TimeUnit.SECONDS)) {
                    throw new IOException("a client was not let in");
                }
            }
            Figures.say("%d clients are connected", CLIENTS);
            push(wire, stage.size(20, 10));
            Map<String, Long> sent = push(wire, stage.size(200, 40));
            TimeUnit.SECONDS.sleep(2);
            List<Double> latencies = new ArrayList<>();
            for (Ear ear : ears) {
                sent.forEach((order, at) -> {
                    Long heard = ear.heard.get(order);
                    latencies.add(heard == null ? 60_000.0 : (heard - at) / 1e6);
                });
            }
            figures.plain("order-new-p99", Numbers.percentile(latencies, 99), "ms");
            figures.plain("order-new-p50", Numbers.percentile(latencies, 50), "ms");
            ears.forEach(ear -> ear.socket.abort());
        }
    }

    /** Sends orders one by one at an even pace; when each was sent. */
    private static Map<String, Long> push(Wire wire, int orders) throws Exception {
        Map<String, Long> sent = new ConcurrentHashMap<>();
        long begin = System.nanoTime();
        for (int n = 0; n < orders; n++) {
            long early = begin + n * TimeUnit.SECONDS.toNanos(1) / PER_SECOND - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.max(0, early));
            String order = UUID.randomUUID().toString();
            sent.put(order, System.nanoTime());
            String operation = "{\"operationId\":\"" + UUID.randomUUID()
                    + "\",\"entity\":\"orders\",\"action\":\"insert\",\"entityId\":\"" + order
                    + "\",\"payload\":{\"status\":\"PENDING\",\"total\":\"10.00\"}}";
            Pushing.push(wire, "{\"operations\":[" + operation + "]}");
        }
        return sent;
    }

    /** A client that speaks just enough of engine.io 4 and socket.io 5 over a WebSocket. */
    private static final class Ear implements WebSocket.Listener {
        private static final String EVENT = "42/sync,[\"order:new\",{\"orderId\":\"";

        private final Map<String, Long> heard = new ConcurrentHashMap<>();
        private final CountDownLatch ready = new CountDownLatch(1);
        private final StringBuilder message = new StringBuilder();
        private final String key;
        private WebSocket socket;

        private Ear(String key) {
            this.key = key;
        }

        static Ear open(HttpClient http, int port, String key) {
            Ear ear = new Ear(key);
            ear.socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket"), ear)
                    .join();
            return ear;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                received(from, message.toString(), System.nanoTime());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void received(WebSocket from, String text, long at) {
            if (text.startsWith("0")) {
                from.sendText("40/sync,{\"apiKey\":\"" + key + "\"}", true);
            } else if (text.equals("2")) {
                from.sendText("3", true);
            } else if (text.startsWith("40/sync")) {
                ready.countDown();
            } else if (text.startsWith(EVENT)) {
                heard.put(text.substring(EVENT.length(), text.indexOf('"', EVENT.length())), at);
            }
        }
    }
}
