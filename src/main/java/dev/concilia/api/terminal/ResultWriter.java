package dev.concilia.api.terminal;

import dev.concilia.api.FieldJson;
import dev.concilia.api.Sentences;
import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.OperationResult;
import dev.concilia.sync.Outcome;
import dev.concilia.sync.PushAnswer;
import dev.concilia.sync.RecordState;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;

/** The answer to a push: one result per change, in order, under the names that the terminal used. */
@Component
class ResultWriter {
    private final Sentences sentences;

    ResultWriter(Sentences sentences) {
        this.sentences = sentences;
    }

    /** What a terminal does with its outbox's entry. */
    private enum Status {
        SYNCED,
        CONFLICT,
        FAILED;

        static Status of(Outcome outcome) {
            return outcome == Outcome.CONFLICT ? CONFLICT : outcome.success() ? SYNCED : FAILED;
        }
    }

    void write(JsonGenerator out, List<Change> changes, PushAnswer answer, HttpServletRequest request) {
        Locale language = sentences.languageOf(request);
        int[] counts = new int[Status.values().length];
        out.writeStartObject();
        out.writeBooleanProperty("success", true);
        out.writeArrayPropertyStart("results");
        for (int i = 0; i < changes.size(); i++) {
            OperationResult result = answer.results().get(i);
            counts[Status.of(result.outcome()).ordinal()]++;
            result(out, changes.get(i), result, language);
        }
        out.writeEndArray();
        out.writeNumberProperty("synced", counts[Status.SYNCED.ordinal()]);
        out.writeNumberProperty("failed", counts[Status.FAILED.ordinal()]);
        out.writeNumberProperty("conflicts", counts[Status.CONFLICT.ordinal()]);
        out.writeEndObject();
    }

    private void result(JsonGenerator out, Change change, OperationResult result, Locale language) {
        out.writeStartObject();
        out.writeStringProperty("entityType", change.entityType());
        out.writeStringProperty("entityId", change.entityId());
        out.writeStringProperty("status", Status.of(result.outcome()).name());
        out.writeNumberProperty("syncVersion", version(change, result));
        switch (result) {
            case OperationResult.Conflicted r -> {
                out.writeStringProperty("conflictId", r.conflictId().toString());
                error(out, ProblemCode.CONFLICT, List.of(), List.of(), language);
            }
            case OperationResult.Rejected r -> error(out, r.error(), r.arguments(), r.fields(), language);
            case OperationResult.Failed r -> error(out, ProblemCode.INTERNAL, List.of(), List.of(), language);
            default -> {
                // synced, and nothing to add
            }
        }
        out.writeEndObject();
    }

    /** The hub's version where there is one, else the one that was sent. */
    private static long version(Change change, OperationResult result) {
        Long version = switch (result) {
            case OperationResult.Applied r -> r.version();
            case OperationResult.Merged r -> r.version();
            case OperationResult.Duplicate r -> r.version();
            case OperationResult.Superseded r -> r.version();
            case OperationResult.Conflicted r -> r.version();
            case OperationResult.Rejected r -> versionOf(r.record());
            case OperationResult.Failed r -> null;
        };
        return version == null ? change.syncVersion() : version;
    }

    private static @Nullable Long versionOf(@Nullable RecordState record) {
        return record == null ? null : record.version();
    }

    private static FieldError inTheirTerms(FieldError error) {
        String path = error.path().equals("baseVersion")
                ? "syncVersion"
                : error.path().replaceFirst("^payload(?=[.\\[]|$)", "data");
        return error.at(path);
    }

    /** The code for programs, and for people what it means and what to do. */
    private void error(
            JsonGenerator out, ProblemCode code, List<Object> arguments, List<FieldError> fields, Locale language) {
        out.writeStringProperty("error", code.name());
        out.writeStringProperty("detail", sentences.detail(code, arguments, language));
        out.writeStringProperty("retry", code.retry().wire());
        if (!fields.isEmpty()) {
            List<FieldError> named =
                    fields.stream().map(ResultWriter::inTheirTerms).toList();
            out.writePOJOProperty("fields", FieldJson.of(named, language));
        }
    }
}
