package dev.concilia.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What strangers and broken programs send: the protocol's status and code, nothing written, the hub alive. */
@HubTest
class BadInputTest {
    private static final int MIB = 1024 * 1024;
    private static final String ROOM = " ".repeat(MIB);

    private final Hub hub;
    private final Tables tables;
    private final TestBusiness business;
    private final TestDevice till;
    private Map<String, Long> before;

    BadInputTest(Hub hub, Tables tables) {
        this.hub = hub;
        this.tables = tables;
        this.business = hub.business();
        this.till = business.device("till");
    }

    @BeforeEach
    void count() {
        before = written();
    }

    @AfterEach
    void nothingIsWrittenAndTheHubLives() {
        assertThat(written()).isEqualTo(before);
        assertThat(hub.get("/api/health").send().status()).isEqualTo(200);
    }

    /** All but the list of refusals, which is there to show what was refused. */
    private Map<String, Long> written() {
        Map<String, Long> rows = tables.rowsOf(business.id());
        rows.remove("refused_operation");
        return rows;
    }

    private Hub.Call push() {
        return hub.post("/api/sync/batch").key(till.apiKey());
    }

    private static void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.at("type")).isEqualTo("urn:concilia:problem:" + code);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.at("title")).isNotBlank();
        assertThat(answer.at("detail")).isNotBlank();
        assertThat(answer.at("retry")).isIn("never", "after-fix", "later");
        assertThat(answer.text()).doesNotContainIgnoringCase("<html").doesNotContain("\tat ", "Exception", "{0}");
    }
}
