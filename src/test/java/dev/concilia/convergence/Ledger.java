package dev.concilia.convergence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Everything that was sent and everything that was heard; what contradicts itself is noted at once. */
final class Ledger {
    /** What well-formed operations of an honest device must never be told. */
    private static final Set<String> NEVER =
            Set.of("OPERATION_ID_REUSED", "UNKNOWN_ENTITY", "WRONG_DIRECTION", "INTERNAL", "MALFORMED_JSON");

    private final Map<String, SentOp> ops = new ConcurrentHashMap<>();
    private final Map<Key, Map<Long, String>> told = new ConcurrentHashMap<>();
    private final Map<String, String> settled = new ConcurrentHashMap<>();
    private final Map<String, String> changedAnswers = new ConcurrentHashMap<>();
    private final List<String> findings = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    void made(SentOp op) {
        ops.put(op.id(), op);
    }

    Map<String, SentOp> ops() {
        return ops;
    }

    /** What a reader or an answer said of a record's version. */
    void told(State state, String by) {
        String before = told.computeIfAbsent(state.key(), k -> new ConcurrentHashMap<>())
                .putIfAbsent(state.version(), state.content());
        if (before != null && !before.equals(state.content())) {
            find(state.key() + "@" + state.version() + " was " + before + " and is " + state.content() + " by " + by);
        }
    }

    Map<Key, Map<Long, String>> told() {
        return told;
    }

    /** Notes the answer to a push. */
    void answered(List<SentOp> batch, JsonNode answer, String by) {
        JsonNode results = answer.path("results");
        if (results.size() != batch.size()) {
            find(batch.size() + " operations, " + results.size() + " results by " + by);
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            answered(batch.get(i), results.get(i), by);
        }
    }

    private void answered(SentOp op, JsonNode result, String by) {
        if (!op.id().equals(result.path("operationId").asString())) {
            find("the answer to " + op + " is about " + result.path("operationId"));
        }
        SentOp.Ack ack = new SentOp.Ack(
                result.path("outcome").asString(""),
                result.path("error").asString(""),
                result.path("version").asLong(0),
                result.path("conflictId").asString(""));
        if (NEVER.contains(ack.error()) || !(ack.accepted() || ack.outcome().equals("rejected"))) {
            find(op + " got " + result + " by " + by);
        }
        op.accepted().ifPresent(first -> checkRepeat(op, first, ack));
        op.acks.add(ack);
        count(ack.outcome());
        if (result.path("record").isObject()) {
            told(State.of(result.get("record")), by);
        }
    }

    /** What was taken once is never taken again, nor forgotten; but a person may have settled it meanwhile. */
    private void checkRepeat(SentOp op, SentOp.Ack first, SentOp.Ack again) {
        boolean same = again.outcome().equals("duplicate")
                && !first.outcome().equals("conflict")
                && again.version() == first.version();
        boolean perhaps = again.outcome().equals("duplicate") || again.outcome().equals("conflict");
        String change = op + " got " + first + " and then " + again;
        if (!same && perhaps) {
            changedAnswers.put(op.id(), change);
        } else if (!same) {
            find(change);
        }
    }

    /** Answers that changed, by operation: right only where a conflict came of it. */
    Map<String, String> changedAnswers() {
        return changedAnswers;
    }

    /** A person has settled a conflict in some way, or taken that back; which made a version. */
    void settled(String conflict, long version, String how) {
        settled.put(conflict + ":" + version, how);
    }

    String howSettled(String conflict, long version) {
        return settled.getOrDefault(conflict + ":" + version, "");
    }

    void find(String finding) {
        findings.add(finding);
    }

    List<String> findings() {
        return findings;
    }

    void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }
}
