package dev.concilia.api;

import dev.concilia.device.Devices;
import dev.concilia.device.Presence;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.sync.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
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

    /**
     * As {@link #caller}, where the call is about the named device itself: a device key that names another one gets {@code
     * NOT_FOUND}, and a business key has to name one.
     */
    public Caller self(ApiCaller.Machine machine, HttpServletRequest request, ObjectNode body) {
        DeviceId device = machine.key().device();
        String name = name(request, body);
        if (device == null && name == null) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, "terminalId");
        }
        if (device != null && name != null && !devices.mayBeNamed(machine.business(), device, name)) {
            throw new ProblemException(ProblemCode.NOT_FOUND);
        }
        return caller(machine, request, body);
    }

    /**
     * The device that {@code name} means to this caller: one of the business by its own name or the hub's id, else the
     * caller's own, which may call itself what it likes. Throws {@code NOT_FOUND}.
     */
    public DeviceId meant(ApiCaller.Machine machine, String name) {
        return devices.known(machine.business(), name)
                .or(() -> Optional.ofNullable(machine.key().device())
                        .filter(own -> devices.mayBeNamed(machine.business(), own, name)))
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
    }

    /** Notes that the caller has pushed. */
    public void pushed(ApiCaller.Machine machine, Caller caller, Presence.Report report) {
        if (caller.device() != null) {
            presence.pushed(caller.business(), caller.device(), machine.key().key(), report);
        } else {
            presence.used(caller.business(), machine.key().key());
        }
    }

    /** Notes that the caller has given a sign of life. */
    public void heard(ApiCaller.Machine machine, Caller caller, Presence.Report report) {
        if (caller.device() != null) {
            presence.heard(caller.business(), caller.device(), machine.key().key(), report);
        }
    }

    /** Notes that the caller has pulled. */
    public void pulled(ApiCaller.Machine machine, Caller caller) {
        if (caller.device() != null) {
            presence.pulled(caller.business(), caller.device(), machine.key().key());
        } else {
            presence.used(caller.business(), machine.key().key());
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
