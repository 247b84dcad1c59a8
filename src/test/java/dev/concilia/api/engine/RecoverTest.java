package dev.concilia.api.engine;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.audit.AuditLog;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Page;
import dev.concilia.support.Pushed;
import dev.concilia.support.ReplicaDevice;
import dev.concilia.support.ReplicaDevice.Held;
import dev.concilia.support.SetAside;
import dev.concilia.support.SqlLog;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import dev.concilia.sync.Recovery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** After an older copy of the tables was put back: the devices bring the rest. */
@HubTest
class RecoverTest {
    private final Hub hub;
    private final Tables tables;
    private final TestClock clock;
    private final SqlLog sql;
    private final Recovery recovery;
    private final AuditLog audit;
    private final TestBusiness business;
    private final ReplicaDevice till;
    private final ReplicaDevice tablet;
    private final ReplicaDevice kiosk;
    private SetAside backup;

    RecoverTest(Hub hub, Tables tables, TestClock clock, SqlLog sql, Recovery recovery, AuditLog audit) {
        this.hub = hub;
        this.tables = tables;
        this.clock = clock;
        this.sql = sql;
        this.recovery = recovery;
        this.audit = audit;
        this.business = hub.business();
        this.till = new ReplicaDevice(business.device("till"));
        this.tablet = new ReplicaDevice(business.device("tablet"));
        this.kiosk = new ReplicaDevice(business.device("kiosk"));
    }

    private static Op customer(String id) {
        return insert("customers", id, "name", "Customer " + id, "phone", "0", "loyaltyPoints", 1);
    }

    @BeforeEach
    void aBackupOfSixCustomers() {
        till.push(customer("c1"), customer("c2"), customer("c3"), customer("c4"), customer("c5"));
        till.push(customer("c6"));
        syncAll();
        backup = new SetAside(tables, business);
    }

    @AfterEach
    void dropIt() {
        backup.close();
    }

    private void restore() {
        backup.putBack();
        recovery.begin(Instant.now().minusSeconds(60));
    }

    private void syncAll() {
        List.of(till, tablet, kiosk).forEach(ReplicaDevice::sync);
    }

    private Answer recover(TestDevice device, String entity, Object... records) {
        return hub.post("/api/sync/recover")
                .key(device.apiKey())
                .json(Map.of("entity", entity, "records", List.of(records)))
                .send();
    }

