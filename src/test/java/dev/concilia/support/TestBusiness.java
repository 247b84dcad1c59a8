package dev.concilia.support;

import java.util.Map;

/** A business that a test opened, and the token of its owner. */
public record TestBusiness(Hub hub, String id, String token) {

    public TestDevice device(String name) {
        Answer answer = hub.post("/api/admin/devices")
                .bearer(token)
                .json(Map.of("name", name, "kind", "terminal"))
                .send();
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.toString());
        }
        return new TestDevice(hub, answer.at("id"), answer.at("apiKey"));
    }

    /** A business key: its id and its text. */
    public Answer newKey(String name) {
        return hub.post("/api/admin/keys")
                .bearer(token)
                .json(Map.of("name", name))
                .send();
    }
}
