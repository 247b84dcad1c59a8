package dev.concilia.api;

import dev.concilia.device.Devices;
import dev.concilia.device.Presence;
import dev.concilia.kernel.DeviceId;
import dev.concilia.sync.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which device is calling: the key's own, or on a business key the one that {@code terminalId} or {@code machineId} names. */
@Component
public class Machines {
    private final Devices devices;
    private final Presence presence;

    Machines(Devices devices, Presence presence) {
        this.devices = devices;
        this.presence = presence;
    }

    /** The caller in the engine's terms. A device key's device stands, whatever the request names. */
    public Caller caller(ApiCaller.Machine machine, HttpServletRequest request, @Nullable ObjectNode body) {
        DeviceId device = machine.key().device();
        if (device == null) {
            String name = name(request, body);
            device = name == null ? null : devices.named(machine.business(), name);
        }
        return Caller.device(machine.business(), device);
    }

    /** Notes that the caller has pushed. */
    public void pushed(ApiCaller.Machine machine, Caller caller, Presence.Report report) {
        if (caller.device() != null) {
            presence.pushed(caller.business(), caller.device(), machine.key().key(), report);
        }
    }

    /** Notes that the caller has pulled. */
    public void pulled(ApiCaller.Machine machine, Caller caller) {
        if (caller.device() != null) {
            presence.pulled(caller.business(), caller.device(), machine.key().key());
        }
    }

    private static @Nullable String name(HttpServletRequest request, @Nullable ObjectNode body) {
        for (String parameter : new String[] {"terminalId", "machineId"}) {
            if (request.getParameter(parameter) != null) {
                return request.getParameter(parameter);
            }
            JsonNode field = body == null ? null : body.get(parameter);
            if (field != null && field.isString()) {
                return field.stringValue();
            }
        }
        return null;
    }
}
