package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/**
 * The conflicts of a business, and their settling: a new version that reaches every device by the ordinary pull, and an
 * answer for the device that asks again. Source: the protocol's "Conflicts".
 */
@Service
public class Conflicts {
    private final Tenants tenants;
    private final ConflictRows rows;
    private final BatchReads reads;
    private final BatchWrites writes;
    private final Catalog catalog;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Conflicts(
            Tenants tenants,
            ConflictRows rows,
            BatchReads reads,
            BatchWrites writes,
            Catalog catalog,
            Clock clock,
            ApplicationEventPublisher events) {
        this.tenants = tenants;
        this.rows = rows;
        this.reads = reads;
        this.writes = writes;
        this.catalog = catalog;
        this.clock = clock;
        this.events = events;
    }

    /** How a person wants it; {@code data}: the fields' values for a manual merge. */
    public record Wish(
            Conflict.Resolution resolution,
            @Nullable ObjectNode data,
            @Nullable String note) {}

    /** The conflict as settled, and the version that settled it. */
    public record Settled(UUID conflict, RecordState record) {}

    /** Conflicts in the order they arose; {@code after}: the last id of the page before. */
    public List<Conflict> list(BusinessId business, Conflict.State state, @Nullable UUID after, int limit) {
        return tenants.read(business, () -> rows.list(business, state, after, limit));
    }

    public Optional<Conflict> find(BusinessId business, UUID id) {
        return tenants.read(business, () -> rows.find(business, id, false));
    }

    /**
     * Settles a conflict. Throws {@code NOT_FOUND}, {@code ALREADY_RESOLVED} (nothing is changed then), or {@code
     * VALIDATION_FAILED} for data that the record may not have.
     */
    public Settled resolve(Caller caller, UUID id, Wish wish) {
        Settled settled = tenants.write(caller.business(), () -> {
            BatchReads.Clock at = reads.lock(caller.business());
            Conflict conflict = rows.find(caller.business(), id, true)
                    .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
            if (conflict.state() == Conflict.State.RESOLVED) {
                throw new ProblemException(ProblemCode.ALREADY_RESOLVED);
            }
            return settle(caller, conflict, wish, at);
        });
        events.publishEvent(
                new ChangesCommitted(caller.business(), settled.record().seq(), false));
        return settled;
    }

    private Settled settle(Caller caller, Conflict conflict, Wish wish, BatchReads.Clock at) {
        EntityType type = catalog.find(conflict.key().entity()).orElseThrow();
        Map<RecordKey, RecordState> records = reads.records(caller.business(), List.of(conflict.key()));
        RecordState current = Objects.requireNonNull(records.get(conflict.key()));
        BatchState state =
                new BatchState(caller, SyncService.next(clock, at.lastAt()), at.seq(), records, Map.of(), Map.of());
        Target target = target(type, conflict, wish, current);
        RecordState record = state.write(fit(type, conflict, target.data()), target.data(), target.deleted());
        state.accept(
                fit(type, conflict, target.data()),
                Outcome.APPLIED,
                Json.mapper().createObjectNode().put("version", record.version()));
        writes.store(state);
        rows.settle(caller, conflict, wish, target.data(), record, state.now());
        return new Settled(conflict.id(), record);
    }

    private record Target(ObjectNode data, boolean deleted) {}

    private Target target(EntityType type, Conflict conflict, Wish wish, RecordState current) {
        boolean aboutDeletion = conflict.fields().contains(FieldMerge.EXISTENCE);
        return switch (wish.resolution()) {
            case CENTRAL_WINS -> new Target(current.data(), current.deleted());
            case TERMINAL_WINS ->
                aboutDeletion && conflict.action() == Action.DELETE
                        ? new Target(current.data(), true)
                        : new Target(FieldMerge.patched(current.data(), withoutMark(conflict.mine())), false);
            case MANUAL_MERGE -> new Target(manual(type, wish, current), false);
        };
    }

    private ObjectNode manual(EntityType type, Wish wish, RecordState current) {
        ObjectNode data = wish.data();
        if (data == null) {
            throw invalid(List.of(new FieldError("resolvedData", "required", "the fields with their values")));
        }
        List<FieldError> errors = catalog.validator().validate(type, data, true);
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

    private static Screening.Fit fit(EntityType type, Conflict conflict, ObjectNode data) {
        Operation operation = new Operation(
                "resolve:" + conflict.id(),
                type.name(),
                Action.UPDATE,
                conflict.key().id(),
                data,
                null,
                null,
                null);
        return new Screening.Fit(operation, type, conflict.key(), data, Json.fingerprint(data));
    }
}
