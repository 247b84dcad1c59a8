package dev.concilia.admin.record;

import dev.concilia.admin.shell.Actor;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.catalog.BusinessRules;
import dev.concilia.catalog.Direction;
import dev.concilia.catalog.EntityKind;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Action;
import dev.concilia.sync.Operation;
import dev.concilia.sync.OperationResult;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.SyncService;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person's changes, through the engine that takes those of devices. The person is there to be asked: what cannot be merged is
 * refused whole and leaves no conflict behind. Each change is audited.
 */
@Component
class RecordEdits {
    private static final int LONGEST_DETAIL = 500;
    private static final String QUANTITY = "quantity";

    private final SyncService sync;
    private final AuditLog audit;
    private final Ids ids;

    RecordEdits(SyncService sync, AuditLog audit, Ids ids) {
        this.sync = sync;
        this.audit = audit;
        this.ids = ids;
    }

    /** Whether people may change the entity's records: not those that local back ends keep. */
    static boolean mayChange(EntityType type) {
        return type.direction() != Direction.LOCAL_TO_REMOTE;
    }

    /** Whether people may make new ones: what happened is recorded where it happened. */
    static boolean mayCreate(EntityType type) {
        return mayChange(type) && type.kind() == EntityKind.MASTER;
    }

    /** Whether a field is changed by other records only. */
    static boolean isDerived(EntityType type, String field) {
        return field.equals(QUANTITY) && type.rules().contains(BusinessRules.QUANTITY_BY_MOVEMENTS);
    }

    String newId() {
        return ids.next().toString();
    }

    /** A new record, or a deleted one brought back; {@code deed}: what the audit log calls it. */
    Saved insert(Actor actor, EntityType type, String id, ObjectNode data, String deed) {
        return push(actor, operation(type, Action.INSERT, id, data, null), deed);
    }

    /** Other values for some fields of version {@code base}; a null clears one. */
    Saved update(Actor actor, EntityType type, String id, ObjectNode fields, long base, String deed) {
        return push(actor, operation(type, Action.UPDATE, id, fields, base), deed);
    }

    Saved delete(Actor actor, EntityType type, RecordState record) {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        String id = record.key().id();
        return push(actor, operation(type, Action.DELETE, id, nothing, record.version()), Deeds.RECORD_DELETE);
    }

    private Operation operation(EntityType type, Action action, String id, ObjectNode payload, @Nullable Long base) {
        String call = newId();
        return new Operation(call, type.name(), action, id, payload, base, null, call);
    }

    private Saved push(Actor actor, Operation operation, String deed) {
        OperationResult result = sync.push(actor.caller().asked(), List.of(operation), null)
                .results()
                .getFirst();
        Saved saved = saved(result);
        if (saved instanceof Saved.Done(long version, boolean merged)
                && !(result instanceof OperationResult.Duplicate)) {
            audit(actor, operation, deed, version, merged);
        }
        return saved;
    }

    private void audit(Actor actor, Operation operation, String deed, long version, boolean merged) {
        String fields = String.join(", ", operation.payload().propertyNames());
        audit.record(
                actor.business(),
                actor.audited(),
                deed,
                operation.entity() + "/" + operation.entityId(),
                Map.of(
                        "version",
                        Long.toString(version),
                        "fields",
                        fields.length() <= LONGEST_DETAIL ? fields : fields.substring(0, LONGEST_DETAIL) + "…",
                        "merged",
                        Boolean.toString(merged)));
    }

    private static Saved saved(OperationResult result) {
        return switch (result) {
            case OperationResult.Applied r -> new Saved.Done(r.version(), false);
            case OperationResult.Merged r -> new Saved.Done(r.version(), true);
            case OperationResult.Duplicate r -> new Saved.Done(r.version() == null ? 0 : r.version(), false);
            case OperationResult.Superseded r -> new Saved.Stale(r.record());
            case OperationResult.Conflicted r -> new Saved.Stale(r.record());
            case OperationResult.Failed r -> throw new ProblemException(ProblemCode.INTERNAL);
            case OperationResult.Rejected r ->
                r.error() == ProblemCode.CONFLICT
                        ? new Saved.Stale(r.record())
                        : new Saved.Refused(
                                new ProblemException(r.error(), r.arguments().toArray()), r.fields());
        };
    }
}
