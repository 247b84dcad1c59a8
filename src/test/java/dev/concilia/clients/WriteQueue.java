package dev.concilia.clients;

import dev.concilia.support.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The queue of writes of text 001: each keeps its {@code Idempotency-Key} however often it is sent. It survives restarts. */
final class WriteQueue {
    private final List<Write> waiting = new ArrayList<>();
    private int collisions;

    private record Write(String key, String method, String path, Map<String, ?> body) {}

    void add(String method, String path, Map<String, ?> body) {
        waiting.add(new Write(UUID.randomUUID().toString(), method, path, body));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Sends all in order; what the hub refuses is for people to look at. */
    void flush(Line line, Ledger ledger) {
        while (!waiting.isEmpty()) {
            Write write = waiting.getFirst();
            Answer answer =
                    line.send(write.method(), write.path(), write.body(), Map.of("Idempotency-Key", write.key()));
            waiting.removeFirst();
            boolean mayCollide = !write.body().containsKey("loyaltyPoints"); // what is added adds up
            if (answer.status() == 409 && answer.code().equals("VERSION_CONFLICT") && mayCollide) {
                collided(write, answer);
            } else if (answer.status() / 100 != 2) {
                ledger.refused(write + " " + answer);
            }
        }
    }

    /** "Use your changes or the server's?" People say now this, now that. */
    private void collided(Write write, Answer answer) {
        if (++collisions % 2 == 0) {
            Map<String, Object> mine = new HashMap<>(write.body());
            mine.put("version", answer.json().at("/record/version").asLong());
            waiting.addFirst(new Write(UUID.randomUUID().toString(), write.method(), write.path(), mine));
        }
    }
}
