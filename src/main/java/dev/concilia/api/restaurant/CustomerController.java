package dev.concilia.api.restaurant;

import dev.concilia.api.ApiCaller;
import dev.concilia.api.JsonAnswer;
import dev.concilia.api.Machines;
import dev.concilia.api.RequestBody;
import dev.concilia.api.Times;
import dev.concilia.device.Presence;
import dev.concilia.kernel.Json;
import dev.concilia.sync.Caller;
import dev.concilia.sync.SyncLog;
import dev.concilia.sync.SyncType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Customers and their addresses, both ways. Source: the dialects page, "restaurant". */
@RestController
@RequestMapping("/api/sync/customers")
class CustomerController {
    private final RequestBody bodies;
    private final Machines machines;
    private final Customers customers;
    private final CustomerPush push;
    private final SyncLog log;

    CustomerController(RequestBody bodies, Machines machines, Customers customers, CustomerPush push, SyncLog log) {
        this.bodies = bodies;
        this.machines = machines;
        this.customers = customers;
        this.push = push;
        this.log = log;
    }

    @GetMapping("/changes")
    void changes(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        Instant since = Times.parameter(request, "since");
        log.noting(SyncType.CUSTOMERS_PULL, machine.business(), machine.key().device(), call -> {
            Caller caller = machines.caller(machine, request, null);
            call.by(caller.device());
            call.affected(write(caller, since, response));
            machines.pulled(machine, caller);
            return call;
        });
    }

    private int write(Caller caller, @Nullable Instant since, HttpServletResponse response) {
        AtomicInteger count = new AtomicInteger();
        Instant until = customers.until(caller.business()); // what commits from now on comes next time
        JsonAnswer.write(response, out -> {
            out.writeStartObject();
            out.writeBooleanProperty("success", true);
            out.writeArrayPropertyStart("data");
            customers.changed(caller, since, customer -> {
                out.writeTree(customer);
                count.incrementAndGet();
            });
            out.writeEndArray();
            out.writeStringProperty("serverTimestamp", until.toString());
            out.writeEndObject();
        });
        return count.get();
    }

    @PostMapping("/bulk")
    void bulk(
            @AuthenticationPrincipal ApiCaller.Machine machine,
            HttpServletRequest request,
            HttpServletResponse response) {
        ObjectNode data = log.noting(
                SyncType.CUSTOMERS_PUSH, machine.business(), machine.key().device(), call -> {
                    ObjectNode body = bodies.object(request);
                    Caller caller = machines.caller(machine, request, body);
                    call.by(caller.device());
                    CustomerPush.Done done = push.push(caller, body, request);
                    call.affected(done.written());
                    machines.pushed(machine, caller, Presence.Report.NONE);
                    return done.json();
                });
        ObjectNode answer = Json.mapper().createObjectNode().put("success", true);
        answer.set("data", data);
        JsonAnswer.write(response, out -> out.writeTree(answer));
    }
}
