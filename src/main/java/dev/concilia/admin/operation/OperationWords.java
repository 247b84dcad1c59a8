package dev.concilia.admin.operation;

import com.vaadin.flow.component.Component;
import dev.concilia.admin.component.RecordLink;
import dev.concilia.admin.component.RecordWords;
import dev.concilia.admin.shell.Failures;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.OperationLog;
import dev.concilia.sync.Outcome;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Refusal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of operations, in the reader's words. */
final class OperationWords {
    private final Component place;
    private final RecordWords words;
    private final Map<DeviceId, String> devices;

    OperationWords(Component place, RecordWords words, Map<DeviceId, String> devices) {
        this.place = place;
        this.words = words;
        this.devices = devices;
    }

    RecordWords records() {
        return words;
    }

    String outcome(Outcome outcome) {
        return place.getTranslation("operation.outcome." + outcome.wire());
    }

    /** The colour of an outcome, as in the plots. */
    static String tone(Outcome outcome) {
        return switch (outcome) {
            case APPLIED -> "ok";
            case MERGED -> "info";
            case DUPLICATE, SUPERSEDED -> "idle";
            case CONFLICT -> "warn";
            case REJECTED, FAILED -> "bad";
        };
    }

    /** What became of it, and why, in a sentence. */
    String reason(OperationLog.Line line) {
        Refusal refusal = line.reason();
        return refusal == null
                ? place.getTranslation("operation.why." + line.outcome().wire())
                : sentence(refusal);
    }

    /** The sentence of the problem; its title where what the sentence is about was not kept. */
    private String sentence(Refusal refusal) {
        Locale language = place.getUI().map(ui -> ui.getLocale()).orElse(Locale.of("es"));
        String sentence = Failures.sentence(
                new ProblemException(refusal.code(), refusal.arguments().toArray()), language);
        return sentence.contains("{0}") ? Failures.title(refusal.code(), language) : sentence;
    }

    /** "Customer changed". */
    String deed(OperationLog.Line line) {
        return place.getTranslation("operation.deed." + line.action(), words.entity(line.entity()));
    }

    /** What people call the record. */
    String name(OperationDesk.Row row) {
        RecordState record = row.record();
        return words.name(
                row.line().entity(),
                record == null ? null : record.data(),
                row.line().entityId());
    }

    /** Where the record is; empty if the hub never had it. */
    static String address(OperationDesk.Row row) {
        RecordState record = row.record();
        return record == null
                ? ""
                : RecordLink.to(record.key().entity(), record.key().id());
    }

    String device(@Nullable DeviceId device) {
        return device == null
                ? place.getTranslation("operation.nobody")
                : devices.getOrDefault(device, place.getTranslation("operation.nobody"));
    }

    /** Where all that is known of an operation is. */
    static String address(OperationLog.Line line) {
        return "operations/operation?id=" + RecordLink.encoded(line.operationId());
    }
}
