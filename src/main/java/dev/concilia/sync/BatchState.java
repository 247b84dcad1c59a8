package dev.concilia.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The records and operations that a batch sees: what the database held when the clock was locked, and over it what the
 * batch has done so far. Nothing here talks to the database.
 */
final class BatchState {
    /** An operation that was accepted before. */
    @SuppressWarnings("ArrayRecordComponent")
    record Known(byte[] fingerprint, Outcome outcome, ObjectNode result) {}

    /**
     * One version that this batch makes.
     *
     * @param before the values that its fields had
     * @param recovered whether a device brought it back after a restore
     */
    record Change(
            RecordState after,
            Action action,
            ObjectNode before,
            List<String> added,
            String operationId,
            boolean recovered) {}

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

    /** Something for a person to look at; of a kind and subject, the last of a batch counts. */
    record Alert(String kind, String subject, Map<String, String> detail) {}

    /** What the database held when the clock was locked, as far as the batch needs it. */
    record Loaded(
            Map<RecordKey, RecordState> records,
            Map<String, Known> operations,
            Map<RecordKey, BaseValues> history,
            Lookups lookups) {
        static Loaded records(Map<RecordKey, RecordState> records) {
            return new Loaded(records, Map.of(), Map.of(), Lookups.NONE);
        }
    }

    private final Caller caller;
    private final Profile profile;
    private final Instant now;
    private final Map<RecordKey, RecordState> records;
    private final Map<String, Known> operations;
    private final Map<RecordKey, BaseValues> history;
    private final Versions versions;
    private final Map<RecordKey, RecordState> dirty = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Optional<RecordState>> replaced = new ArrayList<>(); // by each change, of this batch's records
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<Raised> conflicts = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, List<Screening.Fit>> groups = new HashMap<>();
    private final Map<ObjectNode, String> texts = new IdentityHashMap<>(); // of data that is a payload as it came
    private final TradeIndex index;
    private long seq;

    BatchState(Caller caller, Profile profile, Instant now, long seq, Loaded loaded) {
        this(caller, profile, now, seq, loaded, 0);
    }

    /** {@code versionFloor}: new records get a version above it, because purged ones had those below. */
    BatchState(Caller caller, Profile profile, Instant now, long seq, Loaded loaded, long versionFloor) {
        this.versions = new Versions(caller, now, versionFloor);
        this.caller = caller;
        this.profile = profile;
        this.now = now;
        this.seq = seq;
        this.records = new HashMap<>(loaded.records());
        loaded.lookups().stock().values().forEach(items -> items.forEach(i -> records.putIfAbsent(i.key(), i)));
        this.operations = new HashMap<>(loaded.operations());
        this.history = loaded.history();
        this.index = new TradeIndex(loaded.lookups(), this::record);
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
                .forEach(c -> all.put(
                        c.after().version(), new BaseValues.Past(Versions.values(c), now, isSenders(c.after()))));
        long reach = stored != null ? stored.complete() : there == null ? 0 : there.version();
        return new BaseValues(all, reach);
    }

    /** Whether the caller made the last change of a record. */
    boolean isOwn(RecordState record) {
        return dirty.containsKey(record.key()) ? isSenders(record) : caller.is(record.device());
    }

    /** Of what this batch made: what follows from an operation is the hub's doing, and news to its sender. */
    private boolean isSenders(RecordState made) {
        return Objects.equals(made.device(), caller.device());
    }

    /** Makes the next version of a record. */
    RecordState write(Screening.Fit fit, ObjectNode data, boolean deleted) {
        if (fit.json() != null && data == fit.payload()) {
            texts.put(data, fit.json());
        }
        String claim = deleted ? null : RuleBook.claim(fit.type(), data, createdAt(fit.key()), profile);
        return write(made(fit, 0), data, deleted, claim);
    }

    /**
     * Makes the next version of another record that an operation changes along with its own. No device is its author, so
     * that the sender, too, pulls it.
     */
    void derive(Screening.Fit fit, RecordKey key, ObjectNode data) {
        write(new Versions.Making(fit.operation().operationId(), key, Action.UPDATE, null, 0), data, false, null);
    }

    /**
     * Takes a version that a device brings back, under the number that it has there. A claim that another record holds by
     * now stays with that one.
     */
    RecordState recover(Screening.Fit fit, ObjectNode data, boolean deleted, long version) {
        String claim = deleted ? null : RuleBook.claim(fit.type(), data, createdAt(fit.key()), profile);
        boolean taken = claim != null
                && index.holder(claim)
                        .filter(holder -> !holder.equals(fit.key()))
                        .isPresent();
        return write(made(fit, version), data, deleted, taken ? null : claim);
    }

    private Instant createdAt(RecordKey key) {
        RecordState there = record(key);
        return there == null ? now : there.createdAt();
    }

    private Versions.Making made(Screening.Fit fit, long recovered) {
        return new Versions.Making(
                fit.operation().operationId(), fit.key(), fit.operation().action(), caller.device(), recovered);
    }

    private RecordState write(Versions.Making making, ObjectNode data, boolean deleted, @Nullable String claim) {
        RecordKey key = making.key();
        Change change = versions.next(making, record(key), data, deleted, claim, ++seq);
        index.note(change.after());
        replaced.add(Optional.ofNullable(dirty.put(key, change.after())));
        changes.add(change);
        return change.after();
    }

    void accept(Screening.Fit fit, Outcome outcome, ObjectNode result) {
        accepted.add(new Accepted(fit, outcome, result));
        operations.put(fit.operation().operationId(), new Known(fit.fingerprint(), outcome, result));
    }

    void raise(Raised conflict) {
        conflicts.add(conflict);
    }

    void alert(Alert alert) {
        alerts.removeIf(a -> a.kind().equals(alert.kind()) && a.subject().equals(alert.subject()));
        alerts.add(alert);
    }

    /** Names the operations that apply together. */
    void together(String group, List<Screening.Fit> members) {
        groups.put(group, members);
    }

    /** The operations of the same group, {@code fit} among them; none where it is in no group. */
    List<Screening.Fit> companions(Screening.Fit fit) {
        String group = fit.operation().group();
        return group == null ? List.of() : groups.getOrDefault(group, List.of());
    }

    /** The record's data as JSON text. */
    String json(RecordState record) {
        String text = texts.get(record.data());
        return text != null ? text : Columns.json(record.data());
    }

    /** A point to come back to when an operation or a group fails; costs nothing to set. */
    final class Mark {
        private final int changesThen = changes.size();
        private final int acceptedThen = accepted.size();
        private final int conflictsThen = conflicts.size();
        private final List<Alert> alertsThen = List.copyOf(alerts);
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
            alerts.clear();
            alerts.addAll(alertsThen);
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

    Profile profile() {
        return profile;
    }

    TradeIndex index() {
        return index;
    }

    List<Alert> alerts() {
        return alerts;
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
