package dev.concilia.admin.overview;

import dev.concilia.device.Badge;
import dev.concilia.device.Cause.Kind;
import dev.concilia.device.Device;
import dev.concilia.device.RollUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a business at one moment, and what that comes to.
 *
 * @param devices worst first
 * @param locations how many locations the business has
 * @param keyWarning how long before its end a key is worth a word
 */
public record Fleet(List<Device> devices, int locations, Instant at, Duration keyWarning) {
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    public Fleet {
        devices = List.copyOf(devices);
    }

    /** The answer of the page in one word. */
    enum Answer {
        NO_DEVICES,
        NEED_YOU,
        SYNCING,
        WAITING,
        SYNCED
    }

    /** Why somebody should look at a device, worst first. */
    enum Cause {
        FAILED,
        SILENT,
        KEY_EXPIRED,
        CONFLICTS,
        DIFFERENT,
        KEY_EXPIRES,
        CLOCK;

        /** Whether work stands still until somebody does. */
        boolean isUrgent() {
            return compareTo(KEY_EXPIRED) <= 0;
        }
    }

    /** One cause; {@code number} and {@code since} belong to it. */
    record Reason(Cause cause, long number, @Nullable Instant since) {}

    /** A device to look at, its worst reason first. */
    record Task(Device device, List<Reason> reasons) {
        Task {
            reasons = List.copyOf(reasons);
        }

        Reason worst() {
            return reasons.getFirst();
        }

        boolean has(Set<Cause> causes) {
            return reasons.stream().anyMatch(reason -> causes.contains(reason.cause()));
        }
    }

    /** The worst badge; empty without devices. */
    public Optional<Badge> worst() {
        return devices.isEmpty()
                ? Optional.empty()
                : Optional.of(RollUp.of(devices).badge());
    }

    /** The device that the worst badge is of: with the worst cause, and of those the longest without contact. */
    public Optional<Device> foremost() {
        return devices.stream()
                .min(Comparator.comparing((Device d) -> d.causes().getFirst().kind())
                        .thenComparing(d -> d.state().lastSeenAt(), Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    Answer answer() {
        return worst().map(worst -> switch (worst) {
                    case OFFLINE, DIVERGED -> Answer.NEED_YOU;
                    case SYNCING -> Answer.SYNCING;
                    case WAITING -> Answer.WAITING;
                    case SYNCED -> Answer.SYNCED;
                })
                .orElse(Answer.NO_DEVICES);
    }

    int count(Badge badge) {
        return (int) devices.stream().filter(d -> d.badge() == badge).count();
    }

    /** How many devices the answer speaks of. */
    int concerned() {
        return switch (answer()) {
            case NO_DEVICES -> 0;
            case NEED_YOU -> count(Badge.OFFLINE) + count(Badge.DIVERGED);
            case SYNCING -> count(Badge.SYNCING);
            case WAITING -> count(Badge.WAITING);
            case SYNCED -> devices.size();
        };
    }

    /** What the devices that said so still hold; empty if that would be a zero that nobody vouches for. */
    OptionalInt unsent() {
        int known = devices.stream()
                .map(d -> d.state().pending())
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
        return known == 0 && silentOnUnsent() > 0 || devices.isEmpty() ? OptionalInt.empty() : OptionalInt.of(known);
    }

    /** Devices that never said what they hold. */
    int silentOnUnsent() {
        return (int) devices.stream().filter(d -> d.state().pending() == null).count();
    }

    Optional<Instant> oldestUnsent() {
        return devices.stream()
                .map(d -> d.state().oldestPendingAt())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }

    int openConflicts() {
        return devices.stream().mapToInt(d -> d.state().openConflicts()).sum();
    }

    /** One per device that somebody should look at, worst first. */
    List<Task> tasks() {
        return devices.stream()
                .map(device -> new Task(device, reasons(device)))
                .filter(task -> !task.reasons().isEmpty())
                .sorted(Comparator.comparing(task -> task.worst().cause()))
                .toList();
    }

    private List<Reason> reasons(Device device) {
        List<Reason> reasons = new ArrayList<>();
        device.causes()
                .forEach(why -> worry(why.kind())
                        .ifPresent(cause -> reasons.add(new Reason(cause, why.number(), why.since()))));
        Instant keyEnd = device.keyExpiresAt();
        if (keyEnd != null && keyEnd.isBefore(at.plus(keyWarning))) {
            reasons.add(new Reason(keyEnd.isAfter(at) ? Cause.KEY_EXPIRES : Cause.KEY_EXPIRED, 0, keyEnd));
        }
        Long skew = device.state().clockSkewMs();
        if (skew != null && Math.abs(skew) > CLOCK_TOLERANCE.toMillis()) {
            reasons.add(new Reason(Cause.CLOCK, Math.abs(skew) / 60_000, null));
        }
        reasons.sort(Comparator.comparing(Reason::cause));
        return reasons;
    }

    private static Optional<Cause> worry(Kind kind) {
        return switch (kind) {
            case FAILED -> Optional.of(Cause.FAILED);
            case SILENT -> Optional.of(Cause.SILENT);
            case CONFLICTS -> Optional.of(Cause.CONFLICTS);
            case DIFFERENT -> Optional.of(Cause.DIFFERENT);
            case PENDING, WORKING, UNPROVEN, NEVER_SYNCED, IN_SYNC -> Optional.empty();
        };
    }
}
