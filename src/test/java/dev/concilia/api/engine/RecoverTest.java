package dev.concilia.api.engine;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.audit.AuditLog;
import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Answer;
import dev.concilia.support.Op;
import dev.concilia.support.Page;
import dev.concilia.support.Pushed;
import dev.concilia.support.ReplicaDevice;
import dev.concilia.support.SqlLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** After an older copy of the tables was put back: the devices bring the rest. */
class RecoverTest extends RestoredHub {
    @Autowired
    SqlLog sql;

    @Autowired
    AuditLog audit;

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
}
