package dev.concilia.api.terminal;

import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every member of every example body: missing, of another type, a hundred times too long. */
@HubTest
class TerminalBadInputTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Map<String, String> EXAMPLES =
            Map.of("/api/sync/push", """
            {"terminalId": "terminal-123", "changes": [{"entityType": "SaleOrder", "entityId": "order-456",
                "operation": "CREATE", "data": {"status": "PENDING"}, "syncVersion": 1, "outboxId": "out-1"}]}
            """, "/api/sync/resolve", """
            {"conflictId": "CONFLICT", "resolvedData": {"name": "Both"}, "resolution": "MANUAL_MERGE"}
            """, "/api/sync/all", """
            {"terminalId": "TERMINAL"}
            """);
    /** What a client may leave out. */
    private static final List<String> OPTIONAL = List.of("changes[0].outboxId", "resolvedData.name");

    private final Hub hub;
    private final Tables tables;
    private final TestBusiness business;
    private final TestDevice till;
    private final String conflict;

    TerminalBadInputTest(Hub hub, Tables tables) {
        this.hub = hub;
        this.tables = tables;
        this.business = hub.business();
        this.till = business.device("till");
        till.push(insert("products", "p1", "name", "A"), update("products", "p1", "name", "B"));
        this.conflict = business.device("other")
                .push(update("products", "p1", "name", "C").base(1))
                .conflictId();
    }

    private record Bad(String path, String how, ObjectNode body, boolean inData) {}

    private List<Bad> bad(String example) {
        ObjectNode body = (ObjectNode)
                MAPPER.readTree(example.replace("CONFLICT", conflict).replace("TERMINAL\"", till.id() + "\""));
        List<Bad> all = new ArrayList<>();
        walk(body, body, "", false, all);
        return all;
    }

    private void walk(ObjectNode root, JsonNode node, String path, boolean inData, List<Bad> all) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                walk(root, array.get(i), path + "[" + i + "]", inData, all);
            }
        }
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                String here = path.isEmpty() ? name : path + "." + name;
                JsonNode good = object.get(name);
                object.remove(name);
                all.add(new Bad(here, "missing", root.deepCopy(), inData));
                for (JsonNode other : others(good)) {
                    object.set(name, other);
                    all.add(new Bad(here, "a " + other.getNodeType(), root.deepCopy(), inData));
                }
                if (good.isString()) {
                    object.put(name, good.stringValue().repeat(100));
                    all.add(new Bad(here, "too long", root.deepCopy(), inData));
                }
                object.set(name, good);
                walk(root, good, here, inData || name.equals("data") || name.equals("resolvedData"), all);
            }
        }
    }

    private static List<JsonNode> others(JsonNode good) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        List<JsonNode> all = new ArrayList<>(List.of(
                json.booleanNode(true),
                json.numberNode(-1.5),
                json.arrayNode().add(1),
                json.objectNode().put("a", 1)));
        if (!good.isString()) {
            all.add(json.stringNode("text"));
        }
        all.removeIf(node -> node.getNodeType() == good.getNodeType() && !good.isNumber());
        return all;
    }

    @TestFactory
    List<DynamicTest> everyMemberOfEveryExample() {
        List<DynamicTest> tests = new ArrayList<>();
        EXAMPLES.forEach((path, example) -> bad(example)
                .forEach(bad -> tests.add(DynamicTest.dynamicTest(
                        path + " " + bad.path() + " " + bad.how(), () -> isRefused(path, bad)))));
        return tests;
    }

    private void isRefused(String path, Bad bad) {
        if (bad.how().equals("missing") && OPTIONAL.contains(bad.path())) {
            return;
        }
        Map<String, Long> before = tables.rowsOf(business.id());
        Answer answer = hub.post(path).key(till.apiKey()).json(bad.body()).send();
        boolean failedAlone = bad.inData() && answer.status() == 200;
        if (failedAlone) {
            assertThat(answer.json().path("failed").asInt(0))
                    .as(answer.toString())
                    .isEqualTo(1);
        } else if (answer.status() == 404) {
            assertThat(bad.how()).as("an id that is none").isEqualTo("too long");
        } else {
            assertThat(answer.status()).as(bad + " " + answer).isBetween(400, 422);
            assertThat(answer.json().at("/fields/0/path").asString(""))
                    .as(answer.toString())
                    .isNotEmpty();
            if (!bad.inData()) {
                assertThat(answer.json().at("/fields/0/path").asString()).isEqualTo(bad.path());
            }
        }
        Map<String, Long> after = tables.rowsOf(business.id());
        after.remove("refused_operation"); // the list of refusals is for people
        before.remove("refused_operation");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void moreChangesThanABatchMayHaveAreRefused() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("terminalId", "t");
        ArrayNode changes = body.putArray("changes");
        for (int i = 0; i < 1_001; i++) {
            changes.addObject();
        }
        assertThat(hub.post("/api/sync/push")
                        .key(till.apiKey())
                        .json(body)
                        .send()
                        .code())
                .isEqualTo("BATCH_TOO_LARGE");
    }

    @Test
    void addressesWithNonsenseNameTheParameter() {
        for (String query : List.of("lastSync=yesterday", "entityType=Dragon", "entityType=Product,")) {
            Answer answer =
                    hub.get("/api/sync/pull?" + query).key(till.apiKey()).send();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("INVALID_PARAMETER");
        }
        assertThat(hub.get("/api/sync/status?terminalId=%00")
                        .key(till.apiKey())
                        .send()
                        .status())
                .isEqualTo(400);
    }
}
