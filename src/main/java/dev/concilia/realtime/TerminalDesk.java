package dev.concilia.realtime;

import dev.concilia.device.Devices;
import dev.concilia.device.Presence;
import dev.concilia.device.Triggers;
import dev.concilia.device.Triggers.Trigger;
import dev.concilia.device.TriggersRequested;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Terminals that say who they are, and the wishes that they sync: given as they come, and to whoever was away on arrival. */
@Component
class TerminalDesk {
    private static final Logger log = LoggerFactory.getLogger(TerminalDesk.class);
    private static final int LONGEST_NAME = 128;

    private final Devices devices;
    private final Presence presence;
    private final Triggers triggers;
    private final Audiences audiences;
    private final RestartTriggers restarts;
    private final Clock clock;
    private final Set<BusinessId> asked = ConcurrentHashMap.newKeySet();
    private final Repeated telling = new Repeated("realtime-triggers", this::tell);

    TerminalDesk(
            Devices devices,
            Presence presence,
            Triggers triggers,
            Audiences audiences,
            RestartTriggers restarts,
            Clock clock) {
        this.devices = devices;
        this.presence = presence;
        this.triggers = triggers;
        this.audiences = audiences;
        this.restarts = restarts;
        this.clock = clock;
    }

    /** Notes which terminal {@code listener} is; the answer for it. */
    Map<String, Object> register(SocketListener listener, @Nullable Object name) {
        if (!(name instanceof String text) || text.isBlank() || text.length() > LONGEST_NAME) {
            return refused("INVALID_PARAMETER", "terminalId");
        }
        Pass pass = listener.pass();
        try {
            DeviceId device = pass.device();
            if (device == null) {
                device = devices.named(pass.business(), text);
            } else if (!devices.mayBeNamed(pass.business(), device, text)) {
                return refused("NOT_FOUND", text);
            }
            listener.register(new Pass(pass.business(), device, pass.key(), pass.hash()), text);
            heardOf(listener);
            restarts.back(pass.business());
            tell(pass.business(), List.of(listener));
            return Map.of(
                    "success",
                    true,
                    "terminalId",
                    text,
                    "serverTime",
                    clock.instant().toString());
        } catch (ProblemException e) {
            return refused(e.code().name(), "terminalId");
        } catch (DataAccessException | TransactionException e) {
            log.warn("A terminal could not be registered: {}", e.getMessage());
            return refused("UNAVAILABLE", "terminalId");
        }
    }

    private static Map<String, Object> refused(String code, String what) {
        return Map.of("success", false, "error", code, "message", what);
    }

    /** A registered terminal that is connected is in contact. */
    void heardOf(SocketListener listener) {
        Pass pass = listener.pass();
        if (listener.terminal() != null && pass.device() != null && pass.key() != null) {
            presence.heard(pass.business(), pass.device(), pass.key(), Presence.Report.NONE);
        }
    }

    @EventListener
    void on(TriggersRequested event) {
        asked.add(event.business());
        telling.soon();
    }

    private void tell() {
        for (BusinessId business : List.copyOf(asked)) {
            asked.remove(business);
            try {
                List<SocketListener> terminals = new ArrayList<>();
                audiences.of(business).forEach(listener -> {
                    if (listener instanceof SocketListener socket && socket.terminal() != null) {
                        terminals.add(socket);
                    }
                });
                tell(business, terminals);
            } catch (DataAccessException | TransactionException e) {
                log.warn("Terminals could not be asked to sync; their next heartbeat tells them: {}", e.getMessage());
            }
        }
    }

    private void tell(BusinessId business, List<SocketListener> terminals) {
        Map<DeviceId, List<SocketListener>> byDevice = new HashMap<>();
        terminals.forEach(terminal -> {
            DeviceId device = terminal.pass().device();
            if (device != null) {
                byDevice.computeIfAbsent(device, d -> new ArrayList<>()).add(terminal);
            }
        });
        if (!byDevice.isEmpty()) {
            triggers.take(business, byDevice.keySet())
                    .forEach((device, wishes) -> byDevice.getOrDefault(device, List.of())
                            .forEach(terminal -> wishes.forEach(wish -> send(terminal, wish))));
        }
    }

    private static void send(SocketListener terminal, Trigger wish) {
        terminal.send(
                "sync:trigger",
                Map.of(
                        "type", "FULL",
                        "terminalId", String.valueOf(terminal.terminal()),
                        "timestamp", wish.requestedAt().toString(),
                        "reason", wish.reason()));
    }
}
