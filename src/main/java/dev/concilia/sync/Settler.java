package dev.concilia.sync;

import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Settles conflicts and takes settlements back, many at once for the statements of one. Runs in a transaction that holds the
 * business's clock.
 */
@Component
class Settler {
    private final Profiles profiles;
    private final ConflictRows rows;
    private final BatchReads reads;
    private final BatchWrites writes;
    private final Clock clock;

    Settler(Profiles profiles, ConflictRows rows, BatchReads reads, BatchWrites writes, Clock clock) {
        this.profiles = profiles;
        this.rows = rows;
        this.reads = reads;
        this.writes = writes;
        this.clock = clock;
    }

    /** Settles open conflicts in one way; throws {@code VALIDATION_FAILED} for data that a record may not have. */
    List<Settlement> settle(
            Caller caller, BatchReads.Clock at, List<Conflict> conflicts, Conflicts.Wish wish, @Nullable UUID job) {
        BatchState state = state(caller, at, conflicts);
        List<Settlement> settled = new ArrayList<>();
        for (Conflict conflict : conflicts) {
            RecordState current = Objects.requireNonNull(state.record(conflict.key()));
            if (wish.seen() != null && hasChangedSince(wish.seen(), conflict, current)) {
                throw new ProblemException(ProblemCode.VERSION_CONFLICT);
            }
            EntityType type = type(state, conflict);
            Target target = target(state.profile(), type, conflict, wish, current);
            settled.add(write(state, conflict, type, target, current, "settle"));
        }
        writes.store(state);
        rows.settle(caller, settled, wish, job, state.now());
        return settled;
    }

    /** Takes settlements back; those that were overtaken by later changes are left out. */
    List<Settlement> undo(Caller caller, BatchReads.Clock at, List<Conflict> conflicts) {
        BatchState state = state(caller, at, conflicts);
        List<Settlement> reopened = new ArrayList<>();
        for (Conflict conflict : conflicts) {
            RecordState current = state.record(conflict.key());
            Settlement.Undo undo = Settlement.Undo.of(Objects.requireNonNull(conflict.undo()));
            if (current == null || undo.isOvertaken(current)) { // its tombstone may be gone by now
                continue;
            }
            Target target = new Target(undo.takenBack(current), undo.deletedBefore());
            reopened.add(write(state, conflict, type(state, conflict), target, current, "undo"));
        }
        if (!reopened.isEmpty()) {
            writes.store(state);
            rows.reopen(caller, reopened);
        }
        return reopened;
    }

    /** Whether the hub's side of the question is another one than at version {@code seen}. */
    private static boolean hasChangedSince(long seen, Conflict conflict, RecordState current) {
        boolean aboutAll = conflict.fields().contains(FieldMerge.EXISTENCE);
        return current.version() > seen
                && (aboutAll
                        || current.deleted()
                        || current.bornVersion() > seen
                        || conflict.fields().stream().anyMatch(field -> current.versionOf(field) > seen));
    }

    private BatchState state(Caller caller, BatchReads.Clock at, List<Conflict> conflicts) {
        List<RecordKey> keys = conflicts.stream().map(Conflict::key).distinct().toList();
        Map<RecordKey, RecordState> records = reads.records(caller.business(), keys);
        return new BatchState(
                caller,
                profiles.fresh(caller.business()),
                SyncService.next(clock, at.lastAt()),
                at.seq(),
                BatchState.Loaded.records(records));
    }

    private static EntityType type(BatchState state, Conflict conflict) {
        return state.profile().catalog().find(conflict.key().entity()).orElseThrow();
    }

    private record Target(ObjectNode data, boolean deleted) {}

    /** The next version, whether or not it differs: it tells every device that the question is settled. */
    private static Settlement write(
            BatchState state, Conflict conflict, EntityType type, Target target, RecordState current, String what) {
        String operation = what + ":" + conflict.id() + ":" + (current.version() + 1);
        Screening.Fit fit = fit(type, conflict, operation, target.data());
        RecordState record = state.write(fit, target.data(), target.deleted());
        state.accept(fit, Outcome.APPLIED, Json.mapper().createObjectNode().put("version", record.version()));
        BatchState.Change change = state.changes().getLast();
        return new Settlement(
                conflict,
                record,
                new Settlement.Undo(
                        record.version(), change.before(), change.added(), current.deleted(), target.deleted()));
    }

    private static Target target(
            Profile profile, EntityType type, Conflict conflict, Conflicts.Wish wish, RecordState current) {
        boolean aboutDeletion = conflict.fields().contains(FieldMerge.EXISTENCE);
        return switch (wish.resolution()) {
            case CENTRAL_WINS -> new Target(current.data(), current.deleted());
            case TERMINAL_WINS ->
                aboutDeletion && conflict.action() == Action.DELETE
                        ? new Target(current.data(), true)
                        : new Target(FieldMerge.patched(current.data(), withoutMark(conflict.mine())), false);
            case MANUAL_MERGE -> new Target(manual(profile, type, wish, current), false);
        };
    }

    private static ObjectNode manual(Profile profile, EntityType type, Conflicts.Wish wish, RecordState current) {
        ObjectNode data = wish.data();
        if (data == null) {
            throw invalid(List.of(new FieldError("resolvedData", "required", FieldText.RESOLVED_DATA)));
        }
        List<FieldError> errors = profile.catalog().validator().validate(type, data, true);
        if (!errors.isEmpty()) {
            throw invalid(errors);
        }
        return FieldMerge.patched(current.data(), data);
    }

    private static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(
                ProblemCode.VALIDATION_FAILED,
                Map.of("fields", errors),
                errors.getFirst().path());
    }

    private static ObjectNode withoutMark(ObjectNode mine) {
        ObjectNode data = mine.deepCopy();
        data.remove(FieldMerge.EXISTENCE);
        return data;
    }

    private static Screening.Fit fit(EntityType type, Conflict conflict, String operationId, ObjectNode data) {
        Operation operation = new Operation(
                operationId, type.name(), Action.UPDATE, conflict.key().id(), data, null, null, null);
        return new Screening.Fit(operation, type, conflict.key(), data, Json.fingerprint(data), null);
    }
}
