package dev.concilia.api.engine;

import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.HeldRecord;
import dev.concilia.sync.Recovery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body of a recover call. What cannot be read of a record is that record's own error, not the call's. */
final class RecoverReader {
    private final List<FieldError> errors = new ArrayList<>();
    private final JsonNode node;

    private RecoverReader(JsonNode node) {
        this.node = node;
    }

    static String entity(ObjectNode body) {
        JsonNode entity = body.path("entity");
        if (!entity.isString()) {
            throw invalid("entity", FieldText.KNOWN_ENTITY);
        }
        return entity.stringValue();
    }

    static List<HeldRecord> records(ObjectNode body) {
        JsonNode records = body.path("records");
        if (!records.isArray()) {
            throw invalid("records", FieldText.RECORDS);
        }
        if (records.size() > Recovery.LARGEST_CALL) {
            throw new ProblemException(ProblemCode.BATCH_TOO_LARGE, Recovery.LARGEST_CALL);
        }
        return records.valueStream()
                .map(record -> new RecoverReader(record).read())
                .toList();
    }

    private HeldRecord read() {
        boolean deleted = deleted();
        return new HeldRecord(id(), version(), data(deleted), deleted, updatedAt(), List.copyOf(errors));
    }

    private String id() {
        JsonNode id = node.path("id");
        if (id.isString()) {
            return id.stringValue();
        }
        return bad("id", "", FieldText.A_TEXT);
    }

    private long version() {
        JsonNode version = node.path("version");
        if (version.isIntegralNumber() && version.canConvertToLong()) {
            long number = version.longValue();
            if (number >= 1 && number <= HeldRecord.HIGHEST_VERSION) {
                return number;
            }
        }
        return bad("version", 0L, FieldText.FROM_ONE_TO, HeldRecord.HIGHEST_VERSION);
    }

    private boolean deleted() {
        JsonNode deleted = node.path("deleted");
        if (deleted.isMissingNode() || deleted.isNull()) {
            return false;
        }
        return deleted.isBoolean() ? deleted.booleanValue() : bad("deleted", false, FieldText.TRUE_OR_FALSE);
    }

    private @Nullable ObjectNode data(boolean deleted) {
        if (node.path("data") instanceof ObjectNode data) {
            return data;
        }
        boolean absent = node.path("data").isMissingNode() || node.path("data").isNull();
        if (!deleted || !absent) {
            errors.add(new FieldError("data", absent ? "required" : "type", FieldText.RECORD_FIELDS));
        }
        return null;
    }

    private Instant updatedAt() {
        Instant at = OperationReader.time(node.path("updatedAt"));
        return at == null ? bad("updatedAt", Instant.EPOCH, FieldText.HUB_TIME) : at;
    }

    private <T> T bad(String field, T instead, FieldText wanted, Object... arguments) {
        errors.add(new FieldError(field, node.path(field).isMissingNode() ? "required" : "type", wanted, arguments));
        return instead;
    }

    private static ProblemException invalid(String path, FieldText wanted) {
        return new ProblemException(
                ProblemCode.VALIDATION_FAILED, Map.of("fields", List.of(new FieldError(path, "type", wanted))), path);
    }
}
