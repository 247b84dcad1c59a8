package dev.concilia.api.engine;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.Machines;
import dev.concilia.api.RequestBody;
import dev.concilia.api.Sentences;
import dev.concilia.audit.AuditLog;
import dev.concilia.business.Deeds;
import dev.concilia.device.Presence;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.Caller;
import dev.concilia.sync.HeldRecord;
import dev.concilia.sync.Recovery;
import dev.concilia.sync.RecoveryResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /api/sync/recover}: after a restore, devices bring back what only they still have. */
@RestController
class RecoverController {
    private final RequestBody bodies;
    private final Machines machines;
    private final Recovery recovery;
    private final AuditLog audit;
    private final AnswerWriter answers;
    private final Sentences sentences;

    RecoverController(
            RequestBody bodies,
            Machines machines,
            Recovery recovery,
            AuditLog audit,
            AnswerWriter answers,
            Sentences sentences) {
        this.bodies = bodies;
        this.machines = machines;
        this.recovery = recovery;
        this.audit = audit;
        this.answers = answers;
        this.sentences = sentences;
    }

    @PostMapping("/api/sync/recover")
    void recover(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        ObjectNode body = bodies.object(request);
        String entity = RecoverReader.entity(body);
        List<HeldRecord> records = RecoverReader.records(body);
        Caller caller = machines.caller(machine, request, body);
        Recovery.Answer answer =
                recovery.recover(caller, entity, records, (type, taken) -> note(machine, caller, type, taken));
        machines.pushed(machine, caller, Presence.Report.NONE);
        Locale language = sentences.languageOf(request);
        JsonAnswer.write(response, out -> write(out, answer, language));
    }

    /** One entry per call, which names each record with the version that was taken and the one it replaced. */
    private void note(ApiCaller.Machine machine, Caller caller, String entity, List<RecoveryResult.Taken> taken) {
        ArrayNode named = Json.mapper().createArrayNode();
        taken.forEach(t -> named.addObject()
                .put("id", t.id())
                .put("version", t.version())
                .put("replaced", t.replaced())
                .put("deleted", t.deleted()));
        String actor = caller.device() == null ? "key:" + machine.key().key() : "device:" + caller.device();
        Map<String, String> detail = Map.of("count", String.valueOf(taken.size()), "records", named.toString());
        audit.record(caller.business(), actor, Deeds.RECORDS_RECOVER, entity, detail);
    }

    private void write(JsonGenerator out, Recovery.Answer answer, Locale language) {
        out.writeStartObject();
        out.writeArrayPropertyStart("results");
        answer.results().forEach(result -> write(out, result, language));
        out.writeEndArray();
        out.writeStringProperty("epoch", answer.epoch().toString());
        out.writeStringProperty("serverTimestamp", answer.serverTimestamp().toString());
        out.writeEndObject();
    }

    private void write(JsonGenerator out, RecoveryResult result, Locale language) {
        out.writeStartObject();
        out.writeStringProperty("id", result.id());
        out.writeStringProperty("outcome", result.outcome());
        switch (result) {
            case RecoveryResult.Taken r -> out.writeNumberProperty("version", r.version());
            case RecoveryResult.Unchanged r -> out.writeNumberProperty("version", r.version());
            case RecoveryResult.Superseded r ->
                AnswerWriter.versionAndRecord(out, r.record().version(), r.record());
            case RecoveryResult.Conflicted r -> {
                answers.error(out, ProblemCode.CONFLICT, List.of(), language);
                out.writeStringProperty("conflictId", r.conflictId().toString());
                AnswerWriter.versionAndRecord(out, r.record().version(), r.record());
            }
            case RecoveryResult.Rejected r -> {
                answers.error(out, r.error(), r.arguments(), language);
                AnswerWriter.fields(out, r.fields(), language);
            }
        }
        out.writeEndObject();
    }
}
