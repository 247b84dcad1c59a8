package dev.concilia.support;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Minutes of the hub's clock that begin just now, so that a test does not meet the end of one. */
public final class TestMinute {
    private TestMinute() {}

    /** How far {@link TestClock#shifted} has to go to the beginning of a minute {@code n} minutes from now. */
    public static Duration ahead(int n) {
        Instant now = Instant.now();
        return Duration.between(now, now.truncatedTo(ChronoUnit.MINUTES).plus(n, ChronoUnit.MINUTES));
    }
}
