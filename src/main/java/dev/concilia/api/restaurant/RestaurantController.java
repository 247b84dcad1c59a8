package dev.concilia.api.restaurant;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.Machines;
import dev.concilia.api.RequestBody;
import dev.concilia.business.Location;
import dev.concilia.device.Links;
import dev.concilia.device.Presence;
import dev.concilia.kernel.Json;
import dev.concilia.sync.Caller;
import dev.concilia.sync.PendingOrders;
import dev.concilia.sync.Profiles;
import dev.concilia.sync.RecordState;
import dev.concilia.sync.SyncLog;
import dev.concilia.sync.SyncType;
import dev.concilia.sync.WholePush;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Menu and configuration up, orders down and confirmed. Source: the dialects page, "restaurant". */
@RestController
@RequestMapping("/api/sync")
class RestaurantController {
    private final RequestBody bodies;
    private final Machines machines;
    private final Links links;
    private final Profiles profiles;
    private final WholePush whole;
    private final PendingOrders pending;
    private final Orders orders;
    private final OrderConfirm confirm;
    private final SyncLog log;

    RestaurantController(
            RequestBody bodies,
            Machines machines,
            Links links,
            Profiles profiles,
            WholePush whole,
            PendingOrders pending,
            Orders orders,
            OrderConfirm confirm,
            SyncLog log) {
        this.bodies = bodies;
        this.machines = machines;
        this.links = links;
        this.profiles = profiles;
        this.whole = whole;
        this.pending = pending;
        this.orders = orders;
        this.confirm = confirm;
        this.log = log;
    }

    /** What a push found out, and how many records it wrote. */
    record Pushed(JsonNode data, int written) {}

    @PostMapping("/menu")
    void menu(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        ObjectNode body = bodies.object(request);
        push(SyncType.MENU_PUSH, machine, request, response, body, caller -> {
            List<WholePush.Item> items =
                    Tree.menu(profiles.of(machine.business()).catalog(), body);
            return pushed(whole.push(caller, WholePush.Kind.MENU, place(caller), items));
        });
    }

    @PostMapping("/config")
    void config(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        ObjectNode body = bodies.object(request);
        push(SyncType.CONFIG_PUSH, machine, request, response, body, caller -> {
            String place = place(caller);
            List<WholePush.Item> items =
                    Tree.config(profiles.of(machine.business()).catalog(), body, place);
            return pushed(whole.push(caller, WholePush.Kind.CONFIG, place, items));
        });
    }

    private static Pushed pushed(WholePush.Done done) {
        ObjectNode data = Json.mapper()
                .createObjectNode()
                .put("created", done.created())
                .put("updated", done.updated())
                .put("deleted", done.deleted())
                .put("unchanged", done.unchanged());
        return new Pushed(data, done.written());
    }

    @PostMapping("/orders/confirm")
    void confirm(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        ObjectNode body = bodies.object(request);
        push(
                SyncType.ORDERS_CONFIRM,
                machine,
                request,
                response,
                body,
                caller -> confirm.confirmed(caller, Orders.confirmations(body), request));
    }

    private void push(
            SyncType type,
            ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response,
            ObjectNode body,
            Function<Caller, Pushed> work) {
        JsonNode data = log.noting(type, machine.business(), machine.key().device(), call -> {
            Caller caller = machines.caller(machine, request, body);
            call.by(caller.device());
            Pushed pushed = work.apply(caller);
            call.affected(pushed.written());
            machines.pushed(machine, caller, Presence.Report.NONE);
            return pushed.data();
        });
        answer(response, data);
    }

    @GetMapping("/orders/pending")
    void pending(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        JsonNode data = log.noting(
                SyncType.ORDERS_PULL, machine.business(), machine.key().device(), call -> {
                    Caller caller = machines.caller(machine, request, null);
                    call.by(caller.device());
                    List<RecordState> found = pending.list(machine.business(), location(caller));
                    call.affected(found.size());
                    machines.pulled(machine, caller);
                    return orders.joined(machine.business(), found);
                });
        answer(response, data);
    }

    private Optional<Location> location(Caller caller) {
        return Optional.ofNullable(caller.device()).flatMap(device -> links.location(caller.business(), device));
    }

    private String place(Caller caller) {
        return location(caller).map(location -> location.id().toString()).orElse("");
    }

    private static void answer(HttpServletResponse response, JsonNode data) {
        ObjectNode answer = Json.mapper().createObjectNode().put("success", true);
        answer.set("data", data);
        JsonAnswer.write(response, out -> out.writeTree(answer));
    }
}
