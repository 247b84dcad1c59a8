package dev.concilia.api.admin;

import static dev.concilia.support.Op.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.SqlLog;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import dev.concilia.sync.SyncLog;
import dev.concilia.sync.SyncType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@HubTest
class SyncLogTest {
    private final Hub hub;
    private final SyncLog log;
    private final Tables tables;
    private final SqlLog sql;
    private final TestBusiness business;
    private final TestDevice till;

    SyncLogTest(Hub hub, SyncLog log, Tables tables, SqlLog sql) {
        this.hub = hub;
        this.log = log;
        this.tables = tables;
        this.sql = sql;
        this.business = hub.business();
        this.till = business.device("till");
    }

    private Answer read(String query) {
        log.flush();
        return hub.get("/api/admin/sync-log" + query).bearer(business.token()).send();
    }

    private List<JsonNode> entries(String query) {
        return read(query).json().get("entries").valueStream().toList();
    }

    @Test
    void eachCallIsALineAndAPullOfNothingIsNone() {
        till.pull("");
        till.push(insert("brands", "b", "name", "B"), insert("brands", "c"), insert("products", "p", "name", "P"));
        till.pull("");
        hub.post("/api/sync/reconcile")
                .key(till.apiKey())
                .json(Map.of("clientSummary", Map.of("brands", Map.of("count", 5))))
                .send();
        hub.post("/api/sync/records")
                .key(till.apiKey())
                .json(Map.of("entity", "brands", "ids", List.of("b", "nobody")))
                .send();

        assertThat(entries(""))
                .extracting(
                        e -> e.get("type").asString(),
                        e -> e.get("recordsAffected").asInt(),
                        e -> e.get("status").asString(),
                        e -> e.get("error").isNull(),
                        e -> e.get("deviceId").asString())
                .containsExactly(
                        tuple("RECORDS_FETCH", 1, "SUCCESS", true, till.id()),
                        tuple("RECONCILE", 1, "SUCCESS", true, till.id()),
                        tuple("CHANGES_PULL", 2, "SUCCESS", true, till.id()),
                        tuple("BATCH_PUSH", 2, "SUCCESS", true, till.id()));
        assertThat(entries(""))
                .allSatisfy(e -> assertThat(Instant.parse(e.get("completedAt").asString()))
                        .isAfterOrEqualTo(e.get("startedAt").asString()));
    }

    @Test
    void whatEndsInAProblemIsFailedWithItsCode() {
        hub.post("/api/sync/batch").key(till.apiKey()).text("{").send();
        hub.post("/api/sync/batch").key(till.apiKey()).json(Map.of()).send();
        till.pullRaw("cursor=garbage");
        String shared = business.newKey("shared").at("apiKey");
        hub.post("/api/sync/batch?terminalId=m-1").key(shared).text("[]").send();

        assertThat(entries("?status=FAILED"))
                .extracting(
                        e -> e.get("type").asString(),
                        e -> e.get("error").asString(),
                        e -> e.get("deviceId").isNull())
                .containsExactly(
                        tuple("BATCH_PUSH", "VALIDATION_FAILED", true),
                        tuple("CHANGES_PULL", "INVALID_CURSOR", false),
                        tuple("BATCH_PUSH", "VALIDATION_FAILED", false),
                        tuple("BATCH_PUSH", "MALFORMED_JSON", false));
        assertThat(entries("?status=SUCCESS")).isEmpty();
    }

    @Test
    void aCallWithAnIdempotencyKeyIsNotedByHowItEnded() {
        Op op = insert("brands", "b", "name", "B");
        till.pushCall(List.of(op)).header("Idempotency-Key", "k1").send();
        till.pushCall(List.of(op)).header("Idempotency-Key", "k1").send();
        till.pushCall(List.of(insert("brands", "c", "name", "C")))
                .header("Idempotency-Key", "k1")
                .send();

        assertThat(entries(""))
                .extracting(
                        e -> e.get("recordsAffected").asInt(),
                        e -> e.get("status").asString(),
                        e -> e.get("error").asString(""))
                .containsExactly(tuple(0, "FAILED", "HTTP_422"), tuple(0, "SUCCESS", ""), tuple(1, "SUCCESS", ""));
    }

    @Test
    void theLogIsReadByTypeAndDeviceAndInPagesThatMissNothing() {
        TestDevice tablet = business.device("tablet");
        for (int i = 0; i < 7; i++) {
            till.push(insert("brands", "b" + i, "name", "B"));
            tablet.push(insert("brands", "t" + i, "name", "T"));
        }
        tablet.pull("");
        assertThat(entries("?type=BATCH_PUSH&deviceId=" + tablet.id())).hasSize(7);
        assertThat(entries("?type=CHANGES_PULL")).hasSize(1);

        List<String> seen = new ArrayList<>();
        JsonNode page = read("?limit=4").json();
        while (!page.get("next").isNull()) {
            page.get("entries").forEach(e -> seen.add(e.get("id").asString()));
            page = read("?limit=4&before=" + page.get("next").asString()).json();
        }
        page.get("entries").forEach(e -> seen.add(e.get("id").asString()));
        assertThat(seen).hasSize(15).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=LUNCH", "status=ok", "deviceId=7", "before=x", "limit=0", "limit=501"})
    void aParameterThatDoesNotFitIsNamed(String query) {
        Answer answer = read("?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_PARAMETER");
        assertThat(answer.at("detail")).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void aPushDoesNotPayForItsLine() {
        assertThat(sql.during(() -> till.push(insert("brands", "b", "name", "B"))))
                .noneMatch(statement -> statement.contains("sync_log"));
    }

    @Test
    void aThousandLinesAreOneStatement() {
        log.flush();
        BusinessId id = BusinessId.of(business.id());
        SyncLog.Line line = new SyncLog.Line(
                id,
                SyncType.SNAPSHOT,
                1,
                SyncLog.Status.SUCCESS,
                null,
                new DeviceId(UUID.fromString(till.id())),
                Instant.now(),
                Instant.now());
        List<String> statements = sql.during(() -> {
            for (int i = 0; i < 1_000; i++) {
                log.record(line);
            }
            log.flush();
        });
        assertThat(statements.stream().filter(s -> s.contains("INSERT INTO sync_log")))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(tables.count("sync_log", business.id())).isEqualTo(1_000);
    }
}
