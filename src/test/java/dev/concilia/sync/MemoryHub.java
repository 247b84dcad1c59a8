package dev.concilia.sync;

import dev.concilia.catalog.Catalog;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The engine on a store in memory: what the database would hold, without it. */
class MemoryHub {
    private static final BusinessId BUSINESS = new BusinessId(new UUID(0, 1));
    private static final Profile PROFILE = new Profile(0, ZoneOffset.UTC, Catalog.fromClasspath(), false, false, false);

    final Map<RecordKey, RecordState> records = new HashMap<>();
    final Map<RecordKey, TreeMap<Long, Row>> history = new HashMap<>();
    final Map<String, BatchState.Known> operations = new HashMap<>();
    final List<BatchState.Raised> conflicts = new ArrayList<>();
    private final Ids ids = new Ids(Clock.fixed(Given.NOON, ZoneOffset.UTC), new SecureRandom());
    long seq;
    private Instant now = Given.NOON;

    /** A row of {@code record_history}. */
    record Row(Map<String, JsonNode> before, Instant at, Optional<DeviceId> device, long seq, String operation) {}

    /** What a batch did. */
    record Done(List<OperationResult> results, BatchState state) {}

    Done push(DeviceId device, List<Operation> batch) {
        Caller caller = Caller.device(BUSINESS, device);
        now = now.plusSeconds(60);
        Screening screening = new Screening(PROFILE, caller.side());
        List<Screening.Screened> screened =
                batch.stream().map(screening::screen).toList();
        Map<RecordKey, BaseValues> past = new HashMap<>();
        history.forEach((key, rows) -> past.put(key, past(rows, device)));
        BatchState state = new BatchState(
                caller,
                PROFILE,
                now,
                seq,
                new BatchState.Loaded(Map.copyOf(records), Map.copyOf(operations), past, Lookups.NONE));
        List<OperationResult> results = new BatchRun(state, new Decider(), ids, Duration.ZERO).run(screened);
        store(state, device);
        return new Done(results, state);
    }

    /** Keeps what a batch did; a test may keep it badly. */
    void store(BatchState state, DeviceId device) {
        state.dirty().forEach(record -> records.put(record.key(), record));
        for (BatchState.Change change : state.changes()) {
            Map<String, JsonNode> before = new HashMap<>();
            change.before().properties().forEach(e -> before.put(e.getKey(), e.getValue()));
            change.added().forEach(field -> before.put(field, MissingNode.getInstance()));
            RecordState after = change.after();
            history.computeIfAbsent(after.key(), k -> new TreeMap<>())
                    .put(after.version(), new Row(before, now, Optional.of(device), after.seq(), change.operationId()));
        }
        state.accepted()
                .forEach(a -> operations.put(
                        a.fit().operation().operationId(),
                        new BatchState.Known(a.fit().fingerprint(), a.outcome(), a.result())));
        conflicts.addAll(state.conflicts());
        seq = state.seq();
    }

    private static BaseValues past(TreeMap<Long, Row> rows, DeviceId device) {
        TreeMap<Long, BaseValues.Past> changes = new TreeMap<>();
        rows.forEach((version, row) -> changes.put(
                version,
                new BaseValues.Past(row.before(), row.at(), row.device().equals(Optional.of(device)))));
        return new BaseValues(changes, 0);
    }
}
