package dev.concilia.alert;

import dev.concilia.device.Device;
import dev.concilia.device.DeviceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with one device. Pure. */
final class DeviceWatch {
    private static final int SILENT_INTERVALS = 3; // as for its badge

    private final Map<AlertKind, AlertRule> rules;
    private final Instant now;
    private final Duration interval;

    /** {@code interval}: how often a device is expected to make contact. */
    DeviceWatch(Map<AlertKind, AlertRule> rules, Instant now, Duration interval) {
        this.rules = rules;
        this.now = now;
        this.interval = interval;
    }

    List<Problem> problems(Device device, @Nullable Instant inconsistentSince) {
        List<Problem> found = new ArrayList<>();
        DeviceState state = device.state();
        if (silent(state)) {
            found.add(problem(AlertKind.DEVICE_SILENT, device, null, state.lastSeenAt()));
        }
        unsent(device, found);
        if (above(AlertKind.DEVICE_FAILED, state.failed())) {
            found.add(problem(AlertKind.DEVICE_FAILED, device, number(state.failed()), null));
        }
        if (inconsistentSince != null && olderThanMinutes(AlertKind.DEVICE_INCONSISTENT, inconsistentSince)) {
            found.add(problem(AlertKind.DEVICE_INCONSISTENT, device, null, inconsistentSince));
        }
        Instant expires = device.keyExpiresAt();
        if (expires != null && expires.isBefore(now.plus(Duration.ofDays(limit(AlertKind.KEY_EXPIRES, "days"))))) {
            found.add(problem(AlertKind.KEY_EXPIRES, device, null, expires));
        }
        Long skew = state.clockSkewMs();
        if (skew != null && Math.abs(skew) > 1_000L * limit(AlertKind.CLOCK_SKEW, "seconds")) {
            found.add(problem(AlertKind.CLOCK_SKEW, device, Math.abs(skew) / 1_000, null));
        }
        return found;
    }

    private void unsent(Device device, List<Problem> found) {
        DeviceState state = device.state();
        Instant oldest = state.oldestPendingAt();
        if (oldest != null && olderThanMinutes(AlertKind.UNSENT_OLD, oldest)) {
            found.add(problem(AlertKind.UNSENT_OLD, device, number(state.pending()), oldest));
        }
        if (above(AlertKind.UNSENT_MANY, state.pending())) {
            found.add(problem(AlertKind.UNSENT_MANY, device, number(state.pending()), oldest));
        }
    }

    /** A device that signed off with everything sent is switched off, not lost; one that never synced is not yet in use. */
    private boolean silent(DeviceState state) {
        Instant seen = state.lastSeenAt();
        if (seen == null || state.lastPushAt() == null && state.lastPullAt() == null) {
            return false;
        }
        Integer pending = state.pending();
        if (DeviceState.OFFLINE.equals(state.status()) && (pending == null || pending == 0)) {
            return false;
        }
        Duration allowed = Duration.ofMinutes(limit(AlertKind.DEVICE_SILENT, "minutes"));
        Duration least = interval.multipliedBy(SILENT_INTERVALS);
        return seen.isBefore(now.minus(allowed.compareTo(least) > 0 ? allowed : least));
    }

    private boolean olderThanMinutes(AlertKind kind, Instant since) {
        return since.isBefore(now.minus(Duration.ofMinutes(limit(kind, "minutes"))));
    }

    private boolean above(AlertKind kind, @Nullable Integer count) {
        return count != null && count > limit(kind, "count");
    }

    private int limit(AlertKind kind, String name) {
        return Watch.rule(rules, kind).limit(name);
    }

    private static @Nullable Long number(@Nullable Integer count) {
        return count == null ? null : count.longValue();
    }

    private static Problem problem(AlertKind kind, Device device, @Nullable Long number, @Nullable Instant since) {
        return Problem.of(kind, device.id().toString(), device.name(), number, since);
    }
}
