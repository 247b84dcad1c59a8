package dev.concilia.api.terminal;

import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;

import dev.concilia.device.Presence;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Shape;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A change of the wire's shape has to be meant: {@code fingerprints/terminal.txt} is changed with it, and the version. */
@HubTest
class TerminalFingerprintTest {
    private final Hub hub;
    private final Presence presence;
    private final TestBusiness business;
    private final TestDevice till;

    TerminalFingerprintTest(Hub hub, Presence presence) {
        this.presence = presence;
        this.hub = hub;
        this.business = hub.business();
        this.till = business.device("till");
    }

    private Answer post(String path, Object body) {
        return hub.post(path).key(till.apiKey()).json(body).send();
    }

    private Answer get(String path) {
        return hub.get(path).key(till.apiKey()).send();
    }

    private static Map<String, Object> change(String type, String operation, Object data) {
        return Map.of("entityType", type, "entityId", "x1", "operation", operation, "data", data, "syncVersion", 1);
    }

    @Test
    void theShapesAreAsStored() {
        TestDevice other = business.device("other");
        other.push(insert("products", "x1", "name", "A"));
        other.push(update("products", "x1", "name", "B"));
        Answer pushed = post(
                "/api/sync/push",
                Map.of(
                        "terminalId",
                        "t",
                        "changes",
                        List.of(
                                change("Product", "UPDATE", Map.of("name", "C")),
                                change("Brand", "CREATE", Map.of("name", "B")),
                                change("Category", "CREATE", Map.of()))));
        String conflict = pushed.json().at("/results/0/conflictId").asString();
        other.push(dev.concilia.support.Op.delete("brands", "x1"));
        business.device("away");
        presence.flush();
        new Shape()
                .and("push", pushed)
                .and("pull", get("/api/sync/pull?entityType=Brand"))
                .and("pull one", get("/api/sync/pull?entityType=Product"))
                .and("resolve", post("/api/sync/resolve", Map.of("conflictId", conflict, "resolution", "CENTRAL_WINS")))
                .and("all", post("/api/sync/all", Map.of("allTerminals", true)))
                .and("heartbeat", post("/api/sync/heartbeat", Map.of("status", "ONLINE")))
                .and("status", get("/api/sync/status"))
                .is("terminal");
    }
}
