package dev.concilia.clients;

import dev.concilia.support.Hub;
import dev.concilia.support.NodeClients;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The socket.io connections of clients: socket.io-client in Node, whose events the clients get between their cycles. */
final class Ears implements AutoCloseable {
    /** Nobody hears anything. */
    static final Ears NONE = new Ears();

    private final @Nullable NodeClients sockets;
    private final int port;
    private final Map<String, Integer> told = new ConcurrentHashMap<>();

    Ears(Hub hub) {
        this.sockets = NodeClients.start("sockets.mjs");
        this.port = hub.port();
    }

    private Ears() {
        this.sockets = null;
        this.port = 0;
    }

    void open(String name, String namespace, String key) {
        if (sockets == null) {
            return;
        }
        Map<String, Object> options = new HashMap<>();
        options.put("auth", Map.of("apiKey", key, "terminalId", name));
        options.put("transports", name.hashCode() % 2 == 0 ? List.of("websocket") : List.of("polling", "websocket"));
        sockets.open(name, "http://localhost:" + port + namespace, options);
        sockets.await(name, "connect");
        if (namespace.equals("/")) {
            emit(name, "terminal:register");
            sockets.await(name, "ack terminal:register");
        }
        told.put(name, 0);
    }

    private void emit(String name, String event) {
        if (sockets != null) {
            Map<String, Object> command = new LinkedHashMap<>();
            command.put("emit", event);
            command.put("client", name);
            command.put("data", Map.of("terminalId", name, "type", "FULL"));
            sockets.tell(command);
        }
    }

    /** Hands over what came since the last time. */
    void tell(String name, Client client) {
        Integer known = told.get(name);
        if (sockets == null || known == null) {
            return;
        }
        List<JsonNode> all = sockets.seen(line -> line.get("client").asString().equals(name));
        for (JsonNode line : all.subList(known, all.size())) {
            String event = line.get("event").asString();
            client.hear(event, line.get("data"));
            if (event.equals("sync:trigger")) {
                emit(name, "sync:ack");
            }
        }
        told.put(name, all.size());
    }

    @Override
    public void close() {
        if (sockets != null) {
            sockets.close();
        }
    }
}
