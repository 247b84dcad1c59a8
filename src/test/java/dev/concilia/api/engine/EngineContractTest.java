package dev.concilia.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.Json;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The contract of the offline-first app as its text (003) gives it: no more in a request than the text names. */
@HubTest
class EngineContractTest {
    private static final Map<String, String> PAYLOADS = Map.of(
            "customers", "{\"name\":\"Ana\",\"phone\":\"1\"}",
            "sales", "{\"total\":\"10.00\",\"soldAt\":\"2026-02-01T10:00:00.000Z\"}",
            "sale_items", "{\"saleId\":\"s1\",\"quantity\":1,\"price\":\"10.00\"}",
            "abonos", "{\"customerId\":\"c1\",\"amount\":\"10.00\",\"method\":\"CASH\"}",
            "distribuciones", "{\"date\":\"2026-02-01\"}");

    private final Hub hub;
    private final Tables tables;
    private final TestBusiness business;
    private final TestDevice app;
    private final TestDevice other;

    EngineContractTest(Hub hub, Tables tables) {
        this.hub = hub;
        this.tables = tables;
        this.business = hub.business();
        this.app = business.device("app");
        this.other = business.device("other");
    }

    private static String payload(String entity) {
        return Objects.requireNonNull(PAYLOADS.get(entity));
    }

    /** A {@code SyncOperationInput}. */
    private static ObjectNode operation(String action, String entity, String id, String payload) {
        ObjectNode operation = JsonNodeFactory.instance.objectNode();
        operation.put("operationId", UUID.randomUUID().toString());
        operation.put("entity", entity).put("action", action).put("entityId", id);
        operation.set("payload", Json.mapper().readTree(payload));
        return operation.put("clientTimestamp", Instant.now().toString());
    }

    private Answer batch(TestDevice device, ObjectNode... operations) {
        Answer answer = hub.post("/api/sync/batch")
                .key(device.apiKey())
                .json(Map.of("operations", List.of(operations)))
                .send();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    private JsonNode one(TestDevice device, ObjectNode operation) {
        return batch(device, operation).json().get("results").get(0);
    }

    private JsonNode changes(TestDevice device, String query) {
        Answer answer =
                hub.get("/api/sync/changes" + query).key(device.apiKey()).send();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    @ParameterizedTest
    @CsvSource({"customers", "sales", "sale_items", "abonos", "distribuciones"})
    void everyEntityOfTheTextIsTakenAndAnsweredInItsForm(String entity) {
        batch(
                app,
                operation("insert", "customers", "c1", payload("customers")),
                operation("insert", "sales", "s1", payload("sales")));
        String before = changes(other, "").get("cursor").asString();
        ObjectNode operation = operation("insert", entity, "r1", payload(entity));
        JsonNode result = one(app, operation);

        assertThat(result.get("operationId")).isEqualTo(operation.get("operationId"));
        assertThat(result.get("success").asBoolean()).as(result.toString()).isTrue();
        assertThat(result.has("error")).isFalse();
        assertThat(Instant.parse(result.get("serverTimestamp").asString())).isNotNull();
        JsonNode seen =
                changes(other, "?entities=" + entity + "&cursor=" + before).get("changes");
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).get("entity").asString()).isEqualTo(entity);
        assertThat(seen.get(0).get("data")).isEqualTo(operation.get("payload"));
    }

    @Test
    void aRepeatedOperationSucceedsAndAppliesNothing() {
        ObjectNode operation = operation("insert", "customers", "c1", payload("customers"));
        JsonNode first = one(app, operation);
        Map<String, Long> before = tables.rowsOf(business.id());
        JsonNode again = one(app, operation);

        assertThat(first.get("success").asBoolean()).isTrue();
        assertThat(again.get("success").asBoolean()).isTrue();
        assertThat(again.get("outcome").asString()).isEqualTo("duplicate");
        assertThat(tables.rowsOf(business.id())).isEqualTo(before);
    }

    @Test
    void anInsertOfWhatIsThereIsIdempotentWhenEqualAndAConflictWhenNot() {
        one(app, operation("insert", "customers", "c1", payload("customers")));
        JsonNode equal = one(other, operation("insert", "customers", "c1", payload("customers")));
        JsonNode differs = one(other, operation("insert", "customers", "c1", "{\"name\":\"Ana\",\"phone\":\"2\"}"));

        assertThat(equal.get("success").asBoolean()).isTrue();
        assertThat(differs.get("success").asBoolean()).isFalse();
        assertThat(differs.get("error").asString()).isEqualTo("CONFLICT");
        assertThat(tables.count("conflict", business.id())).isEqualTo(1);
    }

    @Test
    void anUpdateOfNothingIsNotFoundAndARepeatedDeleteIsNoError() {
        JsonNode missing = one(app, operation("update", "customers", "nobody", "{\"phone\":\"1\"}"));
        assertThat(missing.get("success").asBoolean()).isFalse();
        assertThat(missing.get("error").asString()).isEqualTo("NOT_FOUND");

        one(app, operation("insert", "customers", "c1", payload("customers")));
        for (int i = 0; i < 2; i++) {
            assertThat(one(app, operation("delete", "customers", "c1", "{}"))
                            .get("success")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void oneBadOperationDoesNotStopTheOthers() {
        JsonNode results = batch(
                        app,
                        operation("insert", "customers", "c1", payload("customers")),
                        operation("update", "customers", "nobody", "{\"phone\":\"1\"}"),
                        operation("insert", "dragons", "d1", "{}"),
                        operation("insert", "sales", "s1", payload("sales")))
                .json()
                .get("results");

        List<Boolean> success = new ArrayList<>();
        results.forEach(result -> success.add(result.get("success").asBoolean()));
        assertThat(success).containsExactly(true, false, false, true);
        assertThat(changes(other, "").get("changes").findValuesAsString("id")).containsExactly("c1", "s1");
    }

    @Test
    void theLastWriteWinsByTheHubsClock() {
        one(app, operation("insert", "customers", "c1", "{\"name\":\"Ana\",\"email\":\"a@example.com\"}"));
        ObjectNode fromTheFuture = operation("update", "customers", "c1", "{\"notes2\":\"first\"}");
        fromTheFuture.put("clientTimestamp", "2099-01-01T00:00:00.000Z");
        one(app, fromTheFuture);
        one(other, operation("update", "customers", "c1", "{\"notes2\":\"second\"}"));

        JsonNode data = changes(app, "").get("changes").get(0).get("data");
        assertThat(data.get("notes2").asString()).isEqualTo("second");
    }

    @Test
    void changesSinceATimeAreThoseSince() {
        String since = batch(app, operation("insert", "customers", "c1", payload("customers")))
                .json()
                .get("serverTimestamp")
                .asString();
        one(app, operation("insert", "sales", "s1", payload("sales")));
        JsonNode later = changes(other, "?since=" + since);

        assertThat(later.get("changes").findValuesAsString("id")).containsExactly("s1");
        String next = later.get("serverTimestamp").asString();
        assertThat(changes(other, "?since=" + next).get("changes")).isEmpty();
    }

    @Test
    void theBusinessIsTheKeysWhateverTheBodySays() {
        TestBusiness theirs = hub.business();
        ObjectNode operation = operation("insert", "customers", "c1", payload("customers"));
        operation.put("businessId", theirs.id());
        Answer answer = hub.post("/api/sync/batch?businessId=" + theirs.id())
                .key(app.apiKey())
                .json(Map.of("businessId", theirs.id(), "operations", List.of(operation)))
                .send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(tables.count("record", theirs.id())).isZero();
        assertThat(tables.count("record", business.id())).isEqualTo(1);
    }
}
