package dev.concilia.clients;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A client's line to the hub. At times there is none; at times the answer gets lost after the hub has done the work. */
final class Line {
    private static final int ONE_IN = 9;

    private final Hub hub;
    private final String key;
    private final Random chance;
    private boolean bad = true;
    private boolean down;
    private int lost;

    Line(Hub hub, String key, long seed) {
        this.hub = hub;
        this.key = key;
        this.chance = new Random(seed);
    }

    /** What a client sees of a call that it got no answer to. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    String key() {
        return key;
    }

    int port() {
        return hub.port();
    }

    Random chance() {
        return chance;
    }

    /** How many answers got lost. */
    int lost() {
        return lost;
    }

    void down(boolean now) {
        down = now;
    }

    /** From now on nothing gets lost. */
    void mend() {
        down = false;
        bad = false;
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answer post(String path, Object body) {
        return send("POST", path, body, Map.of());
    }

    Answer send(String method, String path, @Nullable Object body, Map<String, String> headers) {
        if (down || bad && chance.nextInt(ONE_IN) == 0) {
            throw new Lost();
        }
        Hub.Call call = hub.call(method, path).key(key);
        headers.forEach(call::header);
        Answer answer = (body == null ? call : call.json(body)).send();
        if (bad && chance.nextInt(ONE_IN) == 0) {
            lost++;
            throw new Lost();
        }
        return answer;
    }

    /** The answer of a call that the hub has to take. */
    static Answer ok(Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new AssertionError(answer.toString());
        }
        return answer;
    }
}
