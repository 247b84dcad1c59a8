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
import java.util.stream.Stream;
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

    /** Why somebody should look at a device. */
    enum Cause {
        FAILED,
        SILENT,
        CONFLICTS,
        DIFFERENT,
        KEY_EXPIRED,
        KEY_EXPIRES,
        CLOCK
    }

    /** One thing to look at; {@code number} and {@code since} belong to the cause. */
    record Task(
            Device device,
            Cause cause,
            long number,
            @Nullable Instant since) {}

    /** The worst badge; empty without devices. */
    public Optional<Badge> worst() {
        return devices.isEmpty()
                ? Optional.empty()
                : Optional.of(RollUp.of(devices).badge());
    }

    /** The last contact of any device. */
    public Optional<Device> lastSeen() {
        return devices.stream()
                .filter(d -> d.state().lastSeenAt() != null)
                .max(Comparator.comparing(d -> Objects.requireNonNull(d.state().lastSeenAt())));
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

    List<Task> tasks() {
        return devices.stream().flatMap(this::tasksOf).toList();
    }

    private Stream<Task> tasksOf(Device device) {
        List<Task> tasks = new ArrayList<>();
        device.causes()
                .forEach(why -> worry(why.kind())
                        .ifPresent(cause -> tasks.add(new Task(device, cause, why.number(), why.since()))));
        Instant keyEnd = device.keyExpiresAt();
        if (keyEnd != null && keyEnd.isBefore(at.plus(keyWarning))) {
            tasks.add(new Task(device, keyEnd.isAfter(at) ? Cause.KEY_EXPIRES : Cause.KEY_EXPIRED, 0, keyEnd));
        }
        Long skew = device.state().clockSkewMs();
        if (skew != null && Math.abs(skew) > CLOCK_TOLERANCE.toMillis()) {
            tasks.add(new Task(device, Cause.CLOCK, Math.abs(skew) / 60_000, null));
        }
        return tasks.stream();
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
