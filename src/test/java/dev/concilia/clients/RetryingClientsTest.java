package dev.concilia.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.FlakyProxy;
import dev.concilia.support.FlakyProxy.Fault;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.NodeClients;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** HTTP clients from npm that call again by themselves when a call or its answer got lost: all is done once. */
@HubTest
@Timeout(120)
class RetryingClientsTest {
    private static final NodeClients CLIENTS = NodeClients.start("calls.mjs");
    private static final Map<String, ?> MENU = Map.of(
            "categories",
            List.of(Map.of(
                    "id",
                    "c1",
                    "name",
                    "Pizzas",
                    "subcategories",
                    List.of(Map.of(
                            "id",
                            "s1",
                            "name",
                            "Clásicas",
                            "products",
                            List.of(Map.of("id", "p1", "name", "Hawaiana", "price", "120.00")))))));

    private final FlakyProxy proxy;
    private final Tables tables;
    private final TestBusiness business;
    private final TestDevice device;

    RetryingClientsTest(Hub hub, Tables tables) {
        this.proxy = new FlakyProxy(hub);
        this.tables = tables;
        this.business = hub.business();
        this.device = business.device("local");
    }

    @AfterEach
    void hangUp() {
        proxy.close();
    }

    @AfterAll
    static void stop() {
        CLIENTS.close();
    }

    private JsonNode call(String with, String method, String path, Map<String, ?> body, String key) {
        String name = with + UUID.randomUUID();
        Map<String, Object> command = new LinkedHashMap<>(Map.of(
                "call",
                name,
                "with",
                with,
                "url",
                proxy.url(),
                "key",
                device.apiKey(),
                "method",
                method,
                "path",
                path));
        if (!method.equals("get")) {
            command.put("body", body);
        }
        if (!key.isEmpty()) {
            command.put("headers", Map.of("Idempotency-Key", key));
        }
        CLIENTS.tell(command);
        return CLIENTS.await(line -> line.get("client").asString().equals(name));
    }

    private JsonNode answered(JsonNode line) {
        assertThat(line.get("event").asString()).as(line.toString()).isEqualTo("answer");
        return line.get("data");
    }

    private JsonNode axios(String method, String path, Map<String, ?> body) {
        return answered(call("axios", method, path, body, ""));
    }

    private long records(String entity) {
        return device.pull("entities=" + entity).changes().stream()
                .filter(change -> !change.deleted())
                .count();
    }

    @Test
    void aMenuWhoseAnswerGotLostIsPushedAgainAndThereOnce() {
        proxy.spoil(Fault.LOST_ANSWER, Fault.LOST_CALL);
        JsonNode answer = axios("post", "/api/sync/menu", MENU);

        assertThat(answer.get("tries").asInt()).isEqualTo(3);
        assertThat(answer.at("/body/data/unchanged").asInt()).isEqualTo(3);
        assertThat(answer.at("/body/data/created").asInt()).isZero();
        assertThat(tables.count("record_history", business.id())).isEqualTo(3);
    }

    @Test
    void ordersWhoseConfirmationGotLostKeepTheirNumbers() {
        device.push(Op.insert("orders", "o1", "status", "PENDING"), Op.insert("orders", "o2", "status", "PENDING"));
        proxy.spoil(Fault.UNAVAILABLE);
        JsonNode pending = axios("get", "/api/sync/orders/pending", Map.of());
        proxy.spoil(Fault.LOST_ANSWER);
        JsonNode confirmed = axios(
                "post",
                "/api/sync/orders/confirm",
                Map.of(
                        "orderUpdates",
                        List.of(Map.of("orderId", "o1", "dailyNumber", 1), Map.of("orderId", "o2", "dailyNumber", 2))));

        assertThat(pending.get("tries").asInt()).as("a GET that got a 503").isEqualTo(2);
        assertThat(pending.at("/body/data").size()).isEqualTo(2);
        assertThat(confirmed.get("tries").asInt()).isEqualTo(2);
        assertThat(confirmed.at("/body/data/confirmed").asInt()).isEqualTo(2);
        assertThat(confirmed.at("/body/data/failed")).isEmpty();
        assertThat(axios("get", "/api/sync/orders/pending", Map.of()).at("/body/data"))
                .isEmpty();
        assertThat(tables.count("record_history", business.id())).isEqualTo(4);
    }

    @Test
    void pointsOfACustomerAreAddedOnce() {
        device.push(Op.insert("customers", "a1", "firstName", "Ana", "loyaltyPoints", 10));
        TestDevice other = business.device("other");
        other.push(Op.update("customers", "a1", "loyaltyPoints", 13).base(1));
        proxy.spoil(Fault.LOST_ANSWER, Fault.LOST_ANSWER);
        JsonNode answer = axios(
                "post",
                "/api/sync/customers/bulk",
                Map.of("customers", List.of(Map.of("id", "a1", "version", 1, "loyaltyPoints", 15))));

        assertThat(answer.get("tries").asInt()).isEqualTo(3);
        assertThat(answer.at("/body/data/failed")).isEmpty();
        JsonNode customers = axios("get", "/api/sync/customers/changes", Map.of());
        assertThat(customers.at("/body/data/0/loyaltyPoints").asInt()).isEqualTo(18);
    }

