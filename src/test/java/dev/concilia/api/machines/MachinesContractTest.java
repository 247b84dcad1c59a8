package dev.concilia.api.machines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Shape;
import dev.concilia.support.Spoilt;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The machines of a bakery (requirement 002): events, tables with tombstones, totals. */
@HubTest
class MachinesContractTest {
    private static final String EVENT = """
            {"type":"product_updated","timestamp":1707554400000,"data":{"id":"p1","name":"Bolo","price":"30.00"},
             "event_id":"b9c4a2e1-9f2d-4f6a-9a17-3a6f9f1f4c2b"}
            """;
    private static final String TABLE = """
            {"machineId":"machine-1","lastSync":"2026-01-05T18:00:00.000Z","localUpdates":[
              {"eventId":"58f6b58c-0d4c-4a02-9300-9ac7d3371b2a",
               "record":{"id":"p1","name":"Bolo","price":"30.00","_op":"upsert","updatedAt":"2026-01-05T18:00:00.000Z"}}]}
            """;

    private final Hub hub;
    private final Tables tables;
    private final TestBusiness business;
    private final TestDevice one;
    private final TestDevice two;
    private final String shared;

    MachinesContractTest(Hub hub, Tables tables) {
        this.hub = hub;
        this.tables = tables;
        this.business = hub.business();
        this.one = business.device("one");
        this.two = business.device("two");
        this.shared = business.newKey("shared").at("apiKey");
    }

    private Answer event(TestDevice device, String type, Instant at, String event, Map<String, Object> data) {
        return hub.post("/api/sync")
                .key(device.apiKey())
                .json(Map.of("type", type, "timestamp", at.toEpochMilli(), "data", data, "event_id", event))
                .send();
    }

    private static String event() {
        return UUID.randomUUID().toString();
    }

    private Answer get(String path) {
        return hub.get(path).key(one.apiKey()).send();
    }

