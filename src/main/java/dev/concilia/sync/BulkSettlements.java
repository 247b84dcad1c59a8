package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/**
 * Settles many conflicts in one job, part by part: each part is one transaction that also moves the job's progress, so a job
 * goes on where it stopped, on whatever node, and two nodes at the same job do no harm.
 *
 * <pre>
 * RUNNING ──► DONE
 *    └──────► CANCELLED   what is settled stays settled; it can be taken back
 * </pre>
 */
@Service
public class BulkSettlements {
    private static final Logger log = LoggerFactory.getLogger(BulkSettlements.class);
    private static final int PART = 200;
    private static final Duration ABANDONED = Duration.ofSeconds(60);

    private final Tenants tenants;
    private final BulkRows jobs;
    private final ConflictRows rows;
    private final BatchReads reads;
    private final Settler settler;
    private final Ids ids;
    private final Clock clock;
    private final CommitNews news;

    BulkSettlements(
            Tenants tenants,
            BulkRows jobs,
            ConflictRows rows,
            BatchReads reads,
            Settler settler,
            Ids ids,
            Clock clock,
            CommitNews news) {
        this.tenants = tenants;
        this.jobs = jobs;
        this.rows = rows;
        this.reads = reads;
        this.settler = settler;
        this.ids = ids;
        this.clock = clock;
        this.news = news;
    }

    /**
     * Starts to settle the open conflicts that {@code filter} names and that are there now. Throws {@code
     * INVALID_PARAMETER} for a manual merge: many conflicts have no one answer.
     */
    public BulkJob resolve(Caller caller, ConflictFilter filter, Conflicts.Wish wish) {
        return resolve(ids.next(), caller, filter, wish);
    }

