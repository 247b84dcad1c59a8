package dev.concilia.device;

import dev.concilia.kernel.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A terminal, tablet or local back end of a business.
 *
 * @param kind what it is, in the words of who enrolled it ({@code terminal}, {@code tablet}, {@code backend} …)
 * @param externalId the name it gives itself on a business key ({@code terminalId}, {@code machineId})
 * @param location name of its location
 * @param keyExpiresAt end of its newest valid key
 */
public record Device(
        DeviceId id,
        String name,
        String kind,
        @Nullable String externalId,
        @Nullable String location,
        @Nullable String version,
        Instant enrolledAt,
        @Nullable Instant keyExpiresAt,
        DeviceState state,
        Badge badge) {}
