package dev.concilia.api.terminal;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.Machines;
import dev.concilia.device.Badge;
import dev.concilia.device.Device;
import dev.concilia.device.Devices;
import dev.concilia.device.Links;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.PendingOrders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /api/sync/status?terminalId=}: of the terminal that is named, else of the one whose key it is, else of the
 * business. Source: the dialects page, "restaurant" and "terminal".
 */
@RestController
class StatusController {
    private final Devices devices;
    private final Machines machines;
    private final StatusTables tables;
    private final Links links;
    private final PendingOrders orders;

    StatusController(Devices devices, Machines machines, StatusTables tables, Links links, PendingOrders orders) {
        this.devices = devices;
        this.machines = machines;
        this.tables = tables;
        this.links = links;
        this.orders = orders;
    }

    @GetMapping("/api/sync/status")
    void status(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        BusinessId business = machine.business();
        String name = request.getParameter("terminalId");
        DeviceId id = name == null || name.isBlank() ? machine.key().device() : machines.meant(machine, name);
        Device device = id == null ? null : devices.find(business, id).orElseThrow(StatusController::unknown);
        ObjectNode answer = Json.mapper().createObjectNode().put("success", true);
        answer.put("terminalId", name == null || name.isBlank() ? selfName(device) : name);
        tables.of(business, device).write(answer);
        Links.State contact = contact(business, device);
        answer.put(
                "lastSync",
                contact.lastSync() == null ? null : contact.lastSync().toString());
        answer.put("pendingOrders", orders.count(business));
        answer.put("isConnected", contact.connected());
        JsonAnswer.write(response, out -> out.writeTree(answer));
    }

    private static @Nullable String selfName(@Nullable Device device) {
        return device == null ? null : device.selfName();
    }

    /** A terminal's own contact where one is meant, else the business's. */
    private Links.State contact(BusinessId business, @Nullable Device device) {
        if (device == null) {
            return links.of(business);
        }
        Optional<Instant> lastSync = Stream.of(
                        device.state().lastPushAt(), device.state().lastPullAt())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        return new Links.State(
                lastSync.orElse(null), device.badge() != Badge.OFFLINE && device.badge() != Badge.WAITING);
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemCode.NOT_FOUND);
    }
}
