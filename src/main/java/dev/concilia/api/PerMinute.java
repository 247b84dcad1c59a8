package dev.concilia.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What this node remembers for the present minute of the hub's clock; all of it is forgotten with the minute. */
final class PerMinute<K, V> {
    private final Clock clock;
    private volatile Minute<K, V> present = new Minute<>(Instant.MIN, Map.of());

    PerMinute(Clock clock) {
        this.clock = clock;
    }

    record Minute<K, V>(Instant start, Map<K, V> values) {}

    Minute<K, V> now() {
        Minute<K, V> minute = present;
        return minute.start.equals(start()) ? minute : next();
    }

    /** How long the present minute still lasts. */
    Duration left() {
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
