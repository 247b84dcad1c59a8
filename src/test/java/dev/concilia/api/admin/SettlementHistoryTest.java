package dev.concilia.api.admin;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a person settles and takes back can be followed in the record's history, version by version. */
@HubTest
class SettlementHistoryTest {
    private final TestBusiness business;
    private final Tables tables;

    SettlementHistoryTest(Hub hub, Tables tables) {
        this.business = hub.business();
        this.tables = tables;
    }

    @Test
    void takingBackARevivalKeepsWhatTheRevivalSaid() {
        TestDevice till = business.device("till");
        TestDevice tablet = business.device("tablet");
        till.push(insert("customers", "c1", "name", "Ana", "phone", "1"));
        till.push(update("customers", "c1", "phone", "2").base(1));
        String conflict =
                tablet.push(update("customers", "c1", "phone", "3").base(1)).conflictId();
        till.push(delete("customers", "c1").base(2));

        decide(conflict, "resolve", Map.of("resolution", "MANUAL_MERGE", "resolvedData", Map.of("phone", "4")));
        Answer back = decide(conflict, "undo", Map.of());

        assertThat(back.at("version")).isEqualTo("5");
        assertThat(till.pull("").changes().getFirst().deleted()).isTrue();
        assertThat(before(5)).contains("\"phone\": \"4\"");
    }

    private Answer decide(String conflict, String how, Map<String, Object> body) {
        Answer answer = business.hub()
                .post("/api/admin/conflicts/" + conflict + "/" + how)
                .bearer(business.token())
                .json(body)
                .send();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    private String before(long version) {
        return tables.owner()
                .sql("SELECT before::text FROM record_history WHERE business_id = :business AND version = :version")
                .param("business", UUID.fromString(business.id()))
                .param("version", version)
                .query(String.class)
                .single();
    }
}
