package dev.concilia.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A bad line before the hub, on the loopback address: it spoils the calls that it is told to, and hands on the others. */
public final class FlakyProxy implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "host", "content-length", "connection", "transfer-encoding", "expect", "upgrade", "keep-alive", "date");

    /** What happens to one call. */
    public enum Fault {
        /** The connection ends before the hub has heard of the call. */
        LOST_CALL,
        /** The hub has done the work; the connection ends before its answer. */
        LOST_ANSWER,
        /** 503 instead of the call. */
        UNAVAILABLE,
        /** The hub has done the work; its answer becomes a 503. */
        UNAVAILABLE_AFTERWARDS
    }

    /** A call as it came, and the status of the hub's answer; 0 where the hub was not asked. */
    public record Seen(String method, String path, String idempotencyKey, int status) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<Seen> seen = new ArrayList<>();
    private final HttpServer server;
    private final int hub;

    public FlakyProxy(Hub hub) {
        this.hub = hub.port();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::pass);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Spoils the next calls, one after the other. */
    public void spoil(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** All calls so far. */
    public List<Seen> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Fault fault = faults.poll();
        if (fault == Fault.LOST_CALL || fault == Fault.UNAVAILABLE) {
            note(exchange, 0);
            end(exchange, fault);
            return;
        }
        HttpResponse<byte[]> answer = ask(exchange, body);
        note(exchange, answer.statusCode());
        if (fault != null) {
            end(exchange, fault);
            return;
        }
        answer.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    private static void end(HttpExchange exchange, Fault fault) throws IOException {
        if (fault == Fault.UNAVAILABLE || fault == Fault.UNAVAILABLE_AFTERWARDS) {
            exchange.sendResponseHeaders(503, -1);
        }
        exchange.close(); // without an answer this ends the connection
    }

    private void note(HttpExchange exchange, int status) {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        synchronized (seen) {
            seen.add(new Seen(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath(), key == null ? "" : key, status));
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + hub + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
