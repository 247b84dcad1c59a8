package dev.concilia.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody's program on this machine that gets webhooks. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Got> got = new ConcurrentLinkedQueue<>();
    private volatile Behaviour behaviour = exchange -> answer(exchange, 204);

    /** A webhook as it came. */
    record Got(String method, String delivery, String timestamp, String signature, byte[] body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    @FunctionalInterface
    interface Behaviour {
        void handle(HttpExchange exchange) throws IOException;
    }

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            got.add(new Got(
                    exchange.getRequestMethod(),
                    exchange.getRequestHeaders().getFirst("Concilia-Delivery"),
                    exchange.getRequestHeaders().getFirst("Concilia-Timestamp"),
                    exchange.getRequestHeaders().getFirst("Concilia-Signature"),
                    exchange.getRequestBody().readAllBytes()));
            behaviour.handle(exchange);
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?to=me";
    }

    void behave(Behaviour other) {
        behaviour = other;
    }

    void answers(int status) {
        behaviour = exchange -> answer(exchange, status);
    }

    static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    List<Got> got() {
        return List.copyOf(got);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
