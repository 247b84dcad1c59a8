package dev.concilia.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Administration calls with an {@code Idempotency-Key}, sent more than once. */
@HubTest
class RepeatedCallsTest {
    private final Hub hub;
    private final Tables tables;
    private final TestBusiness business;
    private final TestDevice till;

    RepeatedCallsTest(Hub hub, Tables tables) {
        this.hub = hub;
        this.tables = tables;
        this.business = hub.business();
        this.till = business.device("till");
    }

    private Answer send(String method, String path, String key, Object body) {
        return hub.call(method, "/api/admin/" + path)
                .bearer(business.token())
                .header("Idempotency-Key", key)
                .json(body)
                .send();
    }

    private Answer post(String path, String key, Object body) {
        return send("POST", path, key, body);
    }

    private String conflict() {
        till.push(Op.insert("customers", "c1", "name", "Ana", "phone", "1"));
        till.push(Op.update("customers", "c1", "phone", "2").base(1));
        return business.device("tablet")
                .push(Op.update("customers", "c1", "phone", "3").base(1))
                .conflictId();
    }

    private static void isReplay(Answer again, Answer first) {
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.text()).isEqualTo(first.text());
    }

    /** As after the death of the node that began: its key is free again, its work is done. */
    private void forgetAnswers() {
        tables.owner()
                .sql("DELETE FROM idempotency_response WHERE business_id = :business")
                .param("business", UUID.fromString(business.id()))
                .update();
    }

    @Test
    void aJobIsStartedOnce() {
        conflict();
        Map<String, String> hubIsRight = Map.of("resolution", "CENTRAL_WINS");

        Answer first = post("conflict-jobs", "k", hubIsRight);

        assertThat(first.status()).isEqualTo(202);
        isReplay(post("conflict-jobs", "k", hubIsRight), first);
        assertThat(post("conflict-jobs", "k", Map.of("resolution", "TERMINAL_WINS"))
                        .code())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(tables.count("bulk_settlement", business.id())).isEqualTo(1);
    }

    @Test
    void aJobThatIsBegunAnewIsTheSameJob() {
        conflict();
        Map<String, Object> ofCustomers =
                Map.of("resolution", "CENTRAL_WINS", "filter", Map.of("entity", "customers"), "note", "as agreed");
        Answer first = post("conflict-jobs", "k", ofCustomers);
        forgetAnswers();

        Answer again = post("conflict-jobs", "k", ofCustomers);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.at("id")).isEqualTo(first.at("id"));
        forgetAnswers();

        Answer other = post("conflict-jobs", "k", Map.of("resolution", "CENTRAL_WINS"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(tables.count("bulk_settlement", business.id())).isEqualTo(1);
    }

    @Test
    void aJobIsTakenBackByOneJob() {
        conflict();
        String job =
                post("conflict-jobs", "k", Map.of("resolution", "CENTRAL_WINS")).at("id");

        Answer first = post("conflict-jobs/" + job + "/undo", "back", Map.of());
        assertThat(first.status()).isEqualTo(202);
        isReplay(post("conflict-jobs/" + job + "/undo", "back", Map.of()), first);
        forgetAnswers();

        assertThat(post("conflict-jobs/" + job + "/undo", "back", Map.of()).at("id"))
                .isEqualTo(first.at("id"));
        assertThat(tables.count("bulk_settlement", business.id())).isEqualTo(2);
    }

    @Test
    void aSettlementIsTakenBackOnce() {
        String path = "conflicts/" + conflict();
        post(path + "/resolve", "first", Map.of("resolution", "TERMINAL_WINS"));

        Answer undone = post(path + "/undo", "back", Map.of());

        assertThat(undone.status()).isEqualTo(200);
        post(path + "/resolve", "second", Map.of("resolution", "TERMINAL_WINS"));
        isReplay(post(path + "/undo", "back", Map.of()), undone);
        assertThat(hub.get("/api/admin/" + path).bearer(business.token()).send().at("state"))
                .as("the repetition left the second settlement alone")
                .isEqualTo("RESOLVED");
    }

    @Test
    void settingsAreChangedOnce() {
        Map<String, Object> change = Map.of("settings", Map.of("negativeStock", true), "version", 0);

        Answer first = send("PUT", "settings", "k", change);

        assertThat(first.status()).isEqualTo(200);
        isReplay(send("PUT", "settings", "k", change), first);
        assertThat(send("PUT", "settings", "another", change).code()).isEqualTo("VERSION_CONFLICT");
        assertThat(send("PUT", "settings", "k", Map.of("settings", Map.of(), "version", 1))
                        .code())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }
}
