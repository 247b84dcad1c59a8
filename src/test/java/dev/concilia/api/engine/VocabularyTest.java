package dev.concilia.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Page;
import dev.concilia.support.SqlLog;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code payments} and {@code abonos} are one entity; each client hears the name that it uses. */
@HubTest
class VocabularyTest {
    private final TestDevice app;
    private final TestDevice till;
    private final SqlLog sql;

    VocabularyTest(Hub hub, SqlLog sql) {
        this.sql = sql;
        TestBusiness business = hub.business();
        this.app = business.device("app");
        this.till = business.device("till");
        till.push(Op.insert("sales", "s1", "total", "10.00", "soldAt", "2026-11-22T10:00:00Z"));
    }

    private static Op payment(String entity, String id) {
        return Op.insert(entity, id, "saleId", "s1", "amount", "5.00", "method", "CASH");
    }

    private static List<String> entities(TestDevice device, String query) {
        return device.pull(query).changes().stream()
                .map(Page.Change::entity)
                .distinct()
                .toList();
    }

    @Test
    void a_pull_that_names_no_entities_answers_in_the_names_that_the_device_pushes_by() {
        assertThat(entities(app, "")).containsExactly("sales");
        till.push(payment("payments", "y1"));
        app.push(payment("abonos", "y2"));

        assertThat(entities(app, "")).containsExactly("sales", "abonos");
        assertThat(entities(till, "")).containsExactly("sales", "payments");
        assertThat(entities(app, "entities=payments")).containsExactly("payments");
        assertThat(entities(till, "entities=abonos")).containsExactly("abonos");
    }

    @Test
    void the_record_in_an_answer_to_a_push_has_the_name_of_its_operation() {
        app.push(payment("abonos", "y3"));

        JsonNode again = app.pushCall(List.of(payment("abonos", "y3"))).send().json();

        assertThat(again.get("results").get(0).get("record").get("entity").asString())
                .isEqualTo("abonos");
    }

    @Test
    void what_is_known_of_a_device_costs_its_pulls_nothing() {
        app.push(payment("abonos", "y4"));
        entities(app, "");

        assertThat(sql.during(() -> app.pull(""))).noneMatch(statement -> statement.contains("entity_names"));
    }
}
