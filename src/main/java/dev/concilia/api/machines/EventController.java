package dev.concilia.api.machines;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.BodyCheck;
import dev.concilia.api.EntityNames;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.Machines;
import dev.concilia.api.RequestBody;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldError;
import dev.concilia.device.Presence;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Caller;
import dev.concilia.sync.OperationResult;
import dev.concilia.sync.Profiles;
import dev.concilia.sync.SyncLog;
import dev.concilia.sync.SyncType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /api/sync}: one event, {@code {type, timestamp, data, event_id}}. Source: the dialects page, "machines". */
@RestController
class EventController {
    private static final Pattern TYPE = Pattern.compile("([A-Za-z_-]{1,64})_(created|updated|deleted)");

    private final RequestBody bodies;
    private final Machines machines;
    private final Profiles profiles;
    private final Updates updates;
    private final SyncLog log;
    private final Clock clock;

    EventController(
            RequestBody bodies, Machines machines, Profiles profiles, Updates updates, SyncLog log, Clock clock) {
        this.bodies = bodies;
        this.machines = machines;
        this.profiles = profiles;
        this.updates = updates;
        this.log = log;
        this.clock = clock;
    }

    private record Event(EntityType type, Update update) {}

    @PostMapping("/api/sync")
    void event(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        ObjectNode answer = log.noting(
                SyncType.EVENT_PUSH, machine.business(), machine.key().device(), call -> {
                    ObjectNode body = bodies.object(request);
                    Event event = read(machine, body);
                    Caller caller = machines.caller(machine, request, body);
                    call.by(caller.device());
                    Updates.Outcome outcome = updates.apply(caller, event.type(), List.of(event.update()))
                            .getFirst();
                    machines.pushed(machine, caller, Presence.Report.NONE);
                    call.affected(outcome instanceof Updates.Outcome.Judged ? 1 : 0);
                    return answer(outcome);
                });
        JsonAnswer.write(response, out -> out.writeTree(answer));
    }

    private Event read(ApiCaller.Machine machine, ObjectNode body) {
        String word = BodyCheck.text(body, "type", "type", 100);
        Matcher matcher = TYPE.matcher(word);
        if (!matcher.matches()) {
            throw unknownType();
        }
        EntityType type = EntityNames.ofOne(profiles.of(machine.business()).catalog(), matcher.group(1))
                .orElseThrow(EventController::unknownType);
        boolean delete = matcher.group(2).equals("deleted");
        return new Event(type, Update.ofEvent(body, delete, camel(matcher.group(1)) + "Id"));
    }

    private static ProblemException unknownType() {
        return BodyCheck.invalid("type", "enum", FieldText.EVENT_TYPE);
    }

    private static String camel(String name) {
        return Pattern.compile("[_-]+(.)")
                .matcher(name)
                .replaceAll(part -> part.group(1).toUpperCase(Locale.ROOT));
    }

    private ObjectNode answer(Updates.Outcome outcome) {
        ObjectNode answer = Json.mapper().createObjectNode().put("success", true);
        switch (outcome) {
            case Updates.Outcome.Stale stale -> answer.put("ignored", "stale");
            case Updates.Outcome.Repeated repeated -> answer.put("duplicate", true);
            case Updates.Outcome.Judged judged -> refuse(judged.result());
        }
        return answer.put("synced_at", clock.instant().toString());
    }

    private static void refuse(OperationResult result) {
        switch (result) {
            case OperationResult.Rejected r -> {
                List<FieldError> fields = r.fields().stream()
                        .map(field -> field.at("data." + field.path()))
                        .toList();
                if (r.error() == ProblemCode.VALIDATION_FAILED && !fields.isEmpty()) {
                    throw BodyCheck.invalid(fields);
                }
                throw new ProblemException(
                        r.error(), Map.of("fields", fields), r.arguments().toArray());
            }
            case OperationResult.Conflicted r ->
                throw new ProblemException(
                        ProblemCode.CONFLICT,
                        Map.of("conflictId", r.conflictId().toString()));
            case OperationResult.Failed r -> throw new ProblemException(ProblemCode.INTERNAL);
            default -> {}
        }
    }
}
