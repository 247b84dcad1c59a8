package dev.concilia.api;

import dev.concilia.device.DeviceSettings;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Tells a program in time that its key is about to end: {@code Concilia-Key-Expires}, an ISO time. */
@Component
class KeyExpiry {
    static final String HEADER = "Concilia-Key-Expires";

    private final DeviceSettings settings;
    private final Clock clock;

    KeyExpiry(DeviceSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    void warn(ApiCaller caller, HttpServletResponse response) {
        Instant end =
                caller instanceof ApiCaller.Machine machine ? machine.key().expiresAt() : null;
        if (end != null && end.isBefore(clock.instant().plus(settings.keyWarning()))) {
            response.setHeader(HEADER, end.toString());
        }
    }
}
