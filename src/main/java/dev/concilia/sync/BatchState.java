package dev.concilia.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The records and operations that a batch sees: what the database held when the clock was locked, and over it what the
 * batch has done so far. Nothing here talks to the database.
 */
final class BatchState {
    /** An operation that was accepted before. */
    @SuppressWarnings("ArrayRecordComponent")
    record Known(byte[] fingerprint, Outcome outcome, ObjectNode result) {}

    /** One version that this batch makes. {@code before}: the values that its fields had. */
    record Change(RecordState after, Action action, ObjectNode before, List<String> added, String operationId) {}

    /** An operation that this batch accepts. */
    record Accepted(Screening.Fit fit, Outcome outcome, ObjectNode result) {}

    /** A question to a person that this batch raises. */
    record Raised(
            UUID id,
            Screening.Fit fit,
            long hubVersion,
            ObjectNode base,
            ObjectNode mine,
            ObjectNode theirs,
            List<String> fields) {}

    private final Caller caller;
    private final Instant now;
    private final Map<RecordKey, RecordState> records;
    private final Map<String, Known> operations;
    private final Map<RecordKey, BaseValues> history;
    private final Map<RecordKey, RecordState> dirty = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Optional<RecordState>> replaced = new ArrayList<>(); // by each change, of this batch's records
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<Raised> conflicts = new ArrayList<>();
    private long seq;

    BatchState(
            Caller caller,
            Instant now,
            long seq,
            Map<RecordKey, RecordState> records,
            Map<String, Known> operations,
            Map<RecordKey, BaseValues> history) {
        this.caller = caller;
        this.now = now;
        this.seq = seq;
        this.records = records;
        this.operations = new HashMap<>(operations);
        this.history = history;
    }

    @Nullable
    RecordState record(RecordKey key) {
        RecordState mine = dirty.get(key);
        return mine != null ? mine : records.get(key);
    }

    boolean isLive(RecordKey key) {
        RecordState state = record(key);
        return state != null && !state.deleted();
    }

    @Nullable
    Known operation(String operationId) {
        return operations.get(operationId);
    }

    /** What is known of a record's past; a version that this batch made is not in it. */
    BaseValues history(RecordKey key) {
        return dirty.containsKey(key) ? inBatch(key) : history.getOrDefault(key, BaseValues.NONE);
    }

    /** The stored past, and the versions of this batch on top of it, which are the sender's own. */
    private BaseValues inBatch(RecordKey key) {
        BaseValues stored = history.get(key);
        RecordState there = records.get(key);
        var all = stored == null ? new TreeMap<Long, BaseValues.Past>() : new TreeMap<>(stored.changes());
        changes.stream()
                .filter(c -> c.after().key().equals(key))
                .forEach(c -> all.put(c.after().version(), new BaseValues.Past(values(c), now, true)));
        long reach = stored != null ? stored.complete() : there == null ? 0 : there.version();
        return new BaseValues(all, reach);
    }

    /** Whether the caller made the last change of a record. */
    boolean isOwn(RecordState record) {
        return dirty.containsKey(record.key()) || caller.is(record.device());
    }

    private static Map<String, JsonNode> values(Change change) {
        Map<String, JsonNode> values = new HashMap<>();
        change.before().properties().forEach(e -> values.put(e.getKey(), e.getValue()));
        change.added().forEach(field -> values.put(field, MissingNode.getInstance()));
        return values;
    }

    /** Makes the next version of a record. */
    RecordState write(Screening.Fit fit, ObjectNode data, boolean deleted) {
        return write(fit, fit.key(), fit.operation().action(), data, deleted);
    }

    /** Makes the next version of another record that an operation changes along with its own. */
    void derive(Screening.Fit fit, RecordKey key, ObjectNode data) {
        write(fit, key, Action.UPDATE, data, false);
    }

    private RecordState write(Screening.Fit fit, RecordKey key, Action action, ObjectNode data, boolean deleted) {
        RecordState old = record(key);
        long version = old == null ? 1 : old.version() + 1;
        boolean born = old == null || (old.deleted() && !deleted);
        ObjectNode before = JsonNodeFactory.instance.objectNode();
        List<String> added = new ArrayList<>();
        Map<String, Long> fieldVersions = born || old == null ? Map.of() : new HashMap<>(old.fieldVersions());
        if (old != null && !deleted) {
            difference(old.data(), data, before, added);
        }
        if (!born) {
            before.propertyNames().forEach(field -> fieldVersions.put(field, version));
            added.forEach(field -> fieldVersions.put(field, version));
        }
        RecordState next = new RecordState(
                key,
                data,
                version,
                fieldVersions,
                born || old == null ? version : old.bornVersion(),
                deleted,
                old == null ? now : old.createdAt(),
                now,
                caller.side(),
                caller.device(),
                caller.user(),
                ++seq);
        replaced.add(Optional.ofNullable(dirty.put(key, next)));
        changes.add(new Change(next, action, before, added, fit.operation().operationId()));
        return next;
    }

    private static void difference(ObjectNode old, ObjectNode data, ObjectNode before, List<String> added) {
        old.properties().stream()
                .filter(e -> !e.getValue().equals(data.get(e.getKey())))
                .forEach(e -> before.set(e.getKey(), e.getValue()));
        data.propertyNames().stream().filter(field -> !old.has(field)).forEach(added::add);
    }

    void accept(Screening.Fit fit, Outcome outcome, ObjectNode result) {
        accepted.add(new Accepted(fit, outcome, result));
        operations.put(fit.operation().operationId(), new Known(fit.fingerprint(), outcome, result));
    }

    void raise(Raised conflict) {
        conflicts.add(conflict);
    }

    /** A point to come back to when an operation or a group fails; costs nothing to set. */
    final class Mark {
        private final int changesThen = changes.size();
        private final int acceptedThen = accepted.size();
        private final int conflictsThen = conflicts.size();
        private final long seqThen = seq;

        void rollBack() {
            for (int i = changes.size() - 1; i >= changesThen; i--) {
                RecordKey key = changes.get(i).after().key();
                replaced.get(i).ifPresentOrElse(old -> dirty.put(key, old), () -> dirty.remove(key));
            }
            cut(replaced, changesThen);
            cut(changes, changesThen);
            accepted.subList(acceptedThen, accepted.size())
                    .forEach(a -> operations.remove(a.fit().operation().operationId()));
            cut(accepted, acceptedThen);
            cut(conflicts, conflictsThen);
            seq = seqThen;
        }

        private static void cut(List<?> list, int size) {
            list.subList(size, list.size()).clear();
        }
    }

    Mark mark() {
        return new Mark();
    }

    long seq() {
        return seq;
    }

    Instant now() {
        return now;
    }

    Caller caller() {
        return caller;
    }

    List<RecordState> dirty() {
        return List.copyOf(dirty.values());
    }

    List<Change> changes() {
        return changes;
    }

    List<Accepted> accepted() {
        return accepted;
    }

    List<Raised> conflicts() {
        return conflicts;
    }
}
