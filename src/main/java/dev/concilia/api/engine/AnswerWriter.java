package dev.concilia.api.engine;

import dev.concilia.api.FieldJson;
import dev.concilia.api.Sentences;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.FeedPage;
import dev.concilia.sync.OperationResult;
import dev.concilia.sync.PushAnswer;
import dev.concilia.sync.RecordState;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;

/** The engine's answers on the wire. Source: the protocol's "Push" and "Pull". */
@Component
class AnswerWriter {
    private final Sentences sentences;

    AnswerWriter(Sentences sentences) {
        this.sentences = sentences;
    }

    /** {@code names}: what the caller calls an entity, by its canonical name; others go by that. */
    void push(JsonGenerator out, PushAnswer answer, Map<String, String> names, HttpServletRequest request) {
        Locale language = sentences.languageOf(request);
        out.writeStartObject();
        out.writeArrayPropertyStart("results");
        for (OperationResult result : answer.results()) {
            result(out, result, answer, names, language);
        }
        out.writeEndArray();
        out.writeStringProperty("epoch", answer.epoch().toString());
        out.writeStringProperty("serverTimestamp", answer.serverTimestamp().toString());
        out.writeEndObject();
    }

    private void result(
            JsonGenerator out, OperationResult result, PushAnswer answer, Map<String, String> names, Locale language) {
        out.writeStartObject();
        out.writeStringProperty("operationId", result.operationId());
        out.writeBooleanProperty("success", result.outcome().success());
        out.writeStringProperty("outcome", result.outcome().wire());
        switch (result) {
            case OperationResult.Applied r -> out.writeNumberProperty("version", r.version());
            case OperationResult.Merged r -> versionAndRecord(out, r.version(), r.record(), names);
            case OperationResult.Duplicate r -> versionAndRecord(out, r.version(), r.record(), names);
            case OperationResult.Superseded r -> versionAndRecord(out, r.version(), r.record(), names);
            case OperationResult.Conflicted r -> {
                error(out, ProblemCode.CONFLICT, List.of(), language);
                out.writeStringProperty("conflictId", r.conflictId().toString());
                versionAndRecord(out, r.version(), r.record(), names);
            }
            case OperationResult.Rejected r -> {
                error(out, r.error(), r.arguments(), language);
                fields(out, r.fields(), language);
                versionAndRecord(out, null, r.record(), names);
            }
            case OperationResult.Failed r -> error(out, ProblemCode.INTERNAL, List.of(), language);
        }
        out.writeStringProperty("serverTimestamp", answer.serverTimestamp().toString());
        out.writeEndObject();
    }

    void error(JsonGenerator out, ProblemCode code, List<Object> arguments, Locale language) {
        out.writeStringProperty("error", code.name());
        out.writeStringProperty("detail", sentences.detail(code, arguments, language));
        out.writeStringProperty("retry", code.retry().wire());
    }

    static void fields(JsonGenerator out, List<FieldError> fields, Locale language) {
        if (!fields.isEmpty()) {
            out.writePOJOProperty("fields", FieldJson.of(fields, language));
        }
    }

    static void versionAndRecord(JsonGenerator out, @Nullable Long version, @Nullable RecordState record) {
        versionAndRecord(out, version, record, Map.of());
    }

    private static void versionAndRecord(
            JsonGenerator out, @Nullable Long version, @Nullable RecordState record, Map<String, String> names) {
        if (version != null) {
            out.writeNumberProperty("version", version);
        }
        if (record != null) {
            out.writeName("record");
            record(out, record, names);
        }
    }

    private static void record(JsonGenerator out, RecordState record, Map<String, String> names) {
        out.writeStartObject();
        String entity = record.key().entity();
        out.writeStringProperty("entity", names.getOrDefault(entity, entity));
        out.writeStringProperty("id", record.key().id());
        out.writeNumberProperty("version", record.version());
        out.writeBooleanProperty("deleted", record.deleted());
        if (!record.deleted()) {
            out.writeName("data");
            out.writeTree(record.data());
        }
        out.writeStringProperty("updatedAt", record.updatedAt().toString());
        out.writeStringProperty("modifiedBy", record.side().name());
        out.writeStringProperty(
                "deviceId", record.device() == null ? null : record.device().toString());
        out.writeEndObject();
    }

    /** {@code names}: what the caller calls an entity, by its canonical name; others go by that. */
    void pull(JsonGenerator out, FeedPage page, Map<String, String> names) {
        out.writeStartObject();
        out.writeArrayPropertyStart("changes");
        page.changes().forEach(change -> change(out, change, names.getOrDefault(change.entity(), change.entity())));
        out.writeEndArray();
        out.writeStringProperty("cursor", page.cursor());
        out.writeBooleanProperty("hasMore", page.hasMore());
        out.writeStringProperty("epoch", page.epoch().toString());
        // Not the time of day: a change that is being committed may be older than that, and a client that goes on by
        // this time would never see it.
        out.writeStringProperty("serverTimestamp", page.upTo().toString());
        out.writeEndObject();
    }

    void records(JsonGenerator out, List<FeedPage.Change> records) {
        out.writeStartObject();
        out.writeArrayPropertyStart("records");
        records.forEach(record -> change(out, record, record.entity()));
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void change(JsonGenerator out, FeedPage.Change change, String name) {
        out.writeStartObject();
        out.writeStringProperty("entity", name);
        out.writeStringProperty("id", change.id());
        out.writeNumberProperty("version", change.version());
        out.writeBooleanProperty("deleted", change.deleted());
        if (change.data() != null) {
            out.writeName("data");
            out.writeRawValue(change.data());
        }
        out.writeStringProperty("updatedAt", change.updatedAt().toString());
        out.writeStringProperty("modifiedBy", change.modifiedBy().name());
        out.writeStringProperty(
                "deviceId", change.device() == null ? null : change.device().toString());
        out.writeEndObject();
    }
}
