package dev.concilia.sync;

import dev.concilia.kernel.DeviceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the next version of a record, and says what it changed. Pure.
 *
 * @param floor new records get a version above it, because purged ones had those below
 */
record Versions(Caller caller, Instant now, long floor) {

    /** Which version of which record is made, and by whom. {@code recovered}: its number, 0 for the next one. */
    record Making(
            String operationId,
            RecordKey key,
            Action action,
            @Nullable DeviceId device,
            long recovered) {}

    BatchState.Change next(
            Making making,
            @Nullable RecordState old,
            ObjectNode data,
            boolean deleted,
            @Nullable String claim,
            long seq) {
        long recovered = making.recovered();
        long version = recovered > 0 ? recovered : 1 + (old == null ? floor : old.version());
        // What a device brings back may stand on versions that nobody knows any more: each field counts as set anew.
        boolean born = recovered > 0 || old == null || (old.deleted() && !deleted);
        ObjectNode before = JsonNodeFactory.instance.objectNode();
        List<String> added = new ArrayList<>();
        Map<String, Long> fieldVersions = born || old == null ? Map.of() : new HashMap<>(old.fieldVersions());
        if (old != null) { // a tombstone, too: taking a settlement back may change what stands under it
            difference(old.data(), data, before, added);
        }
        if (!born) {
            before.propertyNames().forEach(field -> fieldVersions.put(field, version));
            added.forEach(field -> fieldVersions.put(field, version));
        }
        RecordState next = new RecordState(
                making.key(),
                data,
                version,
                fieldVersions,
                born || old == null ? version : old.bornVersion(),
                deleted,
                old == null ? now : old.createdAt(),
                now,
                caller.side(),
                making.device(),
                caller.user(),
                seq,
                claim);
        return new BatchState.Change(next, making.action(), before, added, making.operationId(), recovered > 0);
    }

    private static void difference(ObjectNode old, ObjectNode data, ObjectNode before, List<String> added) {
        old.properties().stream()
                .filter(e -> !e.getValue().equals(data.get(e.getKey())))
                .forEach(e -> before.set(e.getKey(), e.getValue()));
        data.propertyNames().stream().filter(field -> !old.has(field)).forEach(added::add);
    }

    /** The values that the fields of a change had. */
    static Map<String, JsonNode> values(BatchState.Change change) {
        Map<String, JsonNode> values = new HashMap<>();
        change.before().properties().forEach(e -> values.put(e.getKey(), e.getValue()));
        change.added().forEach(field -> values.put(field, MissingNode.getInstance()));
        return values;
    }
}
