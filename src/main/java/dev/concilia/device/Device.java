package dev.concilia.device;

import dev.concilia.kernel.DeviceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A terminal, tablet or local back end of a business.
 *
 * @param kind what it is, in the words of who enrolled it ({@code terminal}, {@code tablet}, {@code backend} …)
 * @param externalId the name it gives itself on a business key ({@code terminalId}, {@code machineId})
 * @param location name of its location
 * @param keyExpiresAt end of its newest valid key
 * @param retiredAt since when it is out of use; none: it is in use
 * @param causes what is to be said of its state, worst first, never empty
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
        @Nullable Instant retiredAt,
        DeviceState state,
        List<Cause> causes) {
    public Device {
        causes = List.copyOf(causes);
    }

    /** Whether a person took it out of use. */
    public boolean isRetired() {
        return retiredAt != null;
    }

    /** The badge of its worst cause. */
    public Badge badge() {
        return causes.getFirst().kind().badge();
    }

    /** The name by which it knows itself: its own, else the hub's id of it. */
    public String selfName() {
        return externalId == null ? id.toString() : externalId;
    }
}
