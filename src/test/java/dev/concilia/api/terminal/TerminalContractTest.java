package dev.concilia.api.terminal;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.device.Presence;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The terminals' calls as source 004 has them. */
@HubTest
class TerminalContractTest {
    private final Hub hub;
    private final Tables tables;
    private final Presence presence;
    private final TestBusiness business;
    private final TestDevice till;
    private final String shared;

    TerminalContractTest(Hub hub, Tables tables, Presence presence) {
        this.hub = hub;
        this.tables = tables;
        this.presence = presence;
        this.business = hub.business();
        this.till = business.device("till");
        this.shared = business.newKey("shared").at("apiKey");
    }

    private static Map<String, Object> change(
            String type, String id, String operation, Map<String, ?> data, long version) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("entityType", type);
        change.put("entityId", id);
        change.put("operation", operation);
        change.put("data", data);
        change.put("syncVersion", version);
        return change;
    }

    private static Map<String, Object> with(Map<String, Object> change, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(change);
        more.put(name, value);
        return more;
    }

    private Answer push(String key, String terminal, List<Map<String, Object>> changes) {
        return hub.post("/api/sync/push")
                .key(key)
                .json(Map.of("terminalId", terminal, "changes", changes))
                .send();
    }

    @SafeVarargs
    private JsonNode pushed(Map<String, Object>... changes) {
        Answer answer = push(shared, "terminal-123", List.of(changes));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode result(JsonNode answer) {
        return answer.get("results").get(0);
    }

    private JsonNode pull(String query) {
        Answer answer = hub.get("/api/sync/pull?terminalId=terminal-123" + query)
                .key(shared)
                .send();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private long records() {
        return tables.count("record", business.id());
    }

    @Test
    void aCreatedOrderIsSyncedUnderTheNameThatTheTerminalUses() {
        JsonNode answer = pushed(change("SaleOrder", "order-456", "CREATE", Map.of("status", "PENDING"), 1));

        assertThat(answer.get("success").booleanValue()).isTrue();
        assertThat(answer.get("synced").asInt()).isEqualTo(1);
        assertThat(answer.get("failed").asInt()).isZero();
        assertThat(answer.get("conflicts").asInt()).isZero();
        assertThat(result(answer).get("entityType").asString()).isEqualTo("SaleOrder");
        assertThat(result(answer).get("entityId").asString()).isEqualTo("order-456");
        assertThat(result(answer).get("status").asString()).isEqualTo("SYNCED");
        assertThat(result(answer).get("syncVersion").asLong()).isEqualTo(1);
        assertThat(till.pull("entities=orders").ids()).containsExactly("order-456");
    }

    @Test
    void aRetryIsTheSameChangeForEver() {
        Map<String, Object> create = change("Product", "p1", "CREATE", Map.of("name", "Concha"), 1);
        Map<String, Object> edit = change("Product", "p1", "UPDATE", Map.of("unit", "kg"), 1);
        pushed(create);
        pushed(edit);
        till.push(update("products", "p1", "unit", "piece"));
        JsonNode again = pushed(create, edit);
        JsonNode renumbered = pushed(with(edit, "syncVersion", 3));

        assertThat(again.get("synced").asInt()).isEqualTo(2);
        assertThat(till.pull("").changes().getFirst().version()).isEqualTo(4);
        assertThat(result(renumbered).get("syncVersion").asLong()).isEqualTo(4);
        assertThat(till.pull("").changes().getFirst().data().get("unit").asString())
                .isEqualTo("kg");
    }

    @Test
    void anOutboxIdIsTheChangesNameOfOneTerminal() {
        Map<String, Object> create = change("Brand", "b1", "CREATE", Map.of("name", "B"), 1);
        pushed(with(create, "outboxId", "out-1"));
        JsonNode again = pushed(with(create, "outboxId", "out-1"));
        JsonNode other = pushed(with(change("Brand", "b2", "CREATE", Map.of("name", "C"), 1), "outboxId", "out-1"));
        Answer elsewhere = push(
                shared,
                "terminal-124",
                List.of(with(change("Brand", "b3", "CREATE", Map.of("name", "D"), 1), "outboxId", "out-1")));

        assertThat(again.get("synced").asInt()).isEqualTo(1);
        assertThat(result(other).get("status").asString()).isEqualTo("FAILED");
        assertThat(result(other).get("error").asString()).isEqualTo("OPERATION_ID_REUSED");
        assertThat(elsewhere.json().get("synced").asInt()).isEqualTo(1);
        assertThat(records()).isEqualTo(2);
        JsonNode numbered = pushed(with(change("Brand", "b4", "CREATE", Map.of("name", "E"), 1), "outboxId", 17));
        assertThat(numbered.get("synced").asInt()).isEqualTo(1);
    }

    @Test
    void oneBadChangeFailsAloneAndSaysWhatToDo() {
        JsonNode answer = pushed(
                change("Dragon", "d1", "CREATE", Map.of("name", "D"), 1),
                change("Product", "p1", "CREATE", Map.of("price", "many"), 1),
                change("Product", "p2", "UPDATE", Map.of("name", "P"), 1),
                change("Category", "c1", "CREATE", Map.of("name", "C"), 1));

        assertThat(answer.get("results").valueStream().map(r -> r.path("error").asString("")))
                .containsExactly("UNKNOWN_ENTITY", "VALIDATION_FAILED", "NOT_FOUND", "");
        assertThat(answer.get("failed").asInt()).isEqualTo(3);
        assertThat(answer.get("synced").asInt()).isEqualTo(1);
        assertThat(answer.get("results").get(1).get("fields").size()).isPositive();
        assertThat(answer.get("results").get(0).get("retry").asString()).isEqualTo("never");
        assertThat(answer.get("results").get(0).get("detail").asString()).isNotBlank();
    }

    private String conflict() {
        till.push(insert("products", "p1", "name", "Concha"));
        till.push(update("products", "p1", "name", "Concha grande"));
        JsonNode answer = pushed(change("Product", "p1", "UPDATE", Map.of("name", "Concha chica"), 1));
        assertThat(result(answer).get("status").asString()).isEqualTo("CONFLICT");
        assertThat(answer.get("conflicts").asInt()).isEqualTo(1);
        return result(answer).get("conflictId").asString();
    }

    private Answer resolve(String key, String conflict, String resolution, @Nullable Object data) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("conflictId", conflict, "resolution", resolution));
        if (data != null) {
            body.put("resolvedData", data);
        }
        return hub.post("/api/sync/resolve").key(key).json(body).send();
    }

    @Test
    void aTerminalSettlesAConflictOnceAndThatIsAudited() {
        String id = conflict();
        Answer settled = resolve(till.apiKey(), id, "TERMINAL_WINS", Map.of("name", "Concha chica"));
        Answer again = resolve(till.apiKey(), id, "CENTRAL_WINS", null);
        JsonNode audit =
                hub.get("/api/admin/audit").bearer(business.token()).send().json();

        assertThat(settled.status()).as(settled.toString()).isEqualTo(200);
        assertThat(settled.json().get("success").booleanValue()).isTrue();
        assertThat(settled.json().at("/data/name").asString()).isEqualTo("Concha chica");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("ALREADY_RESOLVED");
        assertThat(audit.get("entries").toString()).contains("conflict.resolve", "device:" + till.id());
        JsonNode retried = pushed(change("Product", "p1", "UPDATE", Map.of("name", "Concha chica"), 1));
        assertThat(result(retried).get("status").asString()).isEqualTo("SYNCED");
    }

    @Test
    void aMergeByHandNeedsDataThatTheRecordMayHave() {
        String id = conflict();

        assertThat(resolve(shared, id, "MANUAL_MERGE", null).status()).isEqualTo(422);
        assertThat(resolve(shared, id, "MANUAL_MERGE", Map.of("name", 5)).code())
                .isEqualTo("VALIDATION_FAILED");
        assertThat(resolve(shared, id, "MANUAL_MERGE", Map.of("name", "Both")).status())
                .isEqualTo(200);
    }

    @Test
    void anotherBusinesssConflictIsNotFoundAndNeitherIsAnUnknownOne() {
        String id = conflict();
        String foreign = hub.business().device("foreign").apiKey();

        for (String unknown : List.of(id, UUID.randomUUID().toString(), "conflict-789")) {
            Answer answer = resolve(foreign, unknown, "TERMINAL_WINS", Map.of());
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("NOT_FOUND");
        }
        assertThat(resolve(till.apiKey(), id, "CENTRAL_WINS", null).status()).isEqualTo(200);
    }

    @Test
    void aPullGivesWhatChangedSinceWithDeletionsAndTheTimeToGoOnFrom() {
        till.push(insert("products", "p1", "name", "Concha"), insert("brands", "b1", "name", "B"));
        JsonNode first = pull("&entityType=Product");
        till.push(update("products", "p1", "name", "Concha grande"));
        till.push(delete("brands", "b1"));
        JsonNode second =
                pull("&entityType=Product&lastSync=" + first.get("serverTime").asString());
        JsonNode all = pull("");

        JsonNode created = first.get("changes").get(0);
        assertThat(created.get("entityType").asString()).isEqualTo("Product");
        assertThat(created.get("operation").asString()).isEqualTo("CREATE");
        assertThat(created.at("/data/name").asString()).isEqualTo("Concha");
        assertThat(created.get("syncVersion").asLong()).isEqualTo(1);
        assertThat(Instant.parse(created.get("updatedAt").asString())).isNotNull();
        assertThat(first.get("hasMore").booleanValue()).isFalse();
        assertThat(second.get("changes").size()).isEqualTo(1);
        assertThat(second.get("changes").get(0).get("operation").asString()).isEqualTo("UPDATE");
        assertThat(all.get("changes").valueStream().map(c -> c.get("entityType").asString()))
                .containsExactly("Product", "Brand");
        assertThat(all.get("changes").get(1).get("operation").asString()).isEqualTo("DELETE");
        assertThat(all.get("changes").get(1).get("data").isNull()).isTrue();
        assertThat(pull("&lastSync=" + all.get("serverTime").asString())
                        .get("changes")
                        .size())
                .isZero();
    }

    @Test
    void pagesByTimeMissNothingThoughTheClientKeepsMillisecondsOnly() {
        for (int batch = 0; batch < 3; batch++) {
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < 700; i++) {
                ops.add(insert("brands", "b" + batch + "-" + i, "name", "B"));
            }
            till.pushAll(ops);
        }
        Set<String> got = new HashSet<>();
        String since = "";
        int pages = 0;
        boolean more = true;
        while (more) {
            JsonNode page = pull(since);
            page.get("changes").forEach(change -> got.add(change.get("entityId").asString()));
            more = page.get("hasMore").booleanValue();
            since = "&lastSync="
                    + Instant.parse(page.get("serverTime").asString()).truncatedTo(ChronoUnit.MILLIS);
            assertThat(pages++).as("pages").isLessThan(6);
        }

        assertThat(got).hasSize(2_100);
        assertThat(pages).isGreaterThan(1);
    }

    @Test
    void paymentsAnswerUnderTheNameThatTheCallerUsed() {
        pushed(change("Customer", "c1", "CREATE", Map.of("name", "Ana"), 1));
        JsonNode answer = pushed(change("abonos", "a1", "CREATE", Map.of("amount", "5.00", "customerId", "c1"), 1));

        assertThat(result(answer).get("entityType").asString()).isEqualTo("abonos");
        assertThat(result(answer).get("status").asString()).isEqualTo("SYNCED");
        for (String name : List.of("abonos", "Payment", "payments")) {
            assertThat(pull("&entityType=" + name)
                            .get("changes")
                            .get(0)
                            .get("entityType")
                            .asString())
                    .isEqualTo(name);
        }
    }

    @Test
    void oneTerminalOrAllAreAskedAndThoseAwayAreNamed() {
        pushed();
        presence.flush();
        JsonNode one = hub.post("/api/sync/all")
                .key(till.apiKey())
                .json(Map.of("terminalId", "terminal-123"))
                .send()
                .json();
        JsonNode all = hub.post("/api/sync/all")
                .key(till.apiKey())
                .json(Map.of("allTerminals", true))
                .send()
                .json();
        Answer unknown = hub.post("/api/sync/all")
                .key(till.apiKey())
                .json(Map.of("terminalId", "nobody"))
                .send();

        assertThat(one.get("success").booleanValue()).isTrue();
        assertThat(one.get("triggered").asInt()).isEqualTo(1);
        assertThat(one.get("offline").size()).isZero();
        assertThat(all.get("triggered").asInt()).isEqualTo(1);
        assertThat(all.get("offline").valueStream().map(JsonNode::asString)).containsExactly(till.id());
        assertThat(unknown.status()).isEqualTo(404);
        JsonNode beat = hub.post("/api/sync/heartbeat")
                .key(shared)
                .json(Map.of("terminalId", "terminal-123", "status", "ONLINE"))
                .send()
                .json();
        assertThat(beat.at("/pendingTriggers/0/reason").asString()).isEqualTo("API_REQUEST");
    }

    private JsonNode status(String query) {
        Answer answer = hub.get("/api/sync/status" + query).key(shared).send();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void theStatusHasTheShapeOfTheSourceAndWhatTheTerminalReported() {
        hub.post("/api/sync/heartbeat")
                .key(shared)
                .json(Map.of(
                        "terminalId",
                        "terminal-123",
                        "status",
                        "ONLINE",
                        "tables",
                        Map.of(
                                "Product", Map.of("pending", 10, "failed", 2, "synced", 150),
                                "Category", Map.of("pending", 8, "failed", 1, "synced", 20))))
                .send();
        presence.flush();
        conflict();
        pushed(change("Brand", "b1", "CREATE", Map.of("nonsense", true), 1));
        presence.flush();
        JsonNode status = status("?terminalId=terminal-123");

        assertThat(status.get("terminalId").asString()).isEqualTo("terminal-123");
        assertThat(status.get("success").booleanValue()).isTrue();
        assertThat(status.at("/tables/Product").toString())
                .isEqualTo("{\"pending\":10,\"failed\":2,\"synced\":150,\"conflicts\":1}");
        assertThat(status.at("/tables/Brand/failed").asInt()).isEqualTo(1);
        assertThat(status.get("tables").propertyNames())
                .containsExactlyInAnyOrder(
                        "SaleOrder", "Payment", "InventoryItem", "Customer", "Product", "Category", "Brand");
        assertThat(status.get("totals").toString())
                .isEqualTo("{\"pending\":18,\"failed\":4,\"synced\":170,\"conflicts\":1}");
        assertThat(status.get("summary").toString())
                .isEqualTo("{\"totalTables\":7,\"tablesWithPending\":2,\"tablesWithFailed\":3,"
                        + "\"tablesWithSynced\":2,\"tablesWithConflicts\":1}");
        assertThat(Instant.parse(status.get("lastSync").asString())).isNotNull();
        assertThat(status.get("pendingOrders").isNumber()).isTrue();
        assertThat(status.get("isConnected").isBoolean()).isTrue();
    }

    @Test
    void theStatusOfTheBusinessAndOfTerminalsThatAreNotThere() {
        till.push(insert("brands", "b1", "name", "B"));
        JsonNode whole = status("");
        String foreign = hub.business().device("foreign").id();

        assertThat(whole.get("terminalId").isNull()).isTrue();
        assertThat(whole.at("/tables/Brand/synced").asInt()).isEqualTo(1);
        for (String name : List.of("nobody", foreign)) {
            assertThat(hub.get("/api/sync/status?terminalId=" + name)
                            .key(shared)
                            .send()
                            .status())
                    .isEqualTo(404);
        }
        assertThat(tables.count("device", business.id())).isEqualTo(1);
    }

    @Test
    void pushesAndPullsStandInTheLog() {
        pushed(change("Brand", "b1", "CREATE", Map.of("name", "B"), 1));
        pull("");
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(hub.get("/api/admin/sync-log")
                                .bearer(business.token())
                                .send()
                                .text())
                        .contains("TERMINAL_PUSH", "TERMINAL_PULL"));
    }
}
