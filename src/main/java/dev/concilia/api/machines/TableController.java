package dev.concilia.api.machines;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.BodyCheck;
import dev.concilia.api.FieldJson;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.Machines;
import dev.concilia.api.RecordJson;
import dev.concilia.api.RequestBody;
import dev.concilia.api.Routes;
import dev.concilia.api.Sentences;
import dev.concilia.api.Times;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.device.Presence;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.Caller;
import dev.concilia.sync.ChangeFeed;
import dev.concilia.sync.OperationResult;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.SyncLog;
import dev.concilia.sync.SyncService;
import dev.concilia.sync.SyncType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /api/sync/{table} {machineId, localUpdates, lastSync?}}: takes a machine's changes of a table and gives it those
 * since {@code lastSync}, its own among them. Source: the dialects page, "machines".
 */
@RestController
class TableController {
    private static final int LONGEST_NAME = 128;

    private final Routes routes;
    private final RequestBody bodies;
    private final Machines machines;
    private final Updates updates;
    private final ChangeFeed feed;
    private final Sentences sentences;
    private final SyncLog log;

    TableController(
            Routes routes,
            RequestBody bodies,
            Machines machines,
            Updates updates,
            ChangeFeed feed,
            Sentences sentences,
            SyncLog log) {
        this.routes = routes;
        this.bodies = bodies;
        this.machines = machines;
        this.updates = updates;
        this.feed = feed;
        this.sentences = sentences;
        this.log = log;
    }

    /** A machine's call, taken apart. */
    private record Call(
            Caller caller,
            EntityType type,
            List<Update> updates,
            @Nullable Instant since) {}

    @PostMapping("/api/sync/{table}")
    void sync(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            @PathVariable String table,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpRequestMethodNotSupportedException {
        EntityType type = routes.entity(request, table);
        log.noting(SyncType.TABLE_SYNC, machine.business(), machine.key().device(), noted -> {
            Call call = read(machine, type, request);
            noted.by(call.caller().device());
            List<Updates.Outcome> outcomes = updates.apply(call.caller(), type, call.updates());
            noted.affected(
                    (int) outcomes.stream().filter(TableController::isTaken).count());
            machines.pushed(machine, call.caller(), Presence.Report.NONE);
            machines.pulled(machine, call.caller());
            answer(call, outcomes, request, response);
            return call;
        });
    }

    private Call read(ApiCaller.Machine machine, EntityType type, HttpServletRequest request) {
        ObjectNode body = bodies.object(request);
        String name = BodyCheck.optionalText(body, "machineId", "machineId", LONGEST_NAME);
        if (machine.key().device() == null && name == null) {
            throw BodyCheck.invalid("machineId", "required", FieldText.MACHINE);
        }
        ArrayNode local = BodyCheck.array(body, "localUpdates", "localUpdates", SyncService.LARGEST_BATCH);
        List<Update> read = new ArrayList<>();
        for (int i = 0; i < local.size(); i++) {
            read.add(Update.ofTable(local.get(i), "localUpdates[" + i + "]"));
        }
        Instant since = Times.member(body.path("lastSync"), "lastSync");
        return new Call(machines.caller(machine, request, body), type, read, since);
    }

    private static boolean isTaken(Updates.Outcome outcome) {
        return outcome instanceof Updates.Outcome.Judged(var result)
                && result.outcome().success();
    }

    private void answer(
            Call call, List<Updates.Outcome> outcomes, HttpServletRequest request, HttpServletResponse response) {
        ArrayNode conflicts = Json.mapper().createArrayNode();
        for (int i = 0; i < outcomes.size(); i++) {
            conflict(conflicts, call.updates().get(i), outcomes.get(i), request);
        }
        Instant until = feed.lastCommit(call.caller().business()); // what commits from now on comes next time
        JsonAnswer.write(response, out -> {
            out.writeStartObject();
            out.writeBooleanProperty("success", true);
            out.writeArrayPropertyStart("synced");
            synced(call, out);
            out.writeEndArray();
            out.writeName("conflicts");
            out.writeTree(conflicts);
            out.writeStringProperty("synced_at", until.toString());
            out.writeEndObject();
        });
    }

    private void synced(Call call, JsonGenerator out) {
        feed.since(
                call.caller(),
                Set.of(call.type().name()),
                call.since(),
                page -> page.forEach(change -> out.writeTree(RecordJson.of(change))));
    }

    private void conflict(ArrayNode conflicts, Update update, Updates.Outcome outcome, HttpServletRequest request) {
        switch (outcome) {
            case Updates.Outcome.Repeated repeated -> {}
            case Updates.Outcome.Stale stale -> there(entry(conflicts, update, "stale"), stale.there());
            case Updates.Outcome.Judged(OperationResult.Conflicted r) -> {
                ObjectNode entry = entry(conflicts, update, "conflict");
                there(error(entry, ProblemCode.CONFLICT, List.of(), request), r.record())
                        .put("conflictId", r.conflictId().toString());
            }
            case Updates.Outcome.Judged(OperationResult.Rejected r) -> {
                ObjectNode entry = entry(conflicts, update, "rejected");
                List<FieldError> fields = r.fields().stream()
                        .map(field -> field.at("record." + field.path()))
                        .toList();
                there(error(entry, r.error(), r.arguments(), request), r.record())
                        .set("fields", FieldJson.of(fields, sentences.languageOf(request)));
            }
            case Updates.Outcome.Judged(OperationResult.Failed r) ->
                error(entry(conflicts, update, "failed"), ProblemCode.INTERNAL, List.of(), request);
            case Updates.Outcome.Judged judged -> {}
        }
    }

    private static ObjectNode entry(ArrayNode conflicts, Update update, String reason) {
        return conflicts
                .addObject()
                .put("eventId", update.event())
                .put("id", update.id())
                .put("reason", reason);
    }

    private ObjectNode error(ObjectNode entry, ProblemCode code, List<Object> arguments, HttpServletRequest request) {
        return entry.put("error", code.name())
                .put("detail", sentences.detail(code, arguments, sentences.languageOf(request)))
                .put("retry", code.retry().wire());
    }

    private static ObjectNode there(ObjectNode entry, @Nullable RecordState record) {
        if (record != null && !record.deleted()) {
            entry.set("record", RecordJson.of(record));
        }
        return entry;
    }
}
