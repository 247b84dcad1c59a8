package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.Sha256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes what one side keeps and pushes whole: a menu, a configuration. What differs from the hub's records is written in one
 * transaction or not at all; what an earlier push of the same place brought and this one leaves out becomes a tombstone; what
 * is the same writes nothing. Source: the dialects page, "restaurant".
 */
@Service
public class WholePush {
    private final Tenants tenants;
    private final BatchReads reads;
    private final WholePushRows rows;
    private final SyncService sync;

    WholePush(Tenants tenants, BatchReads reads, WholePushRows rows, SyncService sync) {
        this.tenants = tenants;
        this.reads = reads;
        this.rows = rows;
        this.sync = sync;
    }

    /** What is pushed whole. */
    public enum Kind {
        MENU,
        CONFIG
    }

    /**
     * One record of it.
     *
     * @param path where it stands in what was sent, for messages
     * @param fields those that the pushing side keeps; others that the hub has stay
     */
    public record Item(String path, EntityType type, String id, ObjectNode fields) {
        RecordKey key() {
            return new RecordKey(type.name(), id);
        }
    }

    /** How many records were made, changed, deleted and left as they were. */
    public record Done(int created, int updated, int deleted, int unchanged) {
        /** How many records were written. */
        public int written() {
            return created + updated + deleted;
        }
    }

    private record Step(String path, Operation operation) {}

    /** What the hub holds. {@code mine}: of this place's earlier pushes; {@code all}: of any place's. */
    private record Held(Map<RecordKey, RecordState> records, Set<RecordKey> mine, Set<RecordKey> others) {}

    /**
     * Makes the hub's records those of {@code items}.
     *
     * @param place whose menu it is: a location's id, or empty where the business has no locations
     * @throws ProblemException of the first item that was refused; then nothing was written
     */
    public Done push(Caller caller, Kind kind, String place, List<Item> items) {
        BusinessId business = caller.business();
        Set<RecordKey> wanted = new LinkedHashSet<>();
        items.forEach(item -> wanted.add(item.key()));
        Held held = tenants.read(business, () -> held(business, kind, place, wanted));
        List<Step> steps = new ArrayList<>();
        items.forEach(item -> {
            Step step = step(kind, item, held.records().get(item.key()));
            if (step != null) {
                steps.add(step);
            }
        });
        int unchanged = items.size() - steps.size();
        Set<RecordKey> gone = new HashSet<>(held.mine());
        gone.removeAll(wanted);
        gone.forEach(key -> {
            RecordState record = held.records().get(key);
            if (record != null && !record.deleted() && !held.others().contains(key)) {
                steps.add(deletion(kind, record));
            }
        });
        if (!steps.isEmpty()) {
            apply(caller, steps);
        }
        wanted.removeAll(held.mine());
        if (!wanted.isEmpty() || !gone.isEmpty()) {
            tenants.run(business, () -> rows.replace(business, kind, place, gone, wanted));
        }
        return new Done(
                count(steps, Action.INSERT), count(steps, Action.UPDATE), count(steps, Action.DELETE), unchanged);
    }

    private Held held(BusinessId business, Kind kind, String place, Set<RecordKey> wanted) {
        Set<RecordKey> mine = rows.of(business, kind, place, true);
        Set<RecordKey> others = rows.of(business, kind, place, false);
        Set<RecordKey> keys = new LinkedHashSet<>(wanted);
        keys.addAll(mine);
        return new Held(reads.records(business, keys), mine, others);
    }

    private static int count(List<Step> steps, Action action) {
        return (int)
                steps.stream().filter(s -> s.operation().action() == action).count();
    }

    /** What makes the hub's record that of {@code item}; null where it is. */
    private static @Nullable Step step(Kind kind, Item item, @Nullable RecordState there) {
        if (there == null || there.deleted()) {
            return new Step(item.path(), operation(kind, item.key(), Action.INSERT, item.fields(), there));
        }
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        item.fields().properties().forEach(field -> {
            JsonNode now = there.data().get(field.getKey());
            if (now == null ? !field.getValue().isNull() : !Json.same(now, field.getValue())) {
                changed.set(field.getKey(), field.getValue());
            }
        });
        return changed.isEmpty()
                ? null
                : new Step(item.path(), operation(kind, item.key(), Action.UPDATE, changed, there));
    }

    private static Step deletion(Kind kind, RecordState there) {
        return new Step(
                there.key().id(),
                operation(kind, there.key(), Action.DELETE, JsonNodeFactory.instance.objectNode(), there));
    }

    /** The operation's id says what it makes of which version: a retry finds it done, a change back is another one. */
    private static Operation operation(
            Kind kind, RecordKey key, Action action, ObjectNode payload, @Nullable RecordState there) {
        String id = HexFormat.of()
                .formatHex(Sha256.of(String.join(
                        "\n",
                        kind.name(),
                        key.entity(),
                        key.id(),
                        action.wire(),
                        String.valueOf(there == null ? 0 : there.version()),
                        HexFormat.of().formatHex(Json.fingerprint(payload)))));
        return new Operation(id, key.entity(), action, key.id(), payload, null, null, kind.name());
    }

    private void apply(Caller caller, List<Step> steps) {
        List<Operation> operations = steps.stream().map(Step::operation).toList();
        List<OperationResult> results = sync.pushWhole(caller, operations, null).results();
        for (int i = 0; i < results.size(); i++) {
            refuse(results.get(i), steps.get(i).path());
        }
    }

    private static void refuse(OperationResult result, String path) {
        if (result.outcome().success()
                || result instanceof OperationResult.Rejected(var i, var error, var a, var f, var r)
                        && error == ProblemCode.GROUP_ABORTED) {
            return; // another one tells why
        }
        if (!(result instanceof OperationResult.Rejected rejected)) {
            throw new ProblemException(ProblemCode.INTERNAL);
        }
        List<FieldError> fields = rejected.fields().stream()
                .map(field -> field.at(path + "." + field.path()))
                .toList();
        Object[] arguments = rejected.error() == ProblemCode.VALIDATION_FAILED && !fields.isEmpty()
                ? new Object[] {fields.getFirst().path()}
                : rejected.arguments().toArray();
        List<FieldError> named =
                fields.isEmpty() ? List.of(new FieldError(path, "refused", FieldText.AS_IS, "")) : fields;
        throw new ProblemException(rejected.error(), Map.of("fields", named), arguments);
    }
}
