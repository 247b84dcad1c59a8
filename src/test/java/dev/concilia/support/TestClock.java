package dev.concilia.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;

/** The hub's clock in tests: the real time, moved for the length of a call. */
public final class TestClock extends Clock {
    private volatile Duration offset = Duration.ZERO;

    /** Does {@code work} as much later (or earlier) as {@code offset} says, then sets the clock right again. */
    public <T> T shifted(Duration offset, Callable<T> work) {
        this.offset = offset;
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            this.offset = Duration.ZERO;
        }
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the hub's clock has no zone");
    }
}