    /**
     * As above, under an id of the caller's: who starts the same job again, gets it as it is. Throws {@code
     * IDEMPOTENCY_KEY_REUSED} for an id that is another job's.
     */
    public BulkJob resolve(UUID id, Caller caller, ConflictFilter filter, Conflicts.Wish wish) {
        if (wish.resolution() == Conflict.Resolution.MANUAL_MERGE) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, "resolution");
        }
        return start(id, caller, BulkJob.Action.RESOLVE, filter, wish.resolution(), wish.note());
    }

    /** Starts to take back what a job has settled, except what was changed since. Throws {@code NOT_FOUND}. */
    public BulkJob undo(Caller caller, UUID job) {
        return undo(ids.next(), caller, job);
    }

    /** As above, under an id of the caller's, as for {@link #resolve(UUID, Caller, ConflictFilter, Conflicts.Wish)}. */
    public BulkJob undo(UUID id, Caller caller, UUID job) {
        get(caller.business(), job);
        ConflictFilter settled = new ConflictFilter(Conflict.State.RESOLVED, null, null, null, null, job);
        return start(id, caller, BulkJob.Action.UNDO, settled, null, null);
    }

    private BulkJob start(
            UUID id,
            Caller caller,
            BulkJob.Action action,
            ConflictFilter filter,
            Conflict.@Nullable Resolution resolution,
            @Nullable String note) {
        BulkJob job = tenants.write(caller.business(), () -> {
            BulkJob present = jobs.find(caller.business(), id, false).orElse(null);
            // as the database keeps it: the same job is the same when it is read
            Instant at = present == null ? clock.instant().truncatedTo(ChronoUnit.MICROS) : present.createdAt();
            int total = present == null ? count(caller.business(), filter) : present.total();
            BulkJob wanted = BulkJob.started(id, action, filter, resolution, note, total, at);
            if (present == null) {
                jobs.insert(caller, wanted);
                return wanted;
            }
            if (!present.asksAs(wanted)) {
                throw new ProblemException(ProblemCode.IDEMPOTENCY_KEY_REUSED);
            }
            return present;
        });
        go(caller, id);
        return job;
    }

    private int count(BusinessId business, ConflictFilter filter) {
        return rows.count(business, filter).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    public Optional<BulkJob> find(BusinessId business, UUID id) {
        return tenants.read(business, () -> jobs.find(business, id, false));
    }

    /** As {@link #find}; throws {@code NOT_FOUND}. */
    public BulkJob get(BusinessId business, UUID id) {
        return find(business, id).orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
    }

    /** Stops a job after the part that it is at; a job that has ended stays as it is. */
    public BulkJob cancel(BusinessId business, UUID id) {
        get(business, id);
        tenants.run(business, () -> jobs.cancel(business, id, clock.instant()));
        return get(business, id);
    }

    private void go(Caller caller, UUID job) {
        Thread.ofVirtual().name("settle-" + job).start(() -> run(caller, job));
    }

    private void run(Caller caller, UUID job) {
        try {
            while (part(caller, job, PART)) {
                // until nothing is left
            }
        } catch (DataIntegrityViolationException e) {
            oneByOne(caller, job);
        } catch (DataAccessException | TransactionException e) {
            log.warn("Settlement {} stopped and will go on: {}", job, e.getMessage());
        }
    }

    /** One of a part cannot be written: it is found by going singly, and left open. */
    private void oneByOne(Caller caller, UUID job) {
        boolean more = true;
        while (more) {
            try {
                more = part(caller, job, 1);
            } catch (DataIntegrityViolationException e) {
                tenants.run(caller.business(), () -> skip(caller, job));
            }
        }
    }

    private void skip(Caller caller, UUID id) {
        BulkJob job = jobs.find(caller.business(), id, true).orElseThrow();
        List<Conflict> next = rows.list(caller.business(), job.filter(), job.lastId(), 1);
        if (!next.isEmpty()) {
            jobs.progress(caller.business(), job.after(0, 1, next.getLast().id(), clock.instant()));
        }
    }

    /** Settles the next ones; whether there may be more. */
    private boolean part(Caller caller, UUID id, int size) {
        BusinessId business = caller.business();
        record Step(boolean more, long seq, int priority) {}
        Step step = tenants.write(business, () -> {
            BatchReads.Clock at = reads.lock(business);
            BulkJob job = jobs.find(business, id, true).orElseThrow();
            if (job.state() != BulkJob.State.RUNNING) {
                return new Step(false, 0, 0);
            }
            List<Conflict> part = rows.hold(business, job.filter(), job.lastId(), size);
            if (part.isEmpty()) {
                jobs.progress(business, job.ended(clock.instant()));
                return new Step(false, 0, 0);
            }
            List<Settlement> done = settle(caller, at, job, part);
            jobs.progress(
                    business,
                    job.after(
                            done.size(),
                            part.size() - done.size(),
                            part.getLast().id(),
                            clock.instant()));
            List<RecordState> records = done.stream().map(Settlement::record).toList();
            return new Step(true, records.isEmpty() ? 0 : records.getLast().seq(), news.priorityOf(business, records));
        });
        if (step.seq() > 0) {
            news.tell(business, step.seq(), step.priority());
        }
        return step.more();
    }

    private List<Settlement> settle(Caller caller, BatchReads.Clock at, BulkJob job, List<Conflict> part) {
        Conflict.Resolution resolution = job.resolution();
        return resolution == null
                ? settler.undo(
                        caller, at, part.stream().filter(c -> c.undo() != null).toList())
                : settler.settle(caller, at, part, new Conflicts.Wish(resolution, null, job.note()), job.id());
    }

    /** Takes over what a node that is gone has left. */
    @Scheduled(fixedDelay = 30_000)
    void takeOver() {
        try {
            jobs.abandoned(clock.instant().minus(ABANDONED))
                    .forEach(left -> run(Caller.person(left.business(), new UserId(left.user())), left.id()));
        } catch (DataAccessException | TransactionException e) {
            log.warn("Settlements that were left were not looked for: {}", e.getMessage());
        }
    }
}
