package dev.concilia.sync;

import dev.concilia.kernel.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A conflict, the record as its settling (or taking that back) left it, and how to take it back. */
record Settlement(Conflict conflict, RecordState record, Undo undo) {
    /**
     * What a settlement changed in its record.
     *
     * @param version the version it made
     * @param before the changed fields with the values they had
     * @param added the changed fields that were not there
     * @param deletedBefore whether the record was a tombstone before it
     * @param deletedAfter whether it was one after it
     */
    record Undo(long version, ObjectNode before, List<String> added, boolean deletedBefore, boolean deletedAfter) {
        ObjectNode json() {
            ObjectNode json = Json.mapper().createObjectNode().put("version", version);
            json.set("before", before);
            ArrayNode names = json.putArray("added");
            added.forEach(names::add);
            return json.put("deletedBefore", deletedBefore).put("deletedAfter", deletedAfter);
        }

        static Undo of(ObjectNode json) {
            List<String> added = new ArrayList<>();
            json.path("added").forEach(name -> added.add(name.asString()));
            return new Undo(
                    json.path("version").asLong(),
                    (ObjectNode) json.path("before"),
                    added,
                    json.path("deletedBefore").asBoolean(),
                    json.path("deletedAfter").asBoolean());
        }

        /** Whether somebody has changed since what the settlement changed. */
        boolean isOvertaken(RecordState now) {
            Set<String> fields = new HashSet<>(before.propertyNames());
            fields.addAll(added);
            return now.bornVersion() > version
                    || now.deleted() != deletedAfter
                    || fields.stream().anyMatch(field -> now.versionOf(field) > version);
        }

        /** The record's data without what the settlement changed. */
        ObjectNode takenBack(RecordState now) {
            ObjectNode data = now.data().deepCopy();
            data.setAll(before);
            data.remove(added);
            return data;
        }
    }
}
