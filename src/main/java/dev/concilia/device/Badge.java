package dev.concilia.device;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The five states of a device, best first; the worst one rolls up. Source: the UI page's "Badges". */
public enum Badge {
    /** In contact, nothing pending, last reconcile consistent. */
    SYNCED,
    /** Enrolled, never synced. */
    WAITING,
    /** Working, pending, or not yet known to be consistent: unknown is never green. */
    SYNCING,
    /** Mismatches at the last reconcile, or open conflicts. */
    DIVERGED,
    /** No contact for three intervals, or failures on the device. */
    OFFLINE;

    private static final int SILENT_INTERVALS = 3;

    /** The badge of a device as it stands at {@code now}, with contact expected every {@code interval}. */
    public static Badge of(DeviceState state, Instant now, Duration interval) {
        if (state.lastPushAt() == null && state.lastPullAt() == null) {
            return WAITING;
        }
        Instant seen = state.lastSeenAt();
        boolean silent = seen == null || seen.isBefore(now.minus(interval.multipliedBy(SILENT_INTERVALS)));
        if (silent || positive(state.failed())) {
            return OFFLINE;
        }
        if (state.openConflicts() > 0 || Boolean.FALSE.equals(state.consistent())) {
            return DIVERGED;
        }
        boolean known = state.pending() != null && Boolean.TRUE.equals(state.consistent());
        return !known || positive(state.pending()) ? SYNCING : SYNCED;
    }

    /** The worse of two. */
    public Badge worse(Badge other) {
        return compareTo(other) >= 0 ? this : other;
    }

    private static boolean positive(@Nullable Integer count) {
        return count != null && count > 0;
    }
}
