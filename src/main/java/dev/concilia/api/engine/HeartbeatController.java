package dev.concilia.api.engine;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.Machines;
import dev.concilia.api.RequestBody;
import dev.concilia.device.Presence;
import dev.concilia.device.Triggers;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Json;
import dev.concilia.sync.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /api/sync/heartbeat}: a sign of life, and a way on which a device hears that somebody wants it to sync. It is
 * said until the device pushes or pulls, since not every client reads it here: others hear of it by their socket.
 * Source: the dialects page, "terminal".
 */
@RestController
class HeartbeatController {
    private final RequestBody bodies;
    private final Machines machines;
    private final Triggers triggers;
    private final Clock clock;

    HeartbeatController(RequestBody bodies, Machines machines, Triggers triggers, Clock clock) {
        this.bodies = bodies;
        this.machines = machines;
        this.triggers = triggers;
        this.clock = clock;
    }

    @PostMapping("/api/sync/heartbeat")
    void heartbeat(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        Instant arrived = clock.instant(); // before the body is read: only the way here stays in the clock's skew
        ObjectNode body = bodies.object(request);
        Presence.Report report = HeartbeatReader.read(body, arrived);
        Caller caller = machines.self(machine, request, body);
        machines.heard(machine, caller, report);
        DeviceId device = Objects.requireNonNull(caller.device());
        ObjectNode answer = Json.mapper().createObjectNode().put("success", true);
        answer.put("serverTime", clock.instant().toString());
        ArrayNode pending = answer.putArray("pendingTriggers");
        triggers.pending(machine.business(), device)
                .forEach(trigger -> pending.addObject()
                        .put("type", "FULL")
                        .put("terminalId", body.path("terminalId").asString(device.toString()))
                        .put("timestamp", trigger.requestedAt().toString())
                        .put("reason", trigger.reason()));
        JsonAnswer.write(response, out -> out.writeTree(answer));
    }
}
