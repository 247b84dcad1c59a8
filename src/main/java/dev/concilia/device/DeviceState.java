package dev.concilia.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the hub knows of a device's work. A null count is unknown, not zero.
 *
 * @param pending operations the device still holds, as it last reported
 * @param failed operations the device gave up on, as it last reported
 * @param clockSkewMs the device's clock minus the hub's, in milliseconds
 * @param consistent result of the last reconcile
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
        int openConflicts) {}
