package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Screening.Fit;
import dev.concilia.sync.Screening.Screened;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/**
 * Takes changes: exactly once, in one order per business, in one transaction per batch. Source: the protocol's "Push",
 * the architecture's invariants 1 to 3.
 */
@Service
public class SyncService {
    /** Most operations of one batch. */
    public static final int LARGEST_BATCH = 1_000;

    private static final Logger log = LoggerFactory.getLogger(SyncService.class);

    private final Tenants tenants;
    private final Screening screening;
    private final BatchReads reads;
    private final BatchWrites writes;
    private final Decider decider = new Decider();
    private final Ids ids;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    SyncService(
            Tenants tenants,
            Screening screening,
            BatchReads reads,
            BatchWrites writes,
            Ids ids,
            Clock clock,
            ApplicationEventPublisher events) {
        this.tenants = tenants;
        this.screening = screening;
        this.reads = reads;
        this.writes = writes;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Applies a batch. When this returns, all that it says is durable.
     *
     * @param deviceTime the sender's clock as it sent the batch, to correct the times of its changes
     * @throws ProblemException {@code BATCH_TOO_LARGE} for more than {@link #LARGEST_BATCH} operations
     */
    public PushAnswer push(Caller caller, List<Operation> operations, @Nullable Instant deviceTime) {
        if (operations.size() > LARGEST_BATCH) {
            throw new ProblemException(ProblemCode.BATCH_TOO_LARGE, LARGEST_BATCH);
        }
        List<Screened> screened = new ArrayList<>(operations.size());
        operations.forEach(operation -> screened.add(screening.screen(operation, caller.side())));
        Duration skew = deviceTime == null ? Duration.ZERO : Duration.between(clock.instant(), deviceTime);
        return apply(caller, screened, skew);
    }

    private PushAnswer apply(Caller caller, List<Screened> screened, Duration skew) {
        Done done;
        try {
            done = tenants.write(caller.business(), () -> transact(caller, screened, skew));
        } catch (DataIntegrityViolationException e) {
            return oneByOne(caller, screened, skew, e);
        }
        if (done.changed()) {
            events.publishEvent(new ChangesCommitted(caller.business(), done.seq(), false));
        }
        return done.answer();
    }

    private record Done(PushAnswer answer, long seq, boolean changed) {}

    private Done transact(Caller caller, List<Screened> screened, Duration skew) {
        BatchReads.Clock at = reads.lock(caller.business());
        BatchState state = load(caller, screened, at);
        List<OperationResult> results = new BatchRun(state, decider, ids, skew).run(screened);
        writes.store(state);
        listRefused(state, screened, results);
        return new Done(
                new PushAnswer(results, at.epoch(), state.now()),
                state.seq(),
                !state.changes().isEmpty());
    }

    /** Times of a business never go back and never stand still, whatever the node's clock does. */
    static Instant next(Clock clock, Instant last) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    }

    private BatchState load(Caller caller, List<Screened> screened, BatchReads.Clock at) {
        Set<String> operationIds = new LinkedHashSet<>();
        Set<RecordKey> keys = new LinkedHashSet<>();
        for (Screened one : screened) {
            if (one instanceof Fit fit) {
                operationIds.add(fit.operation().operationId());
                keys.add(fit.key());
                keys.addAll(Screening.references(fit));
            }
        }
        Map<String, BatchState.Known> known = reads.operations(caller.business(), operationIds);
        Map<RecordKey, RecordState> records = reads.records(caller.business(), keys);
        Map<RecordKey, Long> stale = staleBases(screened, known, records);
        Map<RecordKey, BaseValues> history = stale.isEmpty() ? new HashMap<>() : reads.history(caller, stale, records);
        return new BatchState(caller, next(clock, at.lastAt()), at.seq(), records, known, history);
    }

    /** The records whose past is needed, with the oldest version that is. */
    private static Map<RecordKey, Long> staleBases(
            List<Screened> screened, Map<String, BatchState.Known> known, Map<RecordKey, RecordState> records) {
        Map<RecordKey, Long> bases = new LinkedHashMap<>();
        for (Screened one : screened) {
            if (one instanceof Fit fit && !known.containsKey(fit.operation().operationId())) {
                Long base = fit.operation().baseVersion();
                RecordState record = records.get(fit.key());
                if (base != null && record != null && base < record.version()) {
                    bases.merge(fit.key(), Math.max(base, 0), Math::min);
                }
            }
        }
        return bases;
    }

    private void listRefused(BatchState state, List<Screened> screened, List<OperationResult> results) {
        List<Operation> operations = new ArrayList<>();
        List<OperationResult> refusals = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            OperationResult result = results.get(i);
            if (result.outcome() == Outcome.REJECTED || result.outcome() == Outcome.FAILED) {
                operations.add(screened.get(i).operation());
                refusals.add(result);
            }
        }
        if (!refusals.isEmpty()) {
            writes.refused(state, operations, refusals);
        }
    }

    /**
     * The database refused a value that screening let through. The rest must not suffer for it: each unit (a single
     * operation, or a whole group) goes on its own.
     */
    private PushAnswer oneByOne(
            Caller caller, List<Screened> screened, Duration skew, DataIntegrityViolationException cause) {
        Map<Object, List<Integer>> units = new LinkedHashMap<>();
        for (int i = 0; i < screened.size(); i++) {
            String group = screened.get(i).operation().group();
            units.computeIfAbsent(group == null ? (Object) i : group, u -> new ArrayList<>())
                    .add(i);
        }
        if (units.size() == 1) {
            log.error("The database refused a batch", cause);
            return tenants.read(caller.business(), () -> failed(caller, screened));
        }
        OperationResult[] results = new OperationResult[screened.size()];
        PushAnswer last = null;
        for (List<Integer> unit : units.values()) {
            last = apply(caller, unit.stream().map(screened::get).toList(), skew);
            for (int i = 0; i < unit.size(); i++) {
                results[unit.get(i)] = last.results().get(i);
            }
        }
        PushAnswer end = Objects.requireNonNull(last);
        return new PushAnswer(List.of(results), end.epoch(), end.serverTimestamp());
    }

    private PushAnswer failed(Caller caller, List<Screened> screened) {
        List<OperationResult> results = screened.stream()
                .<OperationResult>map(
                        s -> new OperationResult.Failed(s.operation().operationId()))
                .toList();
        return new PushAnswer(results, reads.peek(caller.business()).epoch(), clock.instant());
    }
}
