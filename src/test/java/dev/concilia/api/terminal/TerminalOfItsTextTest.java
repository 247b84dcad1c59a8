package dev.concilia.api.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.device.Presence;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A terminal that knows nothing but text 004: its own counters, times instead of cursors, a name of its own choosing. */
@HubTest
class TerminalOfItsTextTest {
    private static final String NAME = "terminal-123";

    private final Hub hub;
    private final Tables tables;
    private final Presence presence;
    private final TestBusiness business;
    private final TestDevice till;

    TerminalOfItsTextTest(Hub hub, Tables tables, Presence presence) {
        this.hub = hub;
        this.tables = tables;
        this.presence = presence;
        this.business = hub.business();
        this.till = business.device("till");
    }

    private JsonNode ok(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode push(String operation, long syncVersion, Map<String, ?> data) {
        Map<String, Object> change = new LinkedHashMap<>(
                Map.of("entityType", "Product", "entityId", "p1", "operation", operation, "data", data));
        change.put("syncVersion", syncVersion);
        return ok(hub.post("/api/sync/push")
                        .key(till.apiKey())
                        .json(Map.of("terminalId", NAME, "changes", List.of(change)))
                        .send())
                .get("results")
                .get(0);
    }

    private JsonNode pull(String lastSync) {
        return ok(hub.get("/api/sync/pull?terminalId=" + NAME + "&entityType=Product&lastSync=" + lastSync)
                .key(till.apiKey())
                .send());
    }

    private List<String> operations(JsonNode page) {
        return page.get("changes").findValuesAsString("operation");
    }

    private JsonNode heartbeat() {
        return ok(hub.post("/api/sync/heartbeat")
                        .key(till.apiKey())
                        .json(Map.of("terminalId", NAME, "status", "ONLINE"))
                        .send())
                .get("pendingTriggers");
    }

    @Test
    void its_own_count_of_its_edits_is_no_version_of_the_hubs() {
        assertThat(push("CREATE", 1, Map.of("name", "Concha")).get("status").asString())
                .isEqualTo("SYNCED");

        JsonNode first = push("UPDATE", 7, Map.of("name", "Concha grande"));
        JsonNode again = push("UPDATE", 7, Map.of("name", "Concha grande"));

        assertThat(first.get("status").asString()).as(first.toString()).isEqualTo("SYNCED");
        assertThat(first.get("syncVersion").asLong()).isEqualTo(2);
        assertThat(again.get("status").asString()).isEqualTo("SYNCED");
        assertThat(again.get("syncVersion").asLong()).isEqualTo(2);
    }

    @Test
    void an_id_that_no_database_can_hold_fails_alone() {
        Map<String, Object> good = Map.of(
                "entityType",
                "Product",
                "entityId",
                "p1",
                "operation",
                "CREATE",
                "syncVersion",
                1,
                "data",
                Map.of("name", "A"));
        Map<String, Object> bad = Map.of(
                "entityType",
                "Product",
                "entityId",
                "a\u0000b",
                "operation",
                "UPDATE",
                "syncVersion",
                3,
                "data",
                Map.of("name", "B"));

        JsonNode results = ok(hub.post("/api/sync/push")
                        .key(till.apiKey())
                        .json(Map.of("terminalId", NAME, "changes", List.of(bad, good)))
                        .send())
                .get("results");

        assertThat(results.findValuesAsString("status")).containsExactly("FAILED", "SYNCED");
    }

    @Test
    void a_whole_row_is_taken_with_what_the_terminal_keeps_in_it() {
        JsonNode result = push("CREATE", 1, Map.of("id", "p1", "name", "Concha", "syncVersion", 1, "version", 1));

        assertThat(result.get("status").asString()).as(result.toString()).isEqualTo("SYNCED");
    }

    @Test
    void what_was_made_since_is_new_to_it_and_the_rest_is_changed() {
        business.device("other")
                .push(Op.insert("products", "p1", "name", "A"), Op.update("products", "p1", "sku", "1"));
        JsonNode first = pull("");
        business.device("third")
                .push(Op.update("products", "p1", "sku", "2"), Op.insert("products", "p2", "name", "B"));

        assertThat(operations(first)).containsExactly("CREATE");
        assertThat(operations(pull(first.get("serverTime").asString()))).containsExactly("UPDATE", "CREATE");
    }

    @Test
    void an_old_time_gets_everything_once_tombstones_are_purged() {
        business.device("other").push(Op.insert("products", "p1", "name", "A"));
        tables.owner()
                .sql("UPDATE business_clock SET purged_at = now() WHERE business_id = :business")
                .param("business", UUID.fromString(business.id()))
                .update();

        assertThat(operations(pull("2024-01-01T00:00:00Z"))).containsExactly("CREATE");
    }

    @Test
    void it_goes_by_the_name_that_it_gives_itself() {
        JsonNode status = ok(hub.get("/api/sync/status?terminalId=" + NAME)
                .key(till.apiKey())
                .send());
        assertThat(status.get("terminalId").asString()).isEqualTo(NAME);

        String shared = business.newKey("shared").at("apiKey");
        assertThat(hub.get("/api/sync/status?terminalId=" + NAME)
                        .key(shared)
                        .send()
                        .status())
                .as("to others it is nobody")
                .isEqualTo(404);
    }

    @Test
    void a_heartbeat_that_does_not_read_them_leaves_the_wishes_until_it_has_synced() {
        hub.post("/api/sync/all")
                .key(till.apiKey())
                .json(Map.of("allTerminals", true))
                .send();

        assertThat(heartbeat()).hasSize(1);
        assertThat(heartbeat()).hasSize(1);
        pull("");
        presence.flush();
        assertThat(heartbeat()).isEmpty();
    }

    @Test
    void no_time_yet_is_said_as_scripts_say_it_and_a_time_beyond_all_calendars_is_refused() {
        assertThat(operations(pull("null"))).isEmpty();
        assertThat(operations(pull("undefined"))).isEmpty();
        for (String address : List.of(
                "/api/sync/pull?terminalId=" + NAME + "&lastSync=",
                "/api/sync/changes?since=",
                "/api/sync/customers/changes?since=",
                "/api/orders?start_date=")) {
            Answer answer = hub.get(address + "%2B300000-01-01T00:00:00Z")
                    .key(till.apiKey())
                    .send();
            assertThat(answer.status()).as(address).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("INVALID_PARAMETER");
        }
    }
}
