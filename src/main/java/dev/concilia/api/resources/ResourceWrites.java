package dev.concilia.api.resources;

import dev.concilia.api.RecordJson;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Action;
import dev.concilia.sync.Caller;
import dev.concilia.sync.Operation;
import dev.concilia.sync.OperationResult;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import dev.concilia.sync.SyncService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Resource calls as operations. All operations of a call are one group: what cannot be merged is refused whole and leaves no
 * conflict behind, because its sender is there to be asked.
 */
@Component
class ResourceWrites {
    private final SyncService sync;
    private final Records records;

    ResourceWrites(SyncService sync, Records records) {
        this.sync = sync;
        this.records = records;
    }

    /** The record as a write left it, and whether the write made it. */
    record Written(RecordState record, boolean fresh) {}

    /**
     * Carries out one write; {@code lines}: operations that come with it. Throws the problem of the operation that was
     * refused.
     */
    Written write(Caller caller, EntityType type, Operation main, List<Operation> lines) {
        List<Operation> all = new ArrayList<>();
        all.add(main);
        all.addAll(lines);
        List<OperationResult> results = sync.push(caller, all, null).results();
        for (int i = 0; i < results.size(); i++) {
            if (!(results.get(i) instanceof OperationResult.Rejected rejected
                    && rejected.error() == ProblemCode.GROUP_ABORTED)) {
                refuse(results.get(i), all.get(i), i == 0 ? "" : all.get(i).entity() + ".");
            }
        }
        RecordState record = records.find(caller.business(), type.name(), main.entityId())
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
        boolean fresh = main.action() == Action.INSERT && results.getFirst() instanceof OperationResult.Applied;
        return new Written(record, fresh);
    }

    private static void refuse(OperationResult result, Operation operation, String where) {
        switch (result) {
            case OperationResult.Applied r -> {}
            case OperationResult.Merged r -> {}
            case OperationResult.Duplicate r -> {}
            case OperationResult.Superseded r -> throw stale(operation, r.record());
            case OperationResult.Conflicted r -> throw stale(operation, r.record());
            case OperationResult.Failed r -> throw new ProblemException(ProblemCode.INTERNAL);
            case OperationResult.Rejected r -> {
                if (r.error() == ProblemCode.CONFLICT) {
                    throw stale(operation, r.record());
                }
                Map<String, Object> extra = r.fields().isEmpty() ? Map.of() : Map.of("fields", r.fields());
                throw new ProblemException(r.error(), extra, r.arguments().toArray());
            }
        }
    }

    /** The sender has edited what somebody else changed: the hub's record, and the fields that differ. */
    private static ProblemException stale(Operation operation, @Nullable RecordState there) {
        if (there == null || there.deleted()) {
            return new ProblemException(ProblemCode.NOT_FOUND);
        }
        TreeSet<String> differing = new TreeSet<>();
        operation.payload().properties().forEach(e -> {
            JsonNode now = there.data().get(e.getKey());
            if (now == null ? !e.getValue().isNull() : !Json.same(now, e.getValue())) {
                differing.add(e.getKey());
            }
        });
        ObjectNode record = RecordJson.of(there);
        List<Map<String, String>> fields = differing.stream()
                .map(name -> Map.of("path", name, "code", "differs", "message", "The hub has another value."))
                .toList();
        return new ProblemException(ProblemCode.VERSION_CONFLICT, Map.of("record", record, "fields", fields));
    }

    /** An operation of a resource call; all of a call share {@code call} as their group. */
    static Operation operation(
            UUID call, int place, EntityType type, Action action, String id, ObjectNode payload, @Nullable Long base) {
        return new Operation(
                place == 0 ? call.toString() : call + "." + place,
                type.name(),
                action,
                id,
                payload,
                base,
                null,
                call.toString());
    }
}
