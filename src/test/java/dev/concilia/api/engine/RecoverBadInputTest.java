package dev.concilia.api.engine;

import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.Json;
import dev.concilia.support.Answer;
import dev.concilia.support.ReplicaDevice;
import dev.concilia.support.ReplicaDevice.Held;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What does not fit among the records that devices bring back. */
class RecoverBadInputTest extends RestoredHub {
    private ObjectNode lost(String member, String json) {
        ObjectNode record = ReplicaDevice.wire(new Held(
                "b1",
                1,
                false,
                JsonNodeFactory.instance.objectNode().put("name", "B"),
                Instant.now().toString()));
        record.set(member, Json.mapper().readTree(json));
        return record;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version=0",
                "version=-1",
                "version=9223372036854775808",
                "version=9223372036854775807",
                "version=1000000001",
                "version=1.5",
                "version=\"1\"",
                "version=null",
                "version=[]",
                "id=\"\"",
                "id=\" \"",
                "id=7",
                "id=null",
                "id={}",
                "id=\"a\\u0000b\"",
                "id=\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
                "data=null",
                "data=[]",
                "data=\"x\"",
                "data={}",
                "data={\"name\":7}",
                "data={\"name\":\"B\",\"version\":3}",
                "data={\"name\":\"B\",\"business_id\":\"x\"}",
                "data={\"name\":\"B\",\"id\":\"other\"}",
                "data={\"name\":\"B\",\"x\":1e999}",
                "data={\"name\":\"B\\ud800\"}",
                "deleted=\"yes\"",
                "deleted=1",
                "updatedAt=null",
                "updatedAt=5",
                "updatedAt=\"yesterday\"",
                "updatedAt=\"2026-13-01T00:00:00Z\""
            })
    void aRecordThatDoesNotFitIsRejectedAndTheRestIsTaken(String bad) {
        restore();
        int split = bad.indexOf('=');
        ObjectNode other = lost("id", "\"other\"");

        Answer answer =
                recover(till.device(), "customers", lost(bad.substring(0, split), bad.substring(split + 1)), other);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        JsonNode results = answer.json().get("results");
        assertThat(outcome(results.get(0))).isEqualTo("rejected");
        assertThat(results.get(0).get("error").asString()).isEqualTo("VALIDATION_FAILED");
        assertThat(results.get(0).get("fields").get(0).get("code").asString()).isNotEmpty();
        assertThat(outcome(results.get(1))).isEqualTo("taken");
        assertThat(tables.count("record", business.id())).isEqualTo(7);
    }

    @Test
    void aRecordCountsOncePerCall() {
        restore();

        JsonNode results = recover(till.device(), "customers", lost("version", "1"), lost("version", "2"))
                .json()
                .get("results");

        assertThat(outcome(results.get(0))).isEqualTo("taken");
        assertThat(outcome(results.get(1))).isEqualTo("rejected");
        assertThat(results.get(1).get("fields").get(0).get("code").asString()).isEqualTo("duplicate");
        assertThat(tables.texts(
                        "SELECT version::text FROM record WHERE id = 'b1' AND business_id = '" + business.id() + "'"))
                .containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"entity\":7,\"records\":[]}",
                "{\"entity\":\"dragons\",\"records\":[]}",
                "{\"entity\":\"customers\"}",
                "{\"entity\":\"customers\",\"records\":{}}",
                "{\"entity\":\"customers\",\"records\":\"all\"}",
                "[]"
            })
    void aCallThatDoesNotFitIsRefused(String body) {
        restore();

        Answer answer = hub.post("/api/sync/recover")
                .key(till.device().apiKey())
                .text(body)
                .send();

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.code()).isIn("VALIDATION_FAILED", "UNKNOWN_ENTITY");
    }

    @Test
    void garbageAmongTheRecordsAndTooManyOfThem() {
        restore();

        JsonNode results = recover(till.device(), "customers", 7, "x", List.of(), Map.of())
                .json()
                .get("results");
        assertThat(results.valueStream().map(RecoverTest::outcome)).containsOnly("rejected");
        Object[] many = new Object[1_001];
        Arrays.fill(many, Map.of());
        Answer answer = recover(till.device(), "customers", many);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("BATCH_TOO_LARGE");
        assertThat(hub.post("/api/sync/recover")
                        .bearer(business.token())
                        .json(Map.of())
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(tables.count("record", business.id())).isEqualTo(6);
    }

    @Test
    void anotherBusinesssDeviceBringsBackIntoItsOwnOnly() {
        TestBusiness other = hub.business();
        TestDevice theirs = other.device("till");
        till.push(update("customers", "c1", "phone", "1"));
        restore();

        recover(theirs, "customers", ReplicaDevice.wire(till.held("customers", "c1")));

        assertThat(tables.count("record", other.id())).isEqualTo(1);
        assertThat(kiosk.device().pull("").changes()).allMatch(change -> change.version() == 1);
    }
}
