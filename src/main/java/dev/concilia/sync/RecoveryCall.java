package dev.concilia.sync;

import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** One recover call: screened without the database, then carried out in the caller's transaction. */
@Component
class RecoveryCall {
    private final Profiles profiles;
    private final BatchLoader loader;
    private final BatchReads reads;
    private final BatchWrites writes;
    private final RecoveryRows rows;
    private final RecoveryPeriod period;
    private final Ids ids;
    private final Clock clock;

    RecoveryCall(
            Profiles profiles,
            BatchLoader loader,
            BatchReads reads,
            BatchWrites writes,
            RecoveryRows rows,
            RecoveryPeriod period,
            Ids ids,
            Clock clock) {
        this.profiles = profiles;
        this.loader = loader;
        this.reads = reads;
        this.writes = writes;
        this.rows = rows;
        this.period = period;
        this.ids = ids;
        this.clock = clock;
    }

    record Screened(EntityType type, List<HeldRecord> records) {
        List<HeldRecord> sound() {
            return records.stream().filter(r -> r.defects().isEmpty()).toList();
        }
    }

    record Done(Recovery.Answer answer, long seq, boolean changed, int priority) {}

    Screened screen(Caller caller, String entity, List<HeldRecord> records) {
        Profile profile = profiles.of(caller.business());
        EntityType type = profile.catalog()
                .find(entity)
                .orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_ENTITY, entity));
        Screening screening = new Screening(profile, caller.side());
        return new Screened(
                type,
                records.stream()
                        .map(record -> screened(screening, type, record))
                        .toList());
    }

    private static HeldRecord screened(Screening screening, EntityType type, HeldRecord held) {
        if (!held.defects().isEmpty()) {
            return held;
        }
        List<FieldError> defects = screening.defects(type, held.id(), held.deleted() ? null : held.data());
        return new HeldRecord(held.id(), held.version(), held.data(), held.deleted(), held.updatedAt(), defects);
    }

    /** With the clock locked: judges, writes, tells the witness. */
    Done transact(Caller caller, Screened call, Recovery.Witness witness) {
        BatchReads.Clock at = reads.lock(caller.business());
        RecoveryRows.Marks marks =
                period.open(caller.business()).orElseThrow(() -> new ProblemException(ProblemCode.NOT_RECOVERING));
        var written = rows.written(caller.business(), call.type().name(), marks.seq(), call.sound());
        RecoveryRun.Past past = new RecoveryRun.Past(written, marks.after());
        Profile profile = profiles.fresh(caller.business());
        Instant now = SyncService.next(clock, at.lastAt());
        BatchState.Loaded loaded = load(caller, call);
        while (true) {
            BatchState state = new BatchState(caller, profile, now, at.seq(), loaded, at.versionFloor());
            List<RecoveryResult> results = new RecoveryRun(state, call.type(), past, ids).run(call.records());
            Lookups.Wanted missing = state.index().missing();
            if (missing.isEmpty()) {
                return store(call, at, state, results, witness);
            }
            loaded = loader.more(caller, loaded, missing);
        }
    }

    private Done store(
            Screened call,
            BatchReads.Clock at,
            BatchState state,
            List<RecoveryResult> results,
            Recovery.Witness witness) {
        writes.store(state);
        List<RecoveryResult.Taken> taken = results.stream()
                .filter(RecoveryResult.Taken.class::isInstance)
                .map(RecoveryResult.Taken.class::cast)
                .toList();
        if (!taken.isEmpty()) {
            witness.taken(call.type().name(), taken);
        }
        Recovery.Answer answer = new Recovery.Answer(results, at.epoch(), state.now());
        return new Done(answer, state.seq(), !taken.isEmpty(), call.type().priority());
    }

    private BatchState.Loaded load(Caller caller, Screened call) {
        List<RecordKey> keys = call.sound().stream()
                .map(held -> new RecordKey(call.type().name(), held.id()))
                .distinct()
                .toList();
        List<String> operations = call.sound().stream()
                .map(held -> RecoveryRun.operationId(call.type(), held))
                .distinct()
                .toList();
        return new BatchState.Loaded(
                reads.records(caller.business(), keys),
                reads.operations(caller.business(), operations),
                Map.of(),
                Lookups.NONE);
    }
}
