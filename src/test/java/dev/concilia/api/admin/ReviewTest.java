package dev.concilia.api.admin;

import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Pushed;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@HubTest
class ReviewTest {
    private final Hub hub;
    private final TestBusiness business;
    private final TestDevice till;
    private final TestDevice tablet;
    private final Op mine = update("customers", "c1", "phone", "3").base(1);
    private String conflict = "";

    ReviewTest(Hub hub) {
        this.hub = hub;
        this.business = hub.business();
        this.till = business.device("till");
        this.tablet = business.device("tablet");
    }

    @BeforeEach
    void twoDevicesDisagreeAboutAPhone() {
        till.push(insert("customers", "c1", "name", "Ana", "phone", "1"));
        till.push(update("customers", "c1", "phone", "2").base(1));
        Pushed.Result result = tablet.push(mine);
        assertThat(result.outcome()).isEqualTo("conflict");
        conflict = result.conflictId();
    }

    private Answer resolve(String id, Map<String, Object> wish) {
        return hub.post("/api/admin/conflicts/" + id + "/resolve")
                .bearer(business.token())
                .json(wish)
                .send();
    }

    private JsonNode phone() {
        return till.pull("entities=customers").changes().getFirst().data().get("phone");
    }

    private JsonNode get(String path) {
        return hub.get(path).bearer(business.token()).send().json();
    }

    @Test
    void anOpenConflictShowsBothSidesAndTheBase() {
        JsonNode open = get("/api/admin/conflicts").get("conflicts").get(0);

        assertThat(open.get("id").asString()).isEqualTo(conflict);
        assertThat(open.get("base").get("phone").asString()).isEqualTo("1");
        assertThat(open.get("theirs").get("phone").asString()).isEqualTo("2");
        assertThat(open.get("mine").get("phone").asString()).isEqualTo("3");
    }

    @Test
    void theTerminalsValueReachesEverybodyAndTheRetryIsToldSo() {
        assertThat(resolve(conflict, Map.of("resolution", "TERMINAL_WINS")).status())
                .isEqualTo(200);

        assertThat(phone().asString()).isEqualTo("3");
        Pushed.Result retry = tablet.push(mine);
        assertThat(retry.success()).isTrue();
        assertThat(retry.data().get("phone").asString()).isEqualTo("3");
    }

    @Test
    void theHubsValueIsWrittenAsANewVersionSoThatTheTabletGetsItToo() {
        JsonNode resolved =
                resolve(conflict, Map.of("resolution", "CENTRAL_WINS")).json();

        assertThat(resolved.get("version").asLong()).isEqualTo(3);
        assertThat(phone().asString()).isEqualTo("2");
        assertThat(tablet.push(mine).success()).isTrue();
    }

    @Test
    void aManualMergeTakesTheGivenValueAndRefusesOneThatDoesNotFit() {
        Answer bad =
                resolve(conflict, Map.of("resolution", "MANUAL_MERGE", "resolvedData", Map.of("phone", List.of("x"))));
        assertThat(bad.status()).isEqualTo(422);
        assertThat(phone().asString()).isEqualTo("2");

        resolve(conflict, Map.of("resolution", "MANUAL_MERGE", "resolvedData", Map.of("phone", "4")));
        assertThat(phone().asString()).isEqualTo("4");
    }

    @Test
    void aConflictIsSettledOnceAndTheSecondPersonIsTold() {
        resolve(conflict, Map.of("resolution", "TERMINAL_WINS"));
        Answer second = resolve(conflict, Map.of("resolution", "CENTRAL_WINS"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("ALREADY_RESOLVED");
        assertThat(phone().asString()).isEqualTo("3");
    }

    @Test
    void theConflictOfAnotherBusinessIsNotThere() {
        Answer answer = hub.post("/api/admin/conflicts/" + conflict + "/resolve")
                .bearer(hub.business().token())
                .json(Map.of("resolution", "TERMINAL_WINS"))
                .send();

        assertThat(answer.status()).isEqualTo(404);
        assertThat(phone().asString()).isEqualTo("2");
    }

    @Test
    void operationsPageThroughABatchThatSharesOneTimeWithoutLosingAny() {
        List<Op> batch = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            batch.add(insert("products", "p" + i, "name", "Pan " + i));
        }
        tablet.pushAll(batch);
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = get("/api/admin/operations?limit=4&outcome=applied" + next);
            page.get("operations").forEach(o -> seen.add(o.get("operationId").asString()));
            next = page.get("next").isNull()
                    ? ""
                    : "&before=" + page.get("next").asString();
        } while (!next.isEmpty());

        assertThat(seen).doesNotHaveDuplicates().hasSize(27);
        assertThat(seen).containsAll(batch.stream().map(Op::operationId).toList());
    }
}
