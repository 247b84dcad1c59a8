package dev.concilia.clients;

import static dev.concilia.support.Op.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.EdgeHub;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What programs are told while the database does not answer, and that all goes on by itself when it does again. */
@HubTest
@Timeout(60)
class DatabaseGoneTest {
    private final EdgeHub edge;
    private final Hub hub;
    private final TestBusiness business;
    private final TestDevice till;

    DatabaseGoneTest(Hub shared, Tables tables) {
        this.edge = EdgeHub.beside(tables);
        this.hub = edge.hub();
        this.business = shared.business();
        this.till = new TestDevice(hub, "", business.device("till").apiKey());
    }

    @AfterEach
    void mend() {
        edge.mend();
    }

    @Test
    void everyCallIsToldToComeBackAndNothingAcknowledgedIsLost() {
        till.push(insert("brands", "b1", "name", "Before"));
        edge.cut();
        List<Answer> answers = List.of(
                till.pushCall(List.of(insert("brands", "b2", "name", "During"))).send(),
                till.pullRaw(""),
                hub.get("/api/brands/b1").key(till.apiKey()).send(),
                hub.get("/api/admin/conflicts").bearer(business.token()).send(),
                hub.get("/api/events").key(till.apiKey()).send(),
                hub.get("/api/health").send());

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.code()).isEqualTo("UNAVAILABLE");
            assertThat(answer.at("retry")).isEqualTo("later");
            assertThat(answer.toString()).doesNotContain("Exception", "jdbc", "postgres");
        });
        edge.mend();

        assertThat(till.push(insert("brands", "b3", "name", "After")).outcome()).isEqualTo("applied");
        assertThat(till.pull("").ids()).containsExactly("b1", "b3");
    }

    @Test
    void theHubIsAliveButNotReady() {
        assertThat(state("readiness")).isEqualTo(200);
        edge.cut();

        assertThat(state("readiness")).isEqualTo(503);
        assertThat(state("liveness")).isEqualTo(200);
        edge.mend();
        assertThat(state("readiness")).isEqualTo(200);
    }

    private int state(String probe) {
        return hub.get("/actuator/health/" + probe).send().status();
    }
}
