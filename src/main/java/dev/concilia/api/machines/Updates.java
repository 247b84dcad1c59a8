package dev.concilia.api.machines;

import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.Action;
import dev.concilia.sync.Caller;
import dev.concilia.sync.Operation;
import dev.concilia.sync.OperationResult;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Standings;
import dev.concilia.sync.Standings.Standing;
import dev.concilia.sync.Standings.Wanted;
import dev.concilia.sync.SyncService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Carries out what machines send of one entity: what is older than what stands is left out, a repeated event does nothing. */
@Component
class Updates {
    private final Standings standings;
    private final SyncService sync;
    private final Ids ids;

    Updates(Standings standings, SyncService sync, Ids ids) {
        this.standings = standings;
        this.sync = sync;
        this.ids = ids;
    }

    /** What became of an update. */
    sealed interface Outcome {
        /** Something newer stands. */
        record Stale(RecordState there) implements Outcome {}

        /** The event was taken before; nothing was done. */
        record Repeated() implements Outcome {}

        record Judged(OperationResult result) implements Outcome {}
    }

    /** One outcome for each, in order. */
    List<Outcome> apply(Caller caller, EntityType type, List<Update> updates) {
        List<Wanted> wanted = new ArrayList<>();
        for (Update update : updates) {
            boolean told = update.event() != null || update.madeAt() != null || update.version() != null;
            String id = told
                    ? update.operationId(caller, type.name())
                    : ids.next().toString(); // nothing tells whether it was sent before
            wanted.add(new Wanted(id, update.id()));
        }
        List<Standing> there = standings.of(caller.business(), type.name(), wanted);
        Map<String, Boolean> live = new HashMap<>();
        List<Operation> operations = new ArrayList<>();
        List<@Nullable Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < updates.size(); i++) {
            Update update = updates.get(i);
            Outcome early = early(update, there.get(i), caller);
            outcomes.add(early);
            if (early == null) {
                boolean alive = live.getOrDefault(update.id(), there.get(i).isLive());
                operations.add(operation(
                        update,
                        wanted.get(i).operation(),
                        type,
                        alive,
                        there.get(i).record()));
                live.put(update.id(), !update.delete());
            }
        }
        List<OperationResult> results =
                new ArrayList<>(sync.push(caller, operations, null).results());
        return outcomes.stream()
                .map(early -> early == null ? judged(results.removeFirst()) : early)
                .toList();
    }

    private static @Nullable Outcome early(Update update, Standing there, Caller caller) {
        if (there.known() != null) {
            // whoever heard of no conflict hears of it again
            return there.known() == dev.concilia.sync.Outcome.CONFLICT ? null : new Outcome.Repeated();
        }
        RecordState record = there.record();
        Instant madeAt = update.madeAt();
        if (record == null || madeAt == null || !there.isNewerThan(madeAt, caller)) {
            return null;
        }
        return new Outcome.Stale(record);
    }

    /** What is recorded once is sent as new again: equal, it is the same; else a person decides. */
    private static Operation operation(
            Update update, String operationId, EntityType type, boolean live, @Nullable RecordState there) {
        Action action = update.delete() ? Action.DELETE : live && type.isEdited() ? Action.UPDATE : Action.INSERT;
        Long version = update.version();
        boolean based = version != null && there != null && live && version <= there.version();
        return update.operation(operationId, type.name(), action, based && action != Action.INSERT ? version : null);
    }

    /** An event that was taken between the look and the push may come as another action; it is the same event. */
    private static Outcome judged(OperationResult result) {
        return result instanceof OperationResult.Rejected rejected
                        && rejected.error() == ProblemCode.OPERATION_ID_REUSED
                ? new Outcome.Repeated()
                : new Outcome.Judged(result);
    }
}
