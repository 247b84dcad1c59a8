package dev.concilia.clients;

import static dev.concilia.support.NodeClients.is;
import static dev.concilia.support.Op.insert;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.concilia.support.Answer;
import dev.concilia.support.EdgeHub;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.NodeClients;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** A hub with the settings of an operator: who may call from where, what is logged, and what a restart tells. */
@HubTest
@Timeout(120)
class EdgeOfTheHubTest {
    private static final String UNLISTED = EdgeHub.ORIGIN + ".evil.example";
    private static final NodeClients CLIENTS = NodeClients.start("sockets.mjs");

    private final EdgeHub edge;
    private final Hub hub;
    private final TestBusiness business;
    private final TestDevice till;

    EdgeOfTheHubTest(Hub shared, Tables tables) {
        this.edge = EdgeHub.beside(tables);
        this.hub = edge.hub();
        this.business = shared.business();
        this.till = new TestDevice(hub, "", business.device("till").apiKey());
    }

    @AfterAll
    static void stop() {
        CLIENTS.close();
    }

    private String url() {
        return "http://127.0.0.1:" + hub.port();
    }

    @Test
    void aLoggedCallShowsWhoCameAndNoSecret() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.concilia.sync.calls");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        String wrong = "ck_wrong_" + "w".repeat(40);
        try {
            till.push(insert("customers", "c1", "name", "Body Of The Call"));
            till.pullRaw("entities=customers&note=query-of-the-call");
            hub.get("/api/products/" + till.apiKey()).key(till.apiKey()).send();
            hub.get("/api/admin/devices").bearer(business.token()).send();
            assertThat(elsewhere("/api/sync/changes?since=x", wrong)).isEqualTo(401);
        } finally {
            logger.detachAppender(lines);
        }
        List<String> logged =
                lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();

        assertThat(logged).hasSize(5);
        assertThat(logged.get(0))
                .startsWith("POST /api/sync/batch by " + business.id() + "/")
                .contains(": 200, ");
        assertThat(logged.get(1)).startsWith("GET /api/sync/changes by " + business.id() + "/");
        assertThat(logged.get(2))
                .startsWith("GET /api/products/… by " + business.id())
                .contains(": 404, ");
        assertThat(logged.get(4)).startsWith("GET /api/sync/changes by nobody: 401, ");
        assertThat(String.join("\n", logged))
                .doesNotContain(till.apiKey(), business.token(), wrong, "Body Of", "query-of", "since");
    }

    /** From an address of its own, since wrong keys are counted by it. */
    private int elsewhere(String path, String key) throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName("127.0.0.78"))
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                    .header("X-API-Key", key)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private Answer from(String origin, String method, String path) {
        Hub.Call call = hub.call(method, path).header("Origin", origin);
        return method.equals("OPTIONS")
                ? call.header("Access-Control-Request-Method", "GET")
                        .header("Access-Control-Request-Headers", "x-api-key,idempotency-key")
                        .send()
                : call.key(till.apiKey()).send();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/sync/changes", "/socket.io/?EIO=4&transport=polling"})
    void browsersOfListedOriginsMayCallAndOthersMayNot(String path) {
        Answer call = from(EdgeHub.ORIGIN, "GET", path);
        Answer asked = from(EdgeHub.ORIGIN, "OPTIONS", path);
        Answer foreign = from(UNLISTED, "GET", path);
        Answer foreignAsked = from(UNLISTED, "OPTIONS", path);

        assertThat(call.status()).as(call.toString()).isEqualTo(200);
        assertThat(call.header("Access-Control-Allow-Origin")).isEqualTo(EdgeHub.ORIGIN);
        assertThat(call.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(call.header("Vary")).contains("Origin");
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(EdgeHub.ORIGIN);
        assertThat(asked.header("Access-Control-Allow-Headers").toLowerCase()).contains("x-api-key", "idempotency-key");
        assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(foreignAsked.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void wrongKeysOfSocketsCountByAddressAndGoodOnesGoOn() throws Exception {
        String known = socket("/sync", Map.of("auth", Map.of("apiKey", till.apiKey())));
        CLIENTS.await(known, "connect");
        List<String> refusals = new ArrayList<>();
        while (refusals.size() < 2 * (EdgeHub.WRONG_KEYS + 1)
                && !refusals.toString().contains("Too many")) {
            String wrong = socket("/sync", Map.of("auth", Map.of("apiKey", "wrong-" + UUID.randomUUID())));
            refusals.add(
                    CLIENTS.await(wrong, "connect_error").at("/data/message").asString());
        }
        String good = socket("/sync", Map.of("auth", Map.of("apiKey", till.apiKey())));
        String unseen = socket(
                "/", Map.of("auth", Map.of("apiKey", business.device("new").apiKey())));

        assertThat(refusals.getFirst()).isEqualTo("Invalid API Key");
        assertThat(refusals.getLast()).startsWith("Too many wrong API keys");
        CLIENTS.await(good, "connect");
        CLIENTS.await(unseen, "connect");
        int status = 401;
        for (int i = 0; i <= EdgeHub.WRONG_KEYS && status == 401; i++) {
            status = hub127("/api/sync/changes", "wrong-" + UUID.randomUUID());
        }
        assertThat(status).as("the same count as for calls").isEqualTo(429);
        assertThat(elsewhere("/api/sync/changes", "wrong-from-elsewhere")).isEqualTo(401);
    }

    private int hub127(String path, String key) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url() + path))
                                    .header("X-API-Key", key)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private String socket(String namespace, Map<String, ?> options) {
        String name = "edge-" + UUID.randomUUID();
        CLIENTS.open(name, url() + namespace, options);
        return name;
    }

    @Test
    void aTerminalHearsOfARestartAsSoonAsItIsBack() {
        String name = socket("/", Map.of("auth", Map.of("apiKey", till.apiKey()), "reconnectionDelay", 200));
        JsonNode first = CLIENTS.await(name, "connect");
        register(name);
        CLIENTS.await(name, "ack terminal:register");
        edge.restart();
        CLIENTS.await(line -> is(line, name, "connect")
                && line.get("at").asLong() > first.get("at").asLong());
        register(name);
        JsonNode trigger = CLIENTS.await(name, "sync:trigger");

        assertThat(trigger.at("/data/reason").asString()).isEqualTo("SERVER_RESTART");
        assertThat(trigger.at("/data/type").asString()).isEqualTo("FULL");
        assertThat(trigger.at("/data/terminalId").asString()).isEqualTo("till");
    }

    private static void register(String name) {
        CLIENTS.tell(Map.of("emit", "terminal:register", "client", name, "data", Map.of("terminalId", "till")));
    }
}
