package dev.concilia.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of alert is watched for in a business.
 *
 * @param limits every limit of the kind, by name
 * @param hours when it counts; none: always. Outside of them nobody is alarmed; what is open stays open, and may recover
 */
public record AlertRule(
        AlertKind kind,
        boolean enabled,
        Map<String, Integer> limits,
        @Nullable WatchHours hours) {
    public AlertRule {
        limits = Map.copyOf(limits);
    }

    /** A rule that always counts. */
    public AlertRule(AlertKind kind, boolean enabled, Map<String, Integer> limits) {
        this(kind, enabled, limits, null);
    }

    /** The hub's default. */
    static AlertRule normal(AlertKind kind) {
        return new AlertRule(
                kind,
                true,
                kind.limits().stream().collect(Collectors.toMap(AlertKind.Limit::name, AlertKind.Limit::normal)));
    }

    int limit(String name) {
        Integer limit = limits.get(name);
        if (limit == null) {
            throw new IllegalArgumentException(kind + " has no limit " + name);
        }
        return limit;
    }

    /** Whether its hours are over before what has to last that long could be an alert. */
    public boolean isNeverDue() {
        return hours != null && hours.length().compareTo(lasting()) <= 0;
    }

    /** Whether it may alarm somebody now: time outside of its hours does not count as silence. */
    boolean isDue(Instant now, ZoneId zone) {
        return hours == null
                || hours.began(now, zone)
                        .filter(began -> !began.plus(lasting()).isAfter(now))
                        .isPresent();
    }

    private Duration lasting() {
        return switch (kind) {
            case DEVICE_SILENT, UNSENT_OLD, DEVICE_INCONSISTENT -> Duration.ofMinutes(limit("minutes"));
            default -> Duration.ZERO;
        };
    }
}