    @Test
    void anOrderThatIsTakenInWhatsAppIsTakenOnce() {
        proxy.spoil(Fault.LOST_ANSWER);
        Map<String, ?> order =
                Map.of("id", "o1", "status", "PENDING", "items", List.of(Map.of("quantity", 1, "price", 9)));
        JsonNode byItsId = axios("post", "/api/orders", order);
        proxy.spoil(Fault.LOST_ANSWER);
        JsonNode byItsKey = answered(call(
                "axios",
                "post",
                "/api/orders",
                Map.of("status", "PENDING"),
                UUID.randomUUID().toString()));

        assertThat(byItsId.get("tries").asInt()).isEqualTo(2);
        assertThat(byItsId.at("/body/id").asString()).isEqualTo("o1");
        assertThat(byItsKey.get("tries").asInt()).isEqualTo(2);
        assertThat(byItsKey.get("replayed").asString()).isEqualTo("true");
        assertThat(records("orders")).isEqualTo(2);
        assertThat(records("order_items")).isEqualTo(1);
    }

    @Test
    void aPostThatGotA503FailsAndTheNextCycleBringsIt() {
        proxy.spoil(Fault.UNAVAILABLE_AFTERWARDS);
        JsonNode failed = call("axios", "post", "/api/sync/menu", MENU, "");
        JsonNode next = axios("post", "/api/sync/menu", MENU);

        assertThat(failed.at("/data/status").asInt()).isEqualTo(503);
        assertThat(next.at("/body/data/unchanged").asInt()).isEqualTo(3);
        assertThat(tables.count("record_history", business.id())).isEqualTo(3);
    }

    @Test
    void aClientThatSetsIdempotencyKeysByItselfDoesEachWriteOnce() {
        Map<String, ?> session = Map.of("id", "k1", "openingAmount", "100", "openedAt", "2026-03-01T10:00:00Z");
        Map<String, ?> sale = Map.of(
                "total",
                "12.50",
                "soldAt",
                "2026-03-01T10:05:00Z",
                "cashSessionId",
                "k1",
                "items",
                List.of(Map.of("quantity", 1, "price", "12.50")),
                "payments",
                List.of(Map.of("amount", "12.50", "method", "CASH")));
        Map<String, ?> inOrOut = Map.of("cashSessionId", "k1", "amount", "5", "type", "IN");
        Map<String, ?> expense = Map.of("cashSessionId", "k1", "amount", "3", "description", "Bolsas");
        device.push(Op.insert("inventory_items", "i1", "name", "Harina", "quantity", 10));
        Map<String, ?> movement = Map.of("inventoryItemId", "i1", "type", "OUT", "quantity", 4);
        Map<String, Map<String, ?>> writes = new LinkedHashMap<>();
        writes.put("/api/cash-sessions", session);
        writes.put("/api/sales", sale);
        writes.put("/api/cash-movements", inOrOut);
        writes.put("/api/expenses", expense);
        writes.put("/api/inventory-movements", movement);
        writes.put("/api/customers", Map.of("firstName", "Ana"));
        writes.put("/api/products", Map.of("name", "Concha"));
        writes.put("/api/quotations", Map.of("total", "40"));
        writes.put("/api/categories", Map.of("name", "Pan"));
        int n = 0;
        for (var write : writes.entrySet()) {
            proxy.spoil(n++ % 2 == 0 ? Fault.LOST_ANSWER : Fault.UNAVAILABLE_AFTERWARDS);
            JsonNode answer = answered(call("orb", "post", write.getKey(), write.getValue(), ""));
            assertThat(answer.get("status").asInt()).as(write.getKey()).isEqualTo(201);
            assertThat(answer.get("replayed").asString()).as(write.getKey()).isEqualTo("true");
        }
        proxy.spoil(Fault.LOST_ANSWER);
        JsonNode closed =
                answered(call("orb", "post", "/api/cash-sessions/k1/close", Map.of("closingAmount", "114"), ""));

        assertThat(closed.at("/body/status").asString()).isEqualTo("CLOSED");
        for (String path : writes.keySet()) {
            assertThat(records(path.substring("/api/".length()).replace('-', '_')))
                    .as(path)
                    .isEqualTo(1);
        }
        assertThat(records("sale_items")).isEqualTo(1);
        assertThat(records("payments")).isEqualTo(1);
        assertThat(device.hub()
                        .get("/api/inventory-items/i1")
                        .key(device.apiKey())
                        .send()
                        .at("quantity"))
                .isEqualTo("6");
        assertThat(proxy.seen()).allMatch(seen -> !seen.idempotencyKey().isEmpty());
        assertThat(proxy.seen().stream().map(FlakyProxy.Seen::idempotencyKey).distinct())
                .hasSize(writes.size() + 1);
    }
}
