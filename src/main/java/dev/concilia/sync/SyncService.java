package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Screening.Screened;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private final Profiles profiles;
    private final BatchReads reads;
    private final BatchLoader loader;
    private final BatchWrites writes;
    private final Decider decider = new Decider();
    private final Ids ids;
    private final Clock clock;
    private final CommitNews news;

    SyncService(
            Tenants tenants,
            Profiles profiles,
            BatchReads reads,
            BatchLoader loader,
            BatchWrites writes,
            Ids ids,
            Clock clock,
            CommitNews news) {
        this.tenants = tenants;
        this.profiles = profiles;
        this.reads = reads;
        this.loader = loader;
        this.writes = writes;
        this.ids = ids;
        this.clock = clock;
        this.news = news;
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
        return pushWhole(caller, operations, deviceTime);
    }

    /** As {@link #push}, for what is one thing of any size, such as a whole menu; the wire bounds its bytes. */
    PushAnswer pushWhole(Caller caller, List<Operation> operations, @Nullable Instant deviceTime) {
        Duration skew = deviceTime == null ? Duration.ZERO : Duration.between(clock.instant(), deviceTime);
        Profile profile = profiles.of(caller.business());
        while (true) {
            try {
                return apply(screened(caller, profile, operations, skew));
            } catch (OutdatedProfile e) {
                profile = profiles.fresh(caller.business());
            }
        }
    }

    /** The owner has changed the settings since this node read them; nothing was written. */
    private static final class OutdatedProfile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutdatedProfile() {
            super(null, null, false, false);
        }
    }

    private record Batch(Caller caller, Profile profile, List<Screened> screened, Duration skew) {
        Batch only(List<Integer> unit) {
            return new Batch(caller, profile, unit.stream().map(screened::get).toList(), skew);
        }
    }

    private static Batch screened(Caller caller, Profile profile, List<Operation> operations, Duration skew) {
        Screening screening = new Screening(profile, caller.side());
        List<Screened> screened = new ArrayList<>(operations.size());
        operations.forEach(operation -> screened.add(screening.screen(operation)));
        return new Batch(caller, profile, screened, skew);
    }

    private PushAnswer apply(Batch batch) {
        Caller caller = batch.caller();
        Done done;
        try {
            done = tenants.write(caller.business(), () -> transact(batch));
        } catch (DataIntegrityViolationException e) {
            return oneByOne(batch, e);
        }
        if (done.changed()) {
            news.tell(caller.business(), done.seq(), done.priority());
        }
        return done.answer();
    }

    private record Done(PushAnswer answer, long seq, boolean changed, int priority) {}

    private Done transact(Batch batch) {
        BatchReads.Clock at = reads.lock(batch.caller().business());
        if (at.settings() != batch.profile().version()) {
            throw new OutdatedProfile();
        }
        Instant now = next(clock, at.lastAt());
        BatchState.Loaded loaded = loader.load(batch.caller(), batch.screened(), batch.profile(), now);
        while (true) {
            BatchState state =
                    new BatchState(batch.caller(), batch.profile(), now, at.seq(), loaded, at.versionFloor());
            List<OperationResult> results = new BatchRun(state, decider, ids, batch.skew()).run(batch.screened());
            Lookups.Wanted missing = state.index().missing();
            if (missing.isEmpty()) {
                return store(batch, at, state, results);
            }
            loaded = loader.more(batch.caller(), loaded, missing);
        }
    }

    private Done store(Batch batch, BatchReads.Clock at, BatchState state, List<OperationResult> results) {
        writes.store(state);
        listRefused(state, batch.screened(), results);
        return new Done(
                new PushAnswer(results, at.epoch(), state.now()),
                state.seq(),
                !state.changes().isEmpty(),
                news.priorityOf(batch.caller().business(), state.dirty()));
    }

    /** Times of a business never go back and never stand still, whatever the node's clock does. */
    static Instant next(Clock clock, Instant last) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
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
    private PushAnswer oneByOne(Batch batch, DataIntegrityViolationException cause) {
        List<Screened> screened = batch.screened();
        Map<Object, List<Integer>> units = new LinkedHashMap<>();
        for (int i = 0; i < screened.size(); i++) {
            String group = screened.get(i).operation().group();
            units.computeIfAbsent(group == null ? (Object) i : group, u -> new ArrayList<>())
                    .add(i);
        }
        if (units.size() == 1) {
            log.error("The database refused a batch", cause);
            return tenants.read(batch.caller().business(), () -> failed(batch));
        }
        OperationResult[] results = new OperationResult[screened.size()];
        PushAnswer last = null;
        for (List<Integer> unit : units.values()) {
            last = apply(batch.only(unit));
            for (int i = 0; i < unit.size(); i++) {
                results[unit.get(i)] = last.results().get(i);
            }
        }
        PushAnswer end = Objects.requireNonNull(last);
        return new PushAnswer(List.of(results), end.epoch(), end.serverTimestamp());
    }

    private PushAnswer failed(Batch batch) {
        List<OperationResult> results = batch.screened().stream()
                .<OperationResult>map(
                        s -> new OperationResult.Failed(s.operation().operationId()))
                .toList();
        return new PushAnswer(results, reads.peek(batch.caller().business()).epoch(), clock.instant());
    }
}