    private JsonNode one(ReplicaDevice device, String id) {
        Answer answer = recover(device.device(), "customers", ReplicaDevice.wire(device.held("customers", id)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().get("results").get(0);
    }

    private static String outcome(JsonNode result) {
        return result.get("outcome").asString();
    }

    private List<String> fresh() {
        ReplicaDevice fresh = new ReplicaDevice(business.device("fresh " + UUID.randomUUID()));
        fresh.sync();
        return fresh.contents();
    }

    @Test
    void allReplicasAndTheHubAgreeAgainAndNothingAcknowledgedIsLost() {
        till.push(insert("products", "p1", "name", "Bread", "price", "10.50"), customer("n1"));
        tablet.push(update("customers", "c1", "phone", "1").base(1));
        kiosk.push(update("customers", "c1", "name", "Carla").base(1));
        till.push(delete("customers", "c2"), customer("x1"), delete("customers", "x1"));
        tablet.push(update("customers", "c3", "phone", "3"));
        Op pulledByOthers = update("customers", "c4", "loyaltyPoints", 3).base(1);
        tablet.device().pushAll(List.of(pulledByOthers));
        till.sync();
        Op pulledByNobody = update("customers", "c5", "loyaltyPoints", 3).base(1);
        tablet.device().pushAll(List.of(pulledByNobody));
        restore();

        kiosk.push(update("customers", "c3", "phone", "33"));
        syncAll();
        assertThat(tablet.device()
                        .pushAll(List.of(pulledByNobody, pulledByNobody))
                        .outcomes())
                .containsExactly("applied", "duplicate");
        assertThat(tablet.device()
                        .pushAll(List.of(pulledByOthers, pulledByOthers))
                        .versions())
                .containsExactly(2L, 2L);
        syncAll();

        assertThat(List.of(till.resyncs(), tablet.resyncs(), kiosk.resyncs())).containsOnly(1);
        assertThat(tablet.contents()).isEqualTo(till.contents());
        assertThat(kiosk.contents()).isEqualTo(till.contents());
        assertThat(fresh()).isEqualTo(till.contents());
        for (ReplicaDevice device : List.of(till, tablet, kiosk)) {
            assertThat(device.reconcile().json().get("isConsistent").booleanValue())
                    .isTrue();
        }
        assertThat(till.held("products", "p1").data().get("price").asString()).isEqualTo("10.50");
        assertThat(till.held("customers", "n1").version()).isEqualTo(1);
        assertThat(till.held("customers", "c1").version()).isEqualTo(3);
        assertThat(till.held("customers", "c1").data().get("name").asString()).isEqualTo("Carla");
        assertThat(till.held("customers", "c1").data().get("phone").asString()).isEqualTo("1");
        assertThat(till.held("customers", "c2").deleted()).isTrue();
        assertThat(till.held("customers", "x1").deleted()).isTrue();
        assertThat(till.held("customers", "c3").data().get("phone").asString()).isEqualTo("33");
        assertThat(till.held("customers", "c4").data().get("loyaltyPoints").asInt())
                .isEqualTo(3);
        assertThat(till.held("customers", "c5").data().get("loyaltyPoints").asInt())
                .isEqualTo(3);
        JsonNode conflicts = hub.get("/api/admin/conflicts")
                .bearer(business.token())
                .send()
                .json()
                .get("conflicts");
        assertThat(conflicts.valueStream().map(c -> c.get("entityId").asString()))
                .containsExactly("c3");
        assertThat(conflicts.get(0).get("mine").get("phone").asString()).isEqualTo("3");
        assertThat(conflicts.get(0).get("theirs").get("phone").asString()).isEqualTo("33");
    }

    @Test
    void timesAndPlacesOfTheFeedGoOnAndAReaderMissesNothing() {
        till.push(update("customers", "c1", "phone", "1"));
        restore();
        Page before = kiosk.device().pull("");
        String lost = till.held("customers", "c1").updatedAt();

        assertThat(outcome(one(till, "c1"))).isEqualTo("taken");

        Page.Change change =
                kiosk.device().pull("cursor=" + before.cursor()).changes().getFirst();
        assertThat(change.version()).isEqualTo(2);
        assertThat(Instant.parse(change.updatedAt())).isAfter(Instant.parse(lost));
    }

    @Test
    void askingAgainChangesNothingAndEveryTakenRecordIsAudited() {
        till.push(update("customers", "c1", "phone", "1"), delete("customers", "c2"));
        tablet.sync();
        restore();

        Answer first = recover(
                till.device(),
                "Customer",
                ReplicaDevice.wire(till.held("customers", "c1")),
                ReplicaDevice.wire(till.held("customers", "c2")));
        assertThat(first.json().get("results").valueStream().map(RecoverTest::outcome))
                .containsExactly("taken", "taken");
        assertThat(outcome(one(till, "c1"))).isEqualTo("unchanged");
        assertThat(outcome(one(tablet, "c1"))).isEqualTo("unchanged");
        assertThat(outcome(one(tablet, "c2"))).isEqualTo("unchanged");

        JsonNode entries = hub.get("/api/admin/audit")
                .bearer(business.token())
                .send()
                .json()
                .get("entries");
        List<JsonNode> recoveries = entries.valueStream()
                .filter(e -> e.get("action").asString().equals("records.recover"))
                .toList();
        assertThat(recoveries).singleElement().satisfies(entry -> {
            assertThat(entry.get("actor").asString())
                    .isEqualTo("device:" + till.device().id());
            assertThat(entry.get("subject").asString()).isEqualTo("customers");
            assertThat(entry.get("detail").get("records").asString())
                    .isEqualTo("[{\"id\":\"c1\",\"version\":2,\"replaced\":1,\"deleted\":false},"
                            + "{\"id\":\"c2\",\"version\":2,\"replaced\":1,\"deleted\":true}]");
        });
        assertThat(audit.firstBroken(BusinessId.of(business.id()))).isEmpty();
        assertThat(tables.texts("SELECT id || version || before FROM record_history WHERE recovered AND business_id = '"
                        + business.id() + "' ORDER BY id"))
                .containsExactly("c12{\"phone\": \"0\"}", "c22{}");
    }

    @Test
    void whatTheHubAcceptedSinceIsNotOverwrittenByAHigherVersion() {
        till.push(update("customers", "c1", "phone", "1"), update("customers", "c1", "name", "Carla"));
        tablet.sync();
        restore();
        kiosk.push(update("customers", "c1", "phone", "9"));

        JsonNode conflict = one(till, "c1");

        assertThat(outcome(conflict)).isEqualTo("conflict");
        assertThat(conflict.get("error").asString()).isEqualTo("CONFLICT");
        assertThat(conflict.get("record").get("data").get("phone").asString()).isEqualTo("9");
        assertThat(one(till, "c1")).isEqualTo(conflict);
        assertThat(one(tablet, "c1").get("conflictId")).isEqualTo(conflict.get("conflictId"));
        assertThat(tables.count("conflict", business.id())).isEqualTo(1);

        Answer resolved = hub.post(
                        "/api/admin/conflicts/" + conflict.get("conflictId").asString() + "/resolve")
                .bearer(business.token())
                .json(Map.of("resolution", "TERMINAL_WINS"))
                .send();
        assertThat(resolved.json().get("data").get("name").asString()).isEqualTo("Carla");
        JsonNode settled = one(tablet, "c1");
        assertThat(outcome(settled)).isEqualTo("superseded");
        assertThat(settled.get("record").get("data").get("phone").asString()).isEqualTo("1");
    }

    @Test
    void aHigherVersionThatHoldsWhatTheHubAcceptedSinceIsTaken() {
        Op unanswered = customer("n1");
        till.device().push(unanswered);
        tablet.sync();
        tablet.push(update("customers", "n1", "email", "n@example.com"));
        restore();
        assertThat(till.push(unanswered).outcomes()).containsExactly("applied");

        assertThat(outcome(one(tablet, "n1"))).isEqualTo("taken");
        assertThat(till.push(unanswered).outcomes()).containsExactly("duplicate");
    }

    @Test
    void anEarlierVersionThanTheHubsIsSupersededUnlessTheHubWentAnotherWay() {
        till.push(update("customers", "c1", "phone", "1"));
        tablet.sync();
        till.push(update("customers", "c1", "phone", "2"), update("customers", "c2", "phone", "2"));
        restore();
        assertThat(outcome(one(till, "c1"))).isEqualTo("taken");
        JsonNode superseded = one(tablet, "c1");
        assertThat(outcome(superseded)).isEqualTo("superseded");
        assertThat(superseded.get("version").asLong()).isEqualTo(3);
        assertThat(superseded.get("record").get("data").get("phone").asString()).isEqualTo("2");

        kiosk.push(update("customers", "c2", "phone", "7"), update("customers", "c2", "phone", "8"));
        assertThat(outcome(one(till, "c2"))).isEqualTo("conflict");
    }

    @Test
    void aDeletionAndAChangeUnderTheSameVersionAreAQuestion() {
        till.push(delete("customers", "c1"), update("customers", "c2", "phone", "1"));
        restore();
        kiosk.push(update("customers", "c1", "phone", "7"), delete("customers", "c2"));

        JsonNode gone = one(till, "c1");
        JsonNode alive = one(till, "c2");

        assertThat(outcome(gone)).isEqualTo("conflict");
        assertThat(gone.get("record").get("deleted").booleanValue()).isFalse();
        assertThat(outcome(alive)).isEqualTo("conflict");
        assertThat(alive.get("record").get("deleted").booleanValue()).isTrue();
        hub.post("/api/admin/conflicts/" + alive.get("conflictId").asString() + "/resolve")
                .bearer(business.token())
                .json(Map.of("resolution", "TERMINAL_WINS"))
                .send();
        assertThat(kiosk.device()
                        .pull("")
                        .changes()
                        .getLast()
                        .data()
                        .get("phone")
                        .asString())
                .isEqualTo("1");
    }

    @Test
    void noBaseValueIsRebuiltAcrossAVersionThatWasBroughtBack() {
        till.push(update("customers", "c1", "loyaltyPoints", 3));
        till.push(update("customers", "c1", "loyaltyPoints", 10));
        restore();
        assertThat(outcome(one(till, "c1"))).isEqualTo("taken");

        Pushed.Result result = tablet.device()
                .push(update("customers", "c1", "loyaltyPoints", 4).base(2));

        assertThat(result.outcome()).isEqualTo("conflict");
        assertThat(result.data().get("loyaltyPoints").asInt()).isEqualTo(10);
    }

    @Test
    void aNumberThatAnotherOrderHasTakenSinceDoesNotKeepAnOrderAway() {
        till.push(insert("orders", "o1", "status", "PENDING", "dailyNumber", 7, "businessDate", "2026-11-22"));
        restore();
        Op other = insert("orders", "o2", "status", "PENDING", "dailyNumber", 7, "businessDate", "2026-11-22");
        assertThat(kiosk.push(other).outcomes()).containsExactly("applied");

        Answer answer = recover(till.device(), "orders", ReplicaDevice.wire(till.held("orders", "o1")));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(outcome(answer.json().get("results").get(0))).isEqualTo("taken");
        assertThat(tables.texts(
                        "SELECT id FROM record WHERE claim IS NOT NULL AND business_id = '" + business.id() + "'"))
                .containsExactly("o2");
    }

    @Test
    void aFieldThatChangedThereAndBackCountsAsChanged() {
        till.push(update("customers", "c1", "phone", "1"));
        till.push(update("customers", "c1", "phone", "0"));
        restore();
        assertThat(outcome(one(till, "c1"))).isEqualTo("taken");

        assertThat(tablet.device()
                        .push(update("customers", "c1", "phone", "5").base(2))
                        .outcome())
                .isEqualTo("conflict");
        assertThat(tablet.device()
                        .push(update("customers", "c1", "phone", "5").base(3))
                        .outcome())
                .isEqualTo("applied");
    }

    @Test
    void whatWasInTheBackupIsNotLostAndIsRefused() {
        restore();

        JsonNode old = one(till, "c1");

        assertThat(outcome(old)).isEqualTo("rejected");
        assertThat(old.get("error").asString()).isEqualTo("NOT_RECOVERING");
        ObjectNode gone = ReplicaDevice.wire(till.held("customers", "c1")).put("id", "never");
        assertThat(outcome(recover(till.device(), "customers", gone)
                        .json()
                        .get("results")
                        .get(0)))
                .isEqualTo("rejected");
    }

    @Test
    void theWindowCloses() {
        till.push(update("customers", "c1", "phone", "1"));
        restore();
        Object record = ReplicaDevice.wire(till.held("customers", "c1"));
        Map<String, Object> buckets = Map.of("entity", "customers", "buckets", Map.of());
        assertThat(hub.post("/api/sync/reconcile/buckets")
                        .key(till.device().apiKey())
                        .json(buckets)
                        .send()
                        .json()
                        .has("recovering"))
                .isTrue();

        clock.shifted(Duration.ofDays(7), () -> {
            Answer late = recover(till.device(), "customers", record);
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.code()).isEqualTo("NOT_RECOVERING");
            assertThat(late.at("retry")).isEqualTo("never");
            assertThat(hub.post("/api/sync/reconcile/buckets")
                            .key(till.device().apiKey())
                            .json(buckets)
                            .send()
                            .json()
                            .has("recovering"))
                    .isFalse();
            return late;
        });
        clock.shifted(
                Duration.ofDays(7).minusMinutes(5),
                () -> assertThat(recover(till.device(), "customers", record).status())
                        .isEqualTo(200));
    }

    @Test
    void aBusinessThatWasOpenedLaterHasLostNothing() {
        restore();
        TestBusiness later = hub.business();
        TestDevice theirs = later.device("till");

        Answer answer = recover(theirs, "customers", ReplicaDevice.wire(till.held("customers", "c1")));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("NOT_RECOVERING");
    }

    @Test
    void aSecondRestoreWhileDevicesAreStillMissingKeepsTheDoorOpenForThem() {
        till.push(update("customers", "c1", "phone", "1"));
        restore();
        kiosk.push(customer("k1"));
        try (SetAside second = new SetAside(tables, business)) {
            kiosk.push(customer("k2"));
            second.putBack();
            recovery.begin(null);
        }

        syncAll();
        syncAll();

        assertThat(till.held("customers", "c1").data().get("phone").asString()).isEqualTo("1");
        assertThat(till.held("customers", "k2")).isNotNull();
        assertThat(kiosk.contents()).isEqualTo(till.contents());
        assertThat(tablet.contents()).isEqualTo(till.contents());
    }

    @Test
    void oneRecordAndAThousandCostTheSameStatements() {
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            ops.add(customer("m" + i));
        }
        till.push(ops);
        restore();
        Object[] all = ops.stream()
                .map(op -> (Object) ReplicaDevice.wire(
                        till.held("customers", op.json().get("entityId").asString())))
                .toArray();

        List<String> one = sql.during(() -> recover(till.device(), "customers", all[0]));
        List<String> many = sql.during(() -> recover(
                till.device(), "customers", List.of(all).subList(1, 1_000).toArray()));

        assertThat(many).containsExactlyElementsOf(one);
        assertThat(tables.count("record", business.id())).isEqualTo(1_006);
    }

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
