package dev.concilia.realtime;

import static dev.concilia.support.NodeClients.is;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.NodeClients;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The hub's socket.io as seen by socket.io-client from npm. */
@HubTest
@Timeout(120)
class SocketClientsTest {
    private static final NodeClients CLIENTS = NodeClients.start("sockets.mjs");

    private final Hub hub;
    private final TestBusiness business;
    private final TestDevice till;

    SocketClientsTest(Hub hub) {
        this.hub = hub;
        this.business = hub.business();
        this.till = business.device("till");
    }

    @AfterAll
    static void stop() {
        CLIENTS.close();
    }

    private String url(String namespace) {
        return "http://localhost:" + hub.port() + namespace;
    }

    private static List<String> transports(String how) {
        return switch (how) {
            case "polling" -> List.of("polling");
            case "websocket" -> List.of("websocket");
            default -> List.of("polling", "websocket");
        };
    }

    private String open(String namespace, String how, Map<String, ?> options) {
        String name = how + "-" + UUID.randomUUID();
        var all = new java.util.HashMap<String, Object>(options);
        all.put("transports", transports(how));
        CLIENTS.open(name, url(namespace), all);
        return name;
    }

    private static String order(TestDevice device) {
        String id = UUID.randomUUID().toString();
        assertThat(device.push(insert("orders", id, "status", "PENDING", "total", "12.50"))
                        .outcome())
                .isEqualTo("applied");
        return id;
    }

