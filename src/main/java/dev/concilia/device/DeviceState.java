package dev.concilia.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the hub knows of a device's work. A null count is unknown, not zero.
 *
 * @param pending operations the device still holds, as it last reported; the hub cannot know of others
 * @param failed operations the device gave up on, as it last reported, and those that the hub has refused since then (or
 *     within the last day, if that is later) and has not accepted under the same id since; exact up to 1,000 refusals
 * @param clockSkewMs the device's clock minus the hub's, in milliseconds, as last measured. The time that the call took
 *     to the hub is unknowable and makes a clock look that much slower than it is
 * @param consistent result of the last reconcile
 * @param status what the device said of itself in its last heartbeat, in capitals
 * @param tables what the device said of its tables in its last heartbeat: JSON, figures by table
 */
public record DeviceState(
        @Nullable Instant lastSeenAt,
        @Nullable Instant lastPushAt,
        @Nullable Instant lastPullAt,
        @Nullable Integer pending,
        @Nullable Integer failed,
        @Nullable Instant oldestPendingAt,
        @Nullable Long clockSkewMs,
        @Nullable Boolean consistent,
        int openConflicts,
        @Nullable String status,
        @Nullable String tables) {
    /** The status of a device that signs off: it counts as silent at once. */
    public static final String OFFLINE = "OFFLINE";

    /** The status of a device at work. */
    public static final String SYNCING = "SYNCING";
}
