package dev.concilia.api.terminal;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.StatusFigures;
import dev.concilia.device.Badge;
import dev.concilia.device.Device;
import dev.concilia.device.Devices;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
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
    private final StatusTables tables;
    private final ObjectProvider<StatusFigures> figures;

    StatusController(Devices devices, StatusTables tables, ObjectProvider<StatusFigures> figures) {
        this.devices = devices;
        this.tables = tables;
        this.figures = figures;
    }

    @GetMapping("/api/sync/status")
    void status(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        BusinessId business = machine.business();
        String name = request.getParameter("terminalId");
        DeviceId id = name == null || name.isBlank() ? machine.key().device() : known(business, name);
        Device device = id == null ? null : devices.find(business, id).orElseThrow(StatusController::unknown);
        ObjectNode answer = Json.mapper().createObjectNode().put("success", true);
        answer.put("terminalId", name == null || name.isBlank() ? selfName(device) : name);
        tables.of(business, device).write(answer);
        StatusFigures.Figures three = three(business, device);
        answer.put(
                "lastSync", three.lastSync() == null ? null : three.lastSync().toString());
        answer.put("pendingOrders", three.pendingOrders());
        answer.put("isConnected", three.isConnected());
        JsonAnswer.write(response, out -> out.writeTree(answer));
    }

    private DeviceId known(BusinessId business, String name) {
        return devices.known(business, name).orElseThrow(StatusController::unknown);
    }

    private static @Nullable String selfName(@Nullable Device device) {
        return device == null ? null : device.selfName();
    }

    /** A terminal's own contact where there is one; the rest is the business's. */
    private StatusFigures.Figures three(BusinessId business, @Nullable Device device) {
        List<Device> meant = device == null ? devices.list(business) : List.of(device);
        Optional<StatusFigures.Figures> known =
                Optional.ofNullable(figures.getIfAvailable()).map(provider -> provider.of(business));
        if (known.isPresent() && device == null) {
            return known.get();
        }
        Instant lastSync = meant.stream()
                .flatMap(one -> Stream.of(one.state().lastPushAt(), one.state().lastPullAt()))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        boolean connected =
                meant.stream().anyMatch(one -> one.badge() != Badge.OFFLINE && one.badge() != Badge.WAITING);
        return new StatusFigures.Figures(
                lastSync, known.map(StatusFigures.Figures::pendingOrders).orElse(0L), connected);
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemCode.NOT_FOUND);
    }
}