    @Test
    void anEventAppliesOnceAndAnOlderOneNotAtAll() {
        Instant now = Instant.now();
        String first = event();
        for (int i = 0; i < 2; i++) {
            Answer answer = event(one, "product_created", now, first, Map.of("id", "p1", "name", "Bolo", "price", 30));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.json().get("success").asBoolean()).isTrue();
            assertThat(answer.at("synced_at")).isNotEmpty();
        }
        assertThat(get("/api/products/p1").json().get("version").asInt()).isEqualTo(1);
        event(one, "product_updated", now.plusMillis(5), event(), Map.of("id", "p1", "price", 35));
        assertThat(event(one, "product_updated", now.plusMillis(9), first, Map.of("id", "p1", "price", 99))
                        .json()
                        .get("duplicate")
                        .asBoolean())
                .isTrue();
        for (TestDevice device : List.of(one, two)) {
            Answer stale = event(
                    device, "product_updated", now.minus(Duration.ofHours(1)), event(), Map.of("id", "p1", "price", 1));
            assertThat(stale.status()).as(stale.toString()).isEqualTo(200);
            assertThat(stale.at("ignored")).isEqualTo("stale");
            assertThat(stale.json().get("success").asBoolean()).isTrue();
        }
        assertThat(get("/api/products/p1").json().get("price").asInt()).isEqualTo(35);
        assertThat(tables.count("refused_operation", business.id())).isZero();
        Answer newer =
                event(two, "product_updated", Instant.now().plusSeconds(1), event(), Map.of("id", "p1", "price", 36));
        assertThat(newer.json().has("ignored")).isFalse();
        event(two, "product_deleted", Instant.now().plusSeconds(2), event(), Map.of("id", "p1"));
        assertThat(get("/api/products/p1").status()).isEqualTo(404);
    }

    @Test
    void whoMissedTheAnswerHearsOfTheConflictAgain() {
        Instant now = Instant.now();
        event(one, "customer_created", now, event(), Map.of("id", "c1", "name", "Ana", "phone", "1"));
        event(two, "customer_updated", Instant.now().plusMillis(5), event(), Map.of("id", "c1", "phone", "2"));
        String disputed = event();
        Map<String, Object> mine = Map.of("id", "c1", "phone", "3", "version", 1);

        Answer first = event(one, "customer_updated", Instant.now().plusSeconds(1), disputed, mine);
        Answer again = event(one, "customer_updated", Instant.now().plusSeconds(1), disputed, mine);

        assertThat(first.status()).as(first.toString()).isEqualTo(409);
        assertThat(again.status()).as(again.toString()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("CONFLICT");
        assertThat(tables.count("conflict", business.id())).isEqualTo(1);
    }

    @Test
    void aClockThatIsAheadDoesNotLockARecord() {
        event(one, "product_created", Instant.now().plus(Duration.ofDays(2)), event(), Map.of("id", "p1", "name", "a"));
        event(one, "product_updated", Instant.now().plusSeconds(1), event(), Map.of("id", "p1", "name", "b"));

        assertThat(get("/api/products/p1").at("name")).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource({
        "category_created,categories",
        "supply_created,supplies",
        "brand_created,brands",
        "inventory_item_created,inventory-items",
        "distribucion_created,distribuciones"
    })
    void typesAreSingulars(String type, String entity) {
        event(one, type, Instant.now(), event(), Map.of("id", "r1", "name", "x", "date", "2026-01-05"));

        assertThat(get("/api/" + entity + "/r1").status()).isEqualTo(200);
    }

    @Test
    void anEventAsTheFirstClientsSendIt() {
        Answer answer = hub.post("/api/sync")
                .key(shared)
                .text("{\"type\":\"product_updated\",\"productId\":\"123\",\"data\":{\"name\":\"Pão\"}}")
                .send();

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(get("/api/products").json().get("products").get(0).get("id").asString())
                .isEqualTo("123");
    }

    private JsonNode sync(String machine, String lastSync, Object... updates) {
        Answer answer = hub.post("/api/sync/products")
                .key(shared)
                .json(Map.of("machineId", machine, "lastSync", lastSync, "localUpdates", List.of(updates)))
                .send();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static Map<String, Object> update(String event, Object... fields) {
        Map<String, Object> record = new java.util.LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            record.put(fields[i].toString(), fields[i + 1]);
        }
        return Map.of("eventId", event, "record", record);
    }

    @Test
    void machinesSeeEachOthersChangesAndDeletes() {
        JsonNode first =
                sync("m1", "null", update("1", "id", "p1", "name", "Bolo"), update("2", "id", "p2", "name", "Pão"));
        assertThat(first.get("synced").findValuesAsString("id")).containsExactly("p1", "p2");
        assertThat(first.get("conflicts").size()).isZero();
        JsonNode other = sync("m2", "", update("1", "id", "p1", "_op", "delete"));
        assertThat(other.get("synced").valueStream().map(r -> r.get("id").asString() + r.has("_deleted")))
                .containsExactly("p2false", "p1true");
        JsonNode next = sync("m1", first.get("synced_at").asString());
        assertThat(next.get("synced").size()).isEqualTo(1);
        assertThat(next.get("synced").get(0).get("_deleted").asBoolean()).isTrue();
        assertThat(next.get("synced").get(0).propertyNames()).containsExactlyInAnyOrder("id", "_deleted", "updatedAt");
        assertThat(sync("m1", next.get("synced_at").asString()).get("synced").size())
                .isZero();
        assertThat(sync("m2", next.get("synced_at").asString(), update("1", "id", "p1", "_op", "delete"))
                        .get("synced")
                        .size())
                .isZero();
    }

    @Test
    void whatAMachineWasGivenItMaySendBack() {
        JsonNode given = sync("m1", "", update("1", "id", "p1", "name", "Bolo"))
                .get("synced")
                .get(0);
        JsonNode back = sync("m2", "", Map.of("eventId", "9", "record", given));
        assertThat(back.get("conflicts").size()).isZero();
        assertThat(back.get("synced").get(0).get("version").asInt()).isEqualTo(1);
        JsonNode stale = sync("m2", "", update("10", "id", "p1", "name", "Old", "updatedAt", "2020-01-01T00:00:00Z"));
        assertThat(stale.get("conflicts").get(0).get("reason").asString()).isEqualTo("stale");
        assertThat(stale.get("conflicts").get(0).get("record").get("name").asString())
                .isEqualTo("Bolo");
        JsonNode unfit = sync("m2", "", update("11", "id", "p1", "name", 5), update("12", "id", "p3", "name", "Bom"));
        assertThat(unfit.get("conflicts").get(0).get("error").asString()).isEqualTo("VALIDATION_FAILED");
        assertThat(unfit.get("synced").findValuesAsString("id")).containsExactly("p1", "p3");
    }

    @Test
    void whatIsUnknownIsRefused() {
        assertThat(event(one, "unicorn_created", Instant.now(), event(), Map.of("id", "u"))
                        .status())
                .isEqualTo(422);
        assertThat(event(one, "product_painted", Instant.now(), event(), Map.of("id", "u"))
                        .status())
                .isEqualTo(422);
        assertThat(event(one, "product_deleted", Instant.now(), event(), Map.of("id", "u"))
                        .status())
                .isEqualTo(404);
        assertThat(hub.post("/api/sync/unicorns").key(shared).text(TABLE).send().status())
                .isEqualTo(404);
        assertThat(hub.post("/api/sync/products")
                        .key(shared)
                        .text("{\"localUpdates\":[]}")
                        .send()
                        .code())
                .isEqualTo("VALIDATION_FAILED");
    }

    private void refused(String path, Spoilt body) {
        Map<String, Long> before = rows();
        Answer answer = hub.post(path).key(one.apiKey()).json(body.body()).send();

        JsonNode fields = answer.status() == 422
                ? answer.json().get("fields")
                : answer.json().get("conflicts").get(0).get("fields");
        assertThat(answer.status()).as(answer.toString()).isIn(200, 422);
        assertThat(fields.findValuesAsString("path"))
                .anySatisfy(named -> assertThat(
                                named.startsWith(body.path()) || ("localUpdates[0]." + named).startsWith(body.path()))
                        .as(named)
                        .isTrue());
        assertThat(rows()).isEqualTo(before);
    }

    private Map<String, Long> rows() {
        Map<String, Long> rows = tables.rowsOf(business.id());
        List.of("refused_operation", "device").forEach(rows::remove);
        return rows;
    }

    static List<Spoilt> events() {
        return Spoilt.of(EVENT, Set.of("timestamp", "event_id", "data.price"), Set.of());
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventThatDoesNotFitIsRefused(Spoilt body) {
        refused("/api/sync", body);
    }

    static List<Spoilt> tables() {
        return Spoilt.of(
                TABLE,
                Set.of(
                        "machineId",
                        "lastSync",
                        "localUpdates.record.price",
                        "localUpdates.record._op",
                        "localUpdates.record.updatedAt"),
                Set.of());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void anUpdateThatDoesNotFitIsRefused(Spoilt body) {
        refused("/api/sync/products", body);
    }

    @Test
    void theShapeIsTheOneThatClientsKnow() {
        Shape shape = new Shape()
                .and(
                        "table",
                        hub.post("/api/sync/products")
                                .key(one.apiKey())
                                .text(TABLE)
                                .send());
        shape.and(
                        "event",
                        hub.post("/api/sync")
                                .key(one.apiKey())
                                .text(EVENT.replace("1707554400000", "\"2030-01-01T00:00:00Z\""))
                                .send())
                .and(
                        "stale",
                        event(
                                two,
                                "product_updated",
                                Instant.EPOCH.plusSeconds(1),
                                event(),
                                Map.of("id", "p1", "price", 1)))
                .and(
                        "repeated",
                        hub.post("/api/sync").key(one.apiKey()).text(EVENT).send())
                .and(
                        "table stale",
                        hub.post("/api/sync/products")
                                .key(two.apiKey())
                                .text(TABLE.replace("58f6", "68f6").replace("2026", "2020"))
                                .send())
                .and("products", get("/api/products"))
                .and("stats", get("/api/stats"))
                .is("machines");
    }
}
