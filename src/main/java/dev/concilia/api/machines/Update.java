package dev.concilia.api.machines;

import dev.concilia.api.BodyCheck;
import dev.concilia.api.RecordJson;
import dev.concilia.api.Times;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.Sha256;
import dev.concilia.sync.Action;
import dev.concilia.sync.Caller;
import dev.concilia.sync.Operation;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One change that a machine sends.
 *
 * @param event the machine's own id of it; none where it gives none
 * @param fields of the record, without what the hub adds to it
 * @param version the one that was edited, as far as the machine sends back what it was given
 * @param madeAt by the machine's clock
 */
record Update(
        @Nullable String event,
        String id,
        boolean delete,
        ObjectNode fields,
        @Nullable Long version,
        @Nullable Instant madeAt) {
    private static final int LONGEST_EVENT = 255;
    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Set<String> WRITES = Set.of("", "upsert", "insert", "create", "update");

    /** An item of {@code localUpdates}. */
    static Update ofTable(JsonNode node, String path) {
        ObjectNode item = BodyCheck.object(node, path);
        String event = BodyCheck.text(item, "eventId", path + ".eventId", LONGEST_EVENT);
        ObjectNode record = BodyCheck.object(item.path("record"), path + ".record");
        String id = BodyCheck.text(record, "id", path + ".record.id", BodyCheck.LONGEST_ID);
        String word = BodyCheck.optionalText(record, "_op", path + ".record._op", 20);
        boolean delete = "delete".equals(word) || record.path("_deleted").asBoolean(false);
        if (!delete && word != null && !WRITES.contains(word)) {
            throw BodyCheck.invalid(path + ".record._op", "enum", FieldText.DELETE_OR_NONE);
        }
        return of(event, id, delete, record, Times.member(record.path("updatedAt"), path + ".record.updatedAt"));
    }

    /** An event; {@code named}: the field of the body that may name the record instead of its data. */
    static Update ofEvent(ObjectNode body, boolean delete, String named) {
        String event = BodyCheck.optionalText(body, "event_id", "event_id", LONGEST_EVENT);
        Instant madeAt = Times.member(body.path("timestamp"), "timestamp");
        String outside = BodyCheck.optionalText(body, named, named, BodyCheck.LONGEST_ID);
        boolean bare = delete && outside != null && body.path("data").isMissingNode();
        ObjectNode data = bare ? Json.mapper().createObjectNode() : BodyCheck.object(body.path("data"), "data");
        String inside = BodyCheck.optionalText(data, "id", "data.id", BodyCheck.LONGEST_ID);
        String id = inside == null ? outside : inside;
        if (id == null) {
            throw BodyCheck.invalid("data.id", "required", FieldText.RECORD_ID);
        }
        return of(event, id, delete, data, madeAt);
    }

    private static Update of(
            @Nullable String event, String id, boolean delete, ObjectNode sent, @Nullable Instant madeAt) {
        JsonNode version = sent.path("version");
        boolean named = version.isIntegralNumber() && version.canConvertToLong() && version.longValue() > 0;
        ObjectNode fields = RecordJson.fields(sent);
        fields.remove(List.of("_op", "_deleted"));
        return new Update(event, id, delete, fields, named ? version.longValue() : null, madeAt);
    }

    /**
     * The operation's id: an event's own where nobody else can have the same, else with the machine in it. Without an event
     * the same content of the same time is the same event; without a time, of the same version ({@code there}).
     */
    String operationId(Caller caller, String entity) {
        if (event != null && UUID.matcher(event).matches()) {
            return event;
        }
        String content = event != null
                ? event
                : id + "\n" + delete + "\n" + madeAt + "\n" + version + "\n"
                        + HexFormat.of().formatHex(Json.fingerprint(fields));
        return HexFormat.of().formatHex(Sha256.of("machines\n" + caller.device() + "\n" + entity + "\n" + content));
    }

    Operation operation(String operationId, String entity, Action action, @Nullable Long base) {
        ObjectNode payload = action == Action.DELETE ? Json.mapper().createObjectNode() : fields;
        return new Operation(operationId, entity, action, id, payload, base, madeAt, null);
    }
}
