package dev.concilia.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a device has the badge that it has.
 *
 * @param number how many: failed or pending operations, open conflicts; else 0
 * @param since for {@link Kind#SILENT} the last contact, for {@link Kind#PENDING} since when
 */
public record Cause(Kind kind, long number, @Nullable Instant since) {
    private static final int SILENT_INTERVALS = 3;

    /** What can be said of a device; each stands for a badge. */
    public enum Kind {
        /** Operations that the device gave up on, or that the hub refused. */
        FAILED(Badge.OFFLINE),
        /** No contact for three intervals, or the device signed off. */
        SILENT(Badge.OFFLINE),
        /** Open conflicts of its operations. */
        CONFLICTS(Badge.DIVERGED),
        /** Mismatches at its last reconcile. */
        DIFFERENT(Badge.DIVERGED),
        /** It holds operations that the hub has not. */
        PENDING(Badge.SYNCING),
        /** It says that it is at work. */
        WORKING(Badge.SYNCING),
        /** It never said what it holds, or was never compared: unknown is never green. */
        UNPROVEN(Badge.SYNCING),
        /** Enrolled, never pushed or pulled. */
        NEVER_SYNCED(Badge.WAITING),
        /** All is well. */
        IN_SYNC(Badge.SYNCED);

        private final Badge badge;

        Kind(Badge badge) {
            this.badge = badge;
        }

        /** The badge that this alone makes. */
        public Badge badge() {
            return badge;
        }
    }

    /**
     * All that can be said of a device at {@code now}, worst first, never empty: the first one makes its badge.
     *
     * @param interval how often it is expected to make contact
     */
    public static List<Cause> of(DeviceState state, Instant now, Duration interval) {
        List<Cause> causes = new ArrayList<>();
        boolean synced = state.lastPushAt() != null || state.lastPullAt() != null;
        if (positive(state.failed())) {
            causes.add(new Cause(Kind.FAILED, number(state.failed()), null));
        }
        if (synced && !inContact(state, now, interval)) {
            causes.add(new Cause(Kind.SILENT, 0, state.lastSeenAt()));
        }
        if (state.openConflicts() > 0) {
            causes.add(new Cause(Kind.CONFLICTS, state.openConflicts(), null));
        } else if (synced && Boolean.FALSE.equals(state.consistent())) {
            causes.add(new Cause(Kind.DIFFERENT, 0, null));
        }
        if (synced) {
            milder(state, causes);
        }
        if (causes.isEmpty()) {
            causes.add(new Cause(synced ? Kind.IN_SYNC : Kind.NEVER_SYNCED, 0, null));
        }
        return List.copyOf(causes);
    }

    private static void milder(DeviceState state, List<Cause> causes) {
        if (positive(state.pending())) {
            causes.add(new Cause(Kind.PENDING, number(state.pending()), state.oldestPendingAt()));
        }
        if (DeviceState.SYNCING.equals(state.status())) {
            causes.add(new Cause(Kind.WORKING, 0, null));
        }
        if (state.pending() == null || state.consistent() == null) {
            causes.add(new Cause(Kind.UNPROVEN, 0, null));
        }
    }

    /** Whether the device was heard of within three intervals and has not signed off. */
    static boolean inContact(DeviceState state, Instant now, Duration interval) {
        Instant seen = state.lastSeenAt();
        return seen != null
                && !seen.isBefore(now.minus(interval.multipliedBy(SILENT_INTERVALS)))
                && !DeviceState.OFFLINE.equals(state.status());
    }

    private static boolean positive(@Nullable Integer count) {
        return count != null && count > 0;
    }

    private static long number(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
