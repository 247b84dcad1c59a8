package dev.concilia.api.engine;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Shape;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A change of the wire's shape has to be meant: {@code fingerprints/engine.txt} is changed with it, and the version. */
@HubTest
class EngineFingerprintTest {
    private final Hub hub;
    private final TestDevice app;
    private final TestDevice other;

    EngineFingerprintTest(Hub hub) {
        this.hub = hub;
        TestBusiness business = hub.business();
        this.app = business.device("app");
        this.other = business.device("other");
    }

    private Answer push(Op... operations) {
        return app.pushCall(List.of(operations)).send();
    }

    private Answer get(String path) {
        return hub.get(path).key(app.apiKey()).send();
    }

    private Answer post(String path, Object body) {
        return hub.post(path).key(app.apiKey()).json(body).send();
    }

    @Test
    void theShapesAreAsStored() {
        Op first = insert("customers", "c1", "name", "Ana", "phone", "1");
        Shape shape = new Shape().and("applied", push(first)).and("duplicate", push(first));
        other.push(update("customers", "c1", "phone", "2").base(1));
        shape.and(
                "merged",
                push(update("customers", "c1", "email", "a@example.com").base(1)));
        shape.and("conflict", push(update("customers", "c1", "phone", "3").base(1)));
        shape.and("rejected", push(insert("products", "p1", "price", "-1")));
        other.push(insert("brands", "b1", "name", "B"), delete("brands", "b1"));
        shape.and("changes", get("/api/sync/changes?entities=customers"));
        shape.and("tombstone", get("/api/sync/changes?entities=brands"));
        Map<String, Object> summary = Map.of("customers", Map.of("count", 5, "digest", "0123456789abcdef"));
        shape.and("summary", get("/api/sync/reconcile"));
        shape.and("reconcile", post("/api/sync/reconcile", Map.of("machineId", "m", "clientSummary", summary)));
        shape.and("records", post("/api/sync/records", Map.of("entity", "customers", "ids", List.of("c1"))));
        shape.and("history", get("/api/sync/reconcile/history?limit=1"));
        shape.and("lost cursor", get("/api/sync/changes?cursor=none"));
        shape.is("engine");
    }
}