    private static boolean tells(JsonNode line, String client, String event, String member, String value) {
        return is(line, client, event)
                && line.path("data").path(member).asString("").equals(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "upgraded"})
    void aBackEndHearsOfNewOrders(String how) {
        String client = open("/sync", how, Map.of("auth", Map.of("apiKey", till.apiKey())));
        JsonNode connected = CLIENTS.await(client, "connect");
        if (how.equals("upgraded")) {
            assertThat(CLIENTS.await(client, "upgrade").at("/data/transport").asString())
                    .isEqualTo("websocket");
        } else {
            assertThat(connected.at("/data/transport").asString()).isEqualTo(how);
        }
        String id = order(till);
        JsonNode news = CLIENTS.await(line -> tells(line, client, "order:new", "orderId", id));

        assertThat(news.get("data").size()).isEqualTo(1);
        till.push(update("orders", id, "status", "CONFIRMED"));
        String second = order(till);
        CLIENTS.await(line -> tells(line, client, "order:new", "orderId", second));
        assertThat(CLIENTS.seen(line -> tells(line, client, "order:new", "orderId", id)))
                .as("an order is new once")
                .hasSize(1);
        assertThat(CLIENTS.seen(line -> is(line, client, "sync:update"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "upgraded"})
    void theOtherMachinesHearOfChangesTheirAuthorDoesNot(String how) {
        TestDevice other = business.device("other");
        String author = open("/", how, Map.of("auth", Map.of("apiKey", till.apiKey())));
        String hearer = open("/", how, Map.of("extraHeaders", Map.of("X-API-Key", other.apiKey())));
        CLIENTS.await(author, "connect");
        CLIENTS.await(hearer, "connect");
        till.push(insert("products", "p1", "name", "Concha"));
        JsonNode news = CLIENTS.await(line -> tells(line, hearer, "sync:update", "id", "p1"));

        assertThat(news.at("/data/table").asString()).isEqualTo("products");
        assertThat(news.at("/data/deleted").booleanValue()).isFalse();
        assertThat(java.time.Instant.parse(news.at("/data/updatedAt").asString()))
                .isBeforeOrEqualTo(java.time.Instant.now());
        other.push(dev.concilia.support.Op.delete("products", "p1"));
        JsonNode deleted = CLIENTS.await(line -> tells(line, author, "sync:update", "id", "p1"));
        assertThat(deleted.at("/data/deleted").booleanValue()).isTrue();
        assertThat(CLIENTS.seen(line -> is(line, author, "sync:update"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void aWrongKeyOrNoneIsRefusedInSync(String how) {
        String wrong = open("/sync", how, Map.of("auth", Map.of("apiKey", "no-such-key-000000000000000000000")));
        String none = open("/sync", how, Map.of());
        String header = open("/sync", how, Map.of("extraHeaders", Map.of("X-API-Key", "nor-this-one-0000000000")));
        String elsewhere = open("/", how, Map.of("auth", Map.of("apiKey", "wrong-in-the-other-namespace")));

        for (String client : List.of(wrong, none, header, elsewhere)) {
            JsonNode refused = CLIENTS.await(client, "connect_error");
            assertThat(refused.at("/data/message").asString()).isEqualTo("Invalid API Key");
            assertThat(CLIENTS.seen(line -> is(line, client, "connect"))).isEmpty();
        }
    }

    @Test
    void whoShowsNoKeyHearsNothing() {
        String stranger = open("/", "websocket", Map.of());
        String witness = open(
                "/",
                "websocket",
                Map.of("auth", Map.of("apiKey", business.device("w").apiKey())));
        CLIENTS.await(stranger, "connect");
        CLIENTS.await(witness, "connect");
        CLIENTS.tell(Map.of("emit", "terminal:register", "client", stranger, "data", Map.of("terminalId", "t")));
        JsonNode answer = CLIENTS.await(stranger, "ack terminal:register");
        till.push(insert("brands", "b1", "name", "B"));
        CLIENTS.await(line -> tells(line, witness, "sync:update", "id", "b1"));

        assertThat(answer.at("/data/success").booleanValue()).isFalse();
        assertThat(CLIENTS.seen(line -> is(line, stranger, "sync:update") || is(line, stranger, "sync:trigger")))
                .isEmpty();
    }

    @Test
    void aTerminalIsAskedToSyncWhenItRegistersAndWhileItIsThere() {
        String shared = business.newKey("shared").at("apiKey");
        hub.get("/api/sync/pull?terminalId=caja-7").key(shared).send();
        hub.post("/api/sync/all")
                .key(shared)
                .json(Map.of("terminalId", "caja-7"))
                .send();
        String client = open("/", "websocket", Map.of("auth", Map.of("apiKey", shared)));
        CLIENTS.await(client, "connect");
        CLIENTS.tell(Map.of("emit", "terminal:register", "client", client, "data", Map.of("terminalId", "caja-7")));
        JsonNode first = CLIENTS.await(client, "sync:trigger");

        assertThat(first.at("/data/type").asString()).isEqualTo("FULL");
        assertThat(first.at("/data/terminalId").asString()).isEqualTo("caja-7");
        assertThat(first.at("/data/reason").asString()).isEqualTo("API_REQUEST");
        assertThat(java.time.Instant.parse(first.at("/data/timestamp").asString()))
                .isNotNull();
        CLIENTS.tell(Map.of("emit", "sync:ack", "client", client, "data", Map.of("terminalId", "caja-7")));
        assertThat(CLIENTS.await(client, "ack terminal:register")
                        .at("/data/success")
                        .booleanValue())
                .isTrue();
        hub.post("/api/admin/devices/trigger")
                .bearer(business.token())
                .json(Map.of())
                .send();
        CLIENTS.await(line -> tells(line, client, "sync:trigger", "reason", "MANUAL"));
    }

    @Test
    void aDeviceKeyDoesNotRegisterAsAnother() {
        TestDevice other = business.device("other");
        String client = open("/", "websocket", Map.of("auth", Map.of("apiKey", till.apiKey())));
        CLIENTS.await(client, "connect");
        CLIENTS.tell(Map.of("emit", "terminal:register", "client", client, "data", Map.of("terminalId", other.id())));

        assertThat(CLIENTS.await(client, "ack terminal:register")
                        .at("/data/error")
                        .asString())
                .isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void aRevokedKeyIsDroppedWithinASecondOrSo(String how) {
        var key = business.newKey("short-lived");
        String client = open("/sync", how, Map.of("auth", Map.of("apiKey", key.at("apiKey")), "reconnection", false));
        CLIENTS.await(client, "connect");
        hub.delete("/api/admin/keys/" + key.at("id")).bearer(business.token()).send();

        CLIENTS.await(line -> is(line, client, "disconnect"), Duration.ofSeconds(3));
        String again = open("/sync", how, Map.of("auth", Map.of("apiKey", key.at("apiKey"))));
        CLIENTS.await(again, "connect_error");
    }

    @Test
    void noEventCrossesBusinesses() {
        List<String> clients = new ArrayList<>();
        List<TestDevice> devices = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            TestBusiness one = hub.business();
            devices.add(one.device("till"));
            TestDevice hearer = one.device("hearer");
            clients.add(open("/sync", "websocket", Map.of("auth", Map.of("apiKey", hearer.apiKey()))));
            clients.add(open("/", "polling", Map.of("auth", Map.of("apiKey", hearer.apiKey()))));
        }
        clients.forEach(client -> CLIENTS.await(client, "connect"));
        List<String> orders = devices.stream().map(SocketClientsTest::order).toList();
        for (int i = 0; i < 20; i++) {
            int n = i;
            CLIENTS.await(line -> tells(line, clients.get(2 * n), "order:new", "orderId", orders.get(n)));
            CLIENTS.await(line -> tells(line, clients.get(2 * n + 1), "sync:update", "id", orders.get(n)));
        }
        for (int i = 0; i < 40; i++) {
            String client = clients.get(i);
            String own = orders.get(i / 2);
            assertThat(CLIENTS.seen(line -> line.get("client").asString().equals(client)
                            && line.get("event").asString().contains(":")))
                    .allMatch(line -> line.toString().contains(own));
        }
        clients.forEach(client -> CLIENTS.tell(Map.of("close", client)));
    }

    @Test
    void twoHundredClientsAtOnceAreLetInAndHearTheSameOrder() {
        List<String> clients = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clients.add(open(
                    "/sync", i % 2 == 0 ? "upgraded" : "websocket", Map.of("auth", Map.of("apiKey", till.apiKey()))));
        }
        clients.forEach(client -> CLIENTS.await(line -> is(line, client, "connect"), Duration.ofSeconds(60)));
        String id = order(till);
        clients.forEach(client -> CLIENTS.await(line -> tells(line, client, "order:new", "orderId", id)));

        assertThat(hub.get("/api/health").send().status()).isEqualTo(200);
        clients.forEach(client -> CLIENTS.tell(Map.of("close", client)));
    }
}
