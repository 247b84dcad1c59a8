package dev.concilia.device;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.KeyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a presented API key turned out to be. */
public sealed interface KeyCheck {
    /** Opens the door of {@code business}; {@code device} is none for a business key. */
    record Valid(
            BusinessId business,
            KeyId key,
            @Nullable DeviceId device,
            @Nullable Instant expiresAt) implements KeyCheck {}

    /** Unknown, expired or revoked; the caller is not told which. */
    record Refused(Reason reason) implements KeyCheck {}

    enum Reason {
        UNKNOWN,
        EXPIRED,
        REVOKED
    }
}
