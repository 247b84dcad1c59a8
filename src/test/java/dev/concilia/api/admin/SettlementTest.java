package dev.concilia.api.admin;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Pushed;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Settlements taken back, and many conflicts at once. */
@HubTest
class SettlementTest {
    private final Hub hub;
    private final TestBusiness business;
    private final TestDevice till;
    private final TestDevice tablet;

    SettlementTest(Hub hub) {
        this.hub = hub;
        this.business = hub.business();
        this.till = business.device("till");
        this.tablet = business.device("tablet");
    }

    private static Op phone(String id, String phone) {
        return update("customers", id, "phone", phone).base(1);
    }

    private Op conflictingPhone(String id) {
        till.push(insert("customers", id, "name", "Ana", "phone", "1"));
        till.push(phone(id, "2"));
        return phone(id, "3");
    }

    private String conflictAbout(String id) {
        return tablet.push(conflictingPhone(id)).conflictId();
    }

    private Answer post(String path, Map<String, ?> body) {
        return hub.post(path).bearer(business.token()).json(body).send();
    }

    private Answer resolve(String conflict, String resolution) {
        return post("/api/admin/conflicts/" + conflict + "/resolve", Map.of("resolution", resolution));
    }

    private Answer undo(String conflict) {
        return post("/api/admin/conflicts/" + conflict + "/undo", Map.of());
    }

    private JsonNode get(String path) {
        Answer answer = hub.get(path).bearer(business.token()).send();
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode record(String id) {
        for (JsonNode change :
                till.pullRaw("entities=customers&limit=1000").json().get("changes")) {
            if (change.get("id").asString().equals(id)) {
                return change;
            }
        }
        throw new AssertionError("no customer " + id);
    }

    private String phoneOf(String id) {
        return record(id).get("data").get("phone").asString();
    }

    @Test
    void aSettlementIsTakenBackAndTheDeviceIsToldThatItIsOpenAgain() {
        Op mine = conflictingPhone("c1");
        String conflict = tablet.push(mine).conflictId();
        resolve(conflict, "TERMINAL_WINS");
        assertThat(phoneOf("c1")).isEqualTo("3");

        assertThat(undo(conflict).status()).isEqualTo(200);
        assertThat(phoneOf("c1")).isEqualTo("2");
        assertThat(get("/api/admin/conflicts/" + conflict).get("state").asString())
                .isEqualTo("OPEN");
        Pushed.Result retry = tablet.push(mine);
        assertThat(retry.outcome()).isEqualTo("conflict");
        assertThat(retry.conflictId()).isEqualTo(conflict);
    }

    @Test
    void whatWasTakenBackCanBeSettledAgainAndTakenBackAgain() {
        String conflict = conflictAbout("c1");
        for (int round = 0; round < 3; round++) {
            assertThat(resolve(conflict, "TERMINAL_WINS").status()).isEqualTo(200);
            assertThat(phoneOf("c1")).isEqualTo("3");
            assertThat(undo(conflict).status()).isEqualTo(200);
            assertThat(phoneOf("c1")).isEqualTo("2");
        }
    }

    @Test
    void aLaterChangeOfTheSameFieldIsNotLostByTakingBack() {
        String conflict = conflictAbout("c1");
        resolve(conflict, "TERMINAL_WINS");
        till.push(update("customers", "c1", "phone", "9"));

        Answer refused = undo(conflict);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("CHANGED_SINCE");
        assertThat(phoneOf("c1")).isEqualTo("9");
    }

    @Test
    void aLaterChangeOfAnotherFieldStaysWhenASettlementIsTakenBack() {
        String conflict = conflictAbout("c1");
        resolve(conflict, "TERMINAL_WINS");
        till.push(update("customers", "c1", "name", "Eva"));

        assertThat(undo(conflict).status()).isEqualTo(200);
        assertThat(phoneOf("c1")).isEqualTo("2");
        assertThat(record("c1").get("data").get("name").asString()).isEqualTo("Eva");
    }

    @Test
    void aDeletionThatWasGrantedIsTakenBackWhole() {
        till.push(insert("customers", "c1", "name", "Ana", "phone", "1"));
        till.push(phone("c1", "2"));
        String conflict = tablet.push(delete("customers", "c1").base(1)).conflictId();
        resolve(conflict, "TERMINAL_WINS");
        assertThat(record("c1").get("deleted").asBoolean()).isTrue();

        assertThat(undo(conflict).status()).isEqualTo(200);
        assertThat(record("c1").get("deleted").asBoolean()).isFalse();
        assertThat(phoneOf("c1")).isEqualTo("2");
    }

    @Test
    void whatIsOpenCannotBeTakenBack() {
        Answer refused = undo(conflictAbout("c1"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("NOT_RESOLVED");
    }

    @Test
    void aThousandConflictsAreSettledByOneJobAndTakenBackByAnother() {
        List<Op> there = new ArrayList<>();
        List<Op> changed = new ArrayList<>();
        List<Op> conflicting = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            there.add(insert("customers", "c" + i, "name", "Ana", "phone", "1"));
            changed.add(phone("c" + i, "2"));
            conflicting.add(phone("c" + i, "3"));
        }
        till.pushAll(there);
        till.pushAll(changed);
        assertThat(tablet.pushAll(conflicting).outcomes()).containsOnly("conflict");
        till.push(insert("products", "p1", "name", "Pan"));
        till.push(update("products", "p1", "name", "Pan grande").base(1));
        tablet.push(update("products", "p1", "name", "Pan chico").base(1));

        assertThat(get("/api/admin/conflict-jobs/preview?entity=customers")
                        .get("count")
                        .asInt())
                .isEqualTo(1_000);
        JsonNode job = ended(post(
                "/api/admin/conflict-jobs",
                Map.of("resolution", "TERMINAL_WINS", "filter", Map.of("entity", "Customer"), "note", "stock take")));
        assertThat(job.get("settled").asInt()).isEqualTo(1_000);
        assertThat(phoneOf("c999")).isEqualTo("3");
        assertThat(get("/api/admin/conflicts").get("conflicts")).hasSize(1);
        assertThat(tablet.push(conflicting.getFirst()).success()).isTrue();

        till.push(update("customers", "c5", "phone", "9"));
        JsonNode back = ended(post("/api/admin/conflict-jobs/" + job.get("id").asString() + "/undo", Map.of()));
        assertThat(back.get("settled").asInt()).isEqualTo(999);
        assertThat(back.get("skipped").asInt()).isEqualTo(1);
        assertThat(phoneOf("c999")).isEqualTo("2");
        assertThat(phoneOf("c5")).isEqualTo("9");
    }

    private JsonNode ended(Answer started) {
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        String path = "/api/admin/conflict-jobs/" + started.at("id");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !get(path).get("state").asString().equals("RUNNING"));
        return get(path);
    }

    @Test
    void twoConflictsAboutOneRecordAreSettledInOrder() {
        conflictAbout("c1");
        business.device("third").push(phone("c1", "4"));

        ended(post("/api/admin/conflict-jobs", Map.of("resolution", "TERMINAL_WINS")));
        assertThat(phoneOf("c1")).isEqualTo("4");
        assertThat(record("c1").get("version").asInt()).isEqualTo(4);
    }

    @Test
    void manyConflictsHaveNoOneAnswer() {
        Answer refused = post("/api/admin/conflict-jobs", Map.of("resolution", "MANUAL_MERGE"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(post("/api/admin/conflict-jobs", Map.of("resolution", "CENTRAL_WINS", "filter", Map.of("x", "y")))
                        .status())
                .isEqualTo(422);
    }
}
