package dev.concilia.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What this node remembers for the present minute of the hub's clock; all of it is forgotten with the minute. */
public final class PerMinute<K, V> {
    private final Clock clock;
    private volatile Minute<K, V> present = new Minute<>(Instant.MIN, Map.of());

    public PerMinute(Clock clock) {
        this.clock = clock;
    }

    /** What is remembered, and since when. */
    public record Minute<K, V>(Instant start, Map<K, V> values) {}

    /** The present minute; what is put into its values lasts as long. */
    public Minute<K, V> now() {
        Minute<K, V> minute = present;
        return minute.start.equals(start()) ? minute : next();
    }

    /** How long the present minute still lasts. */
    public Duration left() {
        Instant now = clock.instant();
        return Duration.between(now, now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES));
    }

    private synchronized Minute<K, V> next() {
        Instant start = start(); // read again: whoever waited here must not bring the last minute back
        if (!present.start.equals(start)) {
            present = new Minute<>(start, new ConcurrentHashMap<>());
        }
        return present;
    }

    private Instant start() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }
}
