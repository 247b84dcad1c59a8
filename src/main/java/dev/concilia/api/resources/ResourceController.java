package dev.concilia.api.resources;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.IdempotentRequests;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.Machines;
import dev.concilia.api.RecordJson;
import dev.concilia.api.Reply;
import dev.concilia.api.RequestBody;
import dev.concilia.api.WriteCall;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Action;
import dev.concilia.sync.Caller;
import dev.concilia.sync.Operation;
import dev.concilia.sync.Profiles;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/{entity}} and {@code /api/{entity}/{id}}. Source: the protocol's "Resources". */
@RestController
class ResourceController {
    private final RequestBody bodies;
    private final IdempotentRequests idempotent;
    private final Machines machines;
    private final Profiles profiles;
    private final Records records;
    private final ResourceWrites writes;
    private final ResourceLists lists;

    ResourceController(
            RequestBody bodies,
            IdempotentRequests idempotent,
            Machines machines,
            Profiles profiles,
            Records records,
            ResourceWrites writes,
            ResourceLists lists) {
        this.bodies = bodies;
        this.idempotent = idempotent;
        this.machines = machines;
        this.profiles = profiles;
        this.records = records;
        this.writes = writes;
        this.lists = lists;
    }

    @GetMapping("/api/{entity}")
    void list(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String entity,
            HttpServletRequest request,
            HttpServletResponse response) {
        lists.write(caller.business(), type(caller, entity), request, response);
    }

    @GetMapping("/api/{entity}/{id}")
    void one(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletResponse response) {
        RecordState record = records.find(
                        caller.business(), type(caller, entity).name(), id)
                .filter(r -> !r.deleted())
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
        response.setHeader("ETag", etag(record));
        JsonAnswer.write(response, out -> out.writeTree(RecordJson.of(record)));
    }

    @PostMapping("/api/{entity}")
    void create(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String entity,
            HttpServletRequest request,
            HttpServletResponse response) {
        EntityType type = type(caller, entity);
        ObjectNode body = bodies.object(request);
        Caller as = as(caller, request, body);
        once(caller, as, request, response, body, call -> {
            ObjectNode payload = body.deepCopy();
            payload.remove(List.of("terminalId", "machineId"));
            JsonNode own = payload.path("id");
            String id = own.isMissingNode() || own.isNull() ? call.toString() : own.asString("");
            payload.remove("id");
            List<Operation> parts = Parts.takenFrom(catalog(caller), call, type, id, payload);
            Operation main = ResourceWrites.operation(call, 0, type, Action.INSERT, id, payload, null);
            return writes.write(as, type, main, parts);
        });
    }

    @PatchMapping("/api/{entity}/{id}")
    void change(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response) {
        EntityType type = type(caller, entity);
        ObjectNode body = bodies.object(request);
        Caller as = as(caller, request, body);
        once(caller, as, request, response, body, call -> {
            ObjectNode payload = body.deepCopy();
            payload.remove(List.of("terminalId", "machineId"));
            Long base = Versions.of(request, payload);
            return writes.write(
                    as, type, ResourceWrites.operation(call, 0, type, Action.UPDATE, id, payload, base), List.of());
        });
    }

    @DeleteMapping("/api/{entity}/{id}")
    void delete(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response) {
        EntityType type = type(caller, entity);
        ObjectNode nothing = Json.mapper().createObjectNode();
        Caller as = as(caller, request, null);
        idempotent.once(new WriteCall(caller, as, request, response, nothing), call -> {
            Long base = Versions.of(request, nothing);
            writes.write(
                    as, type, ResourceWrites.operation(call, 0, type, Action.DELETE, id, nothing, base), List.of());
            return Reply.ok(out -> out.writeTree(
                    Json.mapper().createObjectNode().put("success", true).put("id", id)));
        });
    }

    /** Closing twice answers the present state. */
    @PostMapping({"/api/cash-sessions/{id}/close", "/api/cash_sessions/{id}/close"})
    void close(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response) {
        EntityType type = type(caller, "cash_sessions");
        ObjectNode body = bodies.object(request);
        Caller as = as(caller, request, body);
        once(caller, as, request, response, body, call -> {
            ObjectNode payload = body.deepCopy();
            payload.remove(List.of("terminalId", "machineId"));
            Versions.of(request, payload);
            payload.put("status", "CLOSED");
            return writes.write(
                    as, type, ResourceWrites.operation(call, 0, type, Action.UPDATE, id, payload, null), List.of());
        });
    }

    private interface Work {
        ResourceWrites.Written of(UUID call);
    }

    private void once(
            ApiCaller caller,
            Caller as,
            HttpServletRequest request,
            HttpServletResponse response,
            ObjectNode body,
            Work work) {
        idempotent.once(new WriteCall(caller, as, request, response, body), call -> {
            ResourceWrites.Written written = work.of(call);
            int status = written.fresh() ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_OK;
            return new Reply(status, true, out -> out.writeTree(RecordJson.of(written.record())));
        });
    }

    private Caller as(ApiCaller caller, HttpServletRequest request, @Nullable ObjectNode body) {
        return switch (caller) {
            case ApiCaller.Machine machine -> machines.caller(machine, request, body);
            case ApiCaller.Person person ->
                Caller.person(person.business(), person.holder().user());
        };
    }

    private Catalog catalog(ApiCaller caller) {
        return profiles.of(caller.business()).catalog();
    }

    private EntityType type(ApiCaller caller, String name) {
        return ResourceName.typeOf(catalog(caller), name);
    }

    private static String etag(RecordState record) {
        return "\"" + record.version() + "\"";
    }
}
