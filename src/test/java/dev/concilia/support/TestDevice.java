package dev.concilia.support;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A device of a test: pushes and pulls with its own key. */
public record TestDevice(Hub hub, String id, String apiKey) {

    /** One operation, which is expected to be judged. */
    public Pushed.Result push(Op operation) {
        return pushAll(List.of(operation)).results().getFirst();
    }

    public Pushed push(Op... operations) {
        return pushAll(Arrays.asList(operations));
    }

    public Pushed pushAll(Collection<Op> operations) {
        Answer answer = pushCall(operations).send();
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return Pushed.of(answer.json());
    }

    public Hub.Call pushCall(Collection<Op> operations) {
        return hub.post("/api/sync/batch")
                .key(apiKey)
                .json(Map.of("operations", operations.stream().map(Op::json).toList()));
    }

    /** The answer to a pull; {@code query} as in {@code limit=5&wait=1}. */
    public Answer pullRaw(String query) {
        return hub.get("/api/sync/changes" + (query.isEmpty() ? "" : "?" + query))
                .key(apiKey)
                .send();
    }

    public Page pull(String query) {
        Answer answer = pullRaw(query);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return Page.of(answer.json());
    }
}
