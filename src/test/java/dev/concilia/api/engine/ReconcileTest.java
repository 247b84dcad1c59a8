package dev.concilia.api.engine;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.Sha256;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.TestDevice;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@HubTest
class ReconcileTest {
    private final Hub hub;
    private final TestDevice till;

    ReconcileTest(Hub hub) {
        this.hub = hub;
        this.till = hub.business().device("till");
    }

    @BeforeEach
    void twoLiveProductsAndATombstone() {
        till.push(insert("products", "a", "name", "A"), insert("products", "b", "name", "B"));
        till.push(insert("products", "c", "name", "C"), delete("products", "c"));
    }

    private Answer post(String path, Map<String, Object> body) {
        return hub.post(path).key(till.apiKey()).json(body).send();
    }

    private JsonNode products() {
        JsonNode answer =
                hub.get("/api/sync/reconcile").key(till.apiKey()).send().json();
        return answer.get("serverSummary").get(0);
    }

    private static long part(String id, long version) {
        return ByteBuffer.wrap(Sha256.of(id + ":" + version)).getLong();
    }

    private static String hex(long digest) {
        return String.format("%016x", digest);
    }

    private static String bucket(String id) {
        return String.format("%02x", Sha256.of(id)[0]);
    }

    @Test
    void theSummaryCountsLiveRecordsAndItsDigestIsTheProtocols() {
        assertThat(products().get("count").asLong()).isEqualTo(2);
        assertThat(products().get("digest").asString()).isEqualTo(hex(part("a", 1) ^ part("b", 1)));
    }

    @Test
    void aDeviceThatHoldsTheSameIsConsistentToTheMillisecond() {
        String latest = products().get("latestUpdatedAt").asString().replaceAll("(\\.\\d{3})\\d*Z", "$1Z");
        JsonNode answer = post(
                        "/api/sync/reconcile",
                        Map.of(
                                "clientSummary",
                                Map.of(
                                        "Product",
                                        Map.of(
                                                "count",
                                                2,
                                                "latestUpdatedAt",
                                                latest,
                                                "digest",
                                                hex(part("a", 1) ^ part("b", 1))))))
                .json();

        assertThat(answer.get("isConsistent").booleanValue()).isTrue();
        assertThat(answer.get("mismatches").isEmpty()).isTrue();
    }

    @Test
    void aDeviceThatDiffersIsToldInWhatAndTheRunIsKept() {
        JsonNode answer = post(
                        "/api/sync/reconcile",
                        Map.of(
                                "machineId",
                                "m1",
                                "clientSummary",
                                Map.of("products", Map.of("count", 1, "digest", hex(part("a", 1))))))
                .json();
        assertThat(answer.get("mismatches").get(0).get("reasons").valueStream().map(JsonNode::asString))
                .containsExactly("count", "latestUpdatedAt", "digest");

        JsonNode kept = hub.get("/api/sync/reconcile/history?machineId=m1&onlyInconsistent=true")
                .key(till.apiKey())
                .send()
                .json();
        assertThat(kept.get("count").asInt()).isEqualTo(1);
        assertThat(kept.get("data").get(0).get("mismatches_count").asInt()).isEqualTo(1);
    }

    @Test
    void bucketsNameOnlyTheRecordsThatDifferAndRecordsBringsThem() {
        JsonNode buckets = post(
                        "/api/sync/reconcile/buckets",
                        Map.of("entity", "products", "buckets", Map.of(bucket("a"), hex(part("a", 1)))))
                .json()
                .get("buckets");
        assertThat(buckets.propertyNames()).containsExactly(bucket("b"));
        assertThat(buckets.get(bucket("b")).get(0).get(0).asString()).isEqualTo("b");

        JsonNode records = post("/api/sync/records", Map.of("entity", "products", "ids", List.of("b", "nobody")))
                .json()
                .get("records");
        assertThat(records.size()).isEqualTo(1);
        assertThat(records.get(0).get("data").get("name").asString()).isEqualTo("B");
    }

    @Test
    void garbageInABucketMapIsRefusedWithItsPath() {
        Answer answer = post("/api/sync/reconcile/buckets", Map.of("entity", "products", "buckets", Map.of("zz", "1")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("fields").get(0).get("path").asString()).isEqualTo("buckets.zz");
    }
}
