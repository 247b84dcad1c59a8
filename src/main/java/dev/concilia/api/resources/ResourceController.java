package dev.concilia.api.resources;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.IdempotentRequests;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.Machines;
import dev.concilia.api.RecordJson;
import dev.concilia.api.Reply;
import dev.concilia.api.RequestBody;
import dev.concilia.api.Routes;
import dev.concilia.api.WriteCall;
import dev.concilia.api.resources.ResourceWrites.Target;
import dev.concilia.api.resources.ResourceWrites.Written;
import dev.concilia.catalog.EntityType;
import dev.concilia.device.Presence;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Caller;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.Records;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Function;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /api/{entity}} and {@code /api/{entity}/{id}}. Source: the protocol's "Resources". Every handler asks {@link Routes}
 * first: an address without an entity may be an open one that has no caller.
 */
@RestController
class ResourceController {
    private final Routes routes;
    private final RequestBody bodies;
    private final IdempotentRequests idempotent;
    private final Machines machines;
    private final Records records;
    private final ResourceWrites writes;
    private final ResourceLists lists;

    ResourceController(
            Routes routes,
            RequestBody bodies,
            IdempotentRequests idempotent,
            Machines machines,
            Records records,
            ResourceWrites writes,
            ResourceLists lists) {
        this.routes = routes;
        this.bodies = bodies;
        this.idempotent = idempotent;
        this.machines = machines;
        this.records = records;
        this.writes = writes;
        this.lists = lists;
    }

    @GetMapping("/api/{entity}")
    void list(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String entity,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpRequestMethodNotSupportedException {
        EntityType type = routes.entity(request, entity);
        lists.write(caller.business(), type, entity.replace('-', '_'), request, response);
    }

    @GetMapping("/api/{entity}/{id}")
    void one(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpRequestMethodNotSupportedException {
        EntityType type = routes.entity(request, entity);
        RecordState record = records.find(caller.business(), type.name(), id)
                .filter(r -> !r.deleted())
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
        response.setHeader("ETag", "\"" + record.version() + "\"");
        JsonAnswer.write(response, out -> out.writeTree(RecordJson.of(record)));
    }

    @PostMapping("/api/{entity}")
    void create(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String entity,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpRequestMethodNotSupportedException {
        EntityType type = routes.entity(request, entity);
        ObjectNode body = bodies.object(request);
        once(caller, type, request, response, body, target -> reply(writes.create(target, body)));
    }

    @PatchMapping("/api/{entity}/{id}")
    void change(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpRequestMethodNotSupportedException {
        EntityType type = routes.entity(request, entity);
        ObjectNode body = bodies.object(request);
        once(
                caller,
                type,
                request,
                response,
                body,
                target -> reply(writes.change(target, id, body, Versions.of(request, body))));
    }

    @DeleteMapping("/api/{entity}/{id}")
    void delete(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpRequestMethodNotSupportedException {
        EntityType type = routes.entity(request, entity);
        ObjectNode body = bodies.objectIfAny(request);
        once(caller, type, request, response, body, target -> {
            writes.delete(target, id, Versions.of(request, body));
            ObjectNode done = Json.mapper().createObjectNode().put("success", true);
            return Reply.ok(out -> out.writeTree(done.put("id", id)));
        });
    }

    /** Closing twice answers the present state. */
    @PostMapping({"/api/cash-sessions/{id}/close", "/api/cash_sessions/{id}/close"})
    void close(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpRequestMethodNotSupportedException {
        EntityType type = routes.entity(request, "cash_sessions");
        ObjectNode body = bodies.objectIfAny(request);
        once(caller, type, request, response, body, target -> reply(writes.close(target, id, body)));
    }

    private void once(
            ApiCaller caller,
            EntityType type,
            HttpServletRequest request,
            HttpServletResponse response,
            ObjectNode body,
            Function<Target, Reply> work) {
        Caller as = as(caller, request, body);
        idempotent.once(
                new WriteCall(caller, as, request, response, body.deepCopy()),
                call -> work.apply(new Target(as, call, type)));
        if (caller instanceof ApiCaller.Machine machine) {
            machines.pushed(machine, as, Presence.Report.NONE);
        }
    }

    private static Reply reply(Written written) {
        int status = written.fresh() ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_OK;
        return new Reply(status, true, out -> out.writeTree(RecordJson.of(written.record())));
    }

    private Caller as(ApiCaller caller, HttpServletRequest request, ObjectNode body) {
        return switch (caller) {
            case ApiCaller.Machine machine -> named(machine, request, body);
            case ApiCaller.Person person ->
                Caller.person(person.business(), person.holder().user());
        };
    }

    /** On a shared key the body may name the machine; that is no field of the record then. */
    private Caller named(ApiCaller.Machine machine, HttpServletRequest request, ObjectNode body) {
        Caller caller = machines.caller(machine, request, body);
        if (machine.key().device() == null) {
            body.remove("terminalId");
            body.remove("machineId");
        }
        return caller;
    }
}
