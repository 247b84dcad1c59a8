package dev.concilia.api.terminal;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.RequestBody;
import dev.concilia.device.Devices;
import dev.concilia.device.Triggers;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /api/sync/all}: asks one terminal or all to sync now. Source: the dialects page, "terminal". */
@RestController
class TriggerController {
    private static final String REASON = "API_REQUEST";

    private final RequestBody bodies;
    private final Devices devices;
    private final Triggers triggers;

    TriggerController(RequestBody bodies, Devices devices, Triggers triggers) {
        this.bodies = bodies;
        this.devices = devices;
        this.triggers = triggers;
    }

    @PostMapping("/api/sync/all")
    void all(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        Triggers.Asked asked = ask(machine.business(), TerminalBody.terminal(bodies.object(request)));
        ObjectNode answer =
                Json.mapper().createObjectNode().put("success", true).put("triggered", asked.triggered());
        ArrayNode offline = answer.putArray("offline");
        asked.offline().forEach(offline::add);
        JsonAnswer.write(response, out -> out.writeTree(answer));
    }

    private Triggers.Asked ask(BusinessId business, @Nullable String terminal) {
        return terminal == null
                ? triggers.requestAll(business, REASON)
                : triggers.request(
                        business,
                        devices.known(business, terminal)
                                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND)),
                        REASON);
    }
}
