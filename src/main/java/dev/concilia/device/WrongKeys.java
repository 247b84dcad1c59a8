package dev.concilia.device;

import dev.concilia.kernel.PerMinute;
import dev.concilia.kernel.Sha256;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Keeps a flood of wrong keys off the database without shutting out the good ones behind the same address. From an address
 * that has sent too many wrong ones in this minute, keys that this node has seen to be good are looked up as always; the
 * others one at a time, so that such an address never holds more than one connection. In the node's memory, bounded.
 */
public final class WrongKeys {
    private static final int MOST_ADDRESSES = 10_000;
    private static final int MOST_KEYS = 20_000;

    private final PerMinute<String, Strikes> addresses;
    private final Set<ByteBuffer> good = ConcurrentHashMap.newKeySet();
    private final int limit;

    /** {@code limit}: wrong keys per address and minute; 0: as many as come. */
    public WrongKeys(Clock clock, int limit) {
        this.addresses = new PerMinute<>(clock);
        this.limit = limit;
    }

    /** What became of a presented key. */
    public sealed interface Verdict<T> {
        record Known<T>(T caller) implements Verdict<T> {}

        record Wrong<T>() implements Verdict<T> {}

        /** Too many wrong ones came from there; this one is wrong, too, or was not looked up. */
        record TooMany<T>(Duration pause) implements Verdict<T> {}
    }

    /** Judges {@code presented}, which {@code lookUp} finds in the database, or not. */
    public <T> Verdict<T> judge(String address, String presented, Supplier<Optional<T>> lookUp) {
        return judge(address, presented, lookUp, Duration.ZERO);
    }

    /** As above; where keys are looked up one at a time, this one waits its turn for as long as {@code patience}. */
    public <T> Verdict<T> judge(String address, String presented, Supplier<Optional<T>> lookUp, Duration patience) {
        ByteBuffer key = ByteBuffer.wrap(Sha256.of(presented));
        Map<String, Strikes> present = addresses.now().values();
        Strikes strikes = present.get(counted(present, address));
        if (strikes == null || !strikes.over(limit) || good.contains(key)) {
            return judged(address, key, lookUp);
        }
        if (!strikes.lets(patience)) {
            return tooMany();
        }
        try {
            return judged(address, key, lookUp);
        } finally {
            strikes.gate.release();
        }
    }

    /** How long an address that has sent too many wrong secrets is not listened to; empty if it is. */
    public Optional<Duration> shut(String address) {
        Map<String, Strikes> present = addresses.now().values();
        Strikes strikes = present.get(counted(present, address));
        return strikes != null && strikes.over(limit) ? Optional.of(addresses.left()) : Optional.empty();
    }

    /** Counts a wrong secret that is no key, such as a one-time code. */
    public void wrong(String address) {
        Map<String, Strikes> present = addresses.now().values();
        present.computeIfAbsent(counted(present, address), a -> new Strikes())
                .count
                .incrementAndGet();
    }

    private <T> Verdict<T> judged(String address, ByteBuffer key, Supplier<Optional<T>> lookUp) {
        Optional<T> caller = lookUp.get();
        if (caller.isPresent()) {
            remember(key);
            return new Verdict.Known<>(caller.get());
        }
        good.remove(key);
        wrong(address);
        return shut(address).isPresent() ? tooMany() : new Verdict.Wrong<>();
    }

    private <T> Verdict<T> tooMany() {
        return new Verdict.TooMany<>(addresses.left());
    }

    private void remember(ByteBuffer key) {
        if (good.contains(key)) {
            return;
        }
        if (good.size() >= MOST_KEYS) {
            good.clear(); // each comes back with its next call
        }
        good.add(key);
    }

    /** The name under which an address counts; those beyond the bound share one. */
    private static String counted(Map<String, Strikes> present, String address) {
        return present.size() < MOST_ADDRESSES || present.containsKey(address) ? address : "";
    }

    private static final class Strikes {
        private final AtomicInteger count = new AtomicInteger();
        private final Semaphore gate = new Semaphore(1);

        /** Whether one of the keys may be looked up; whoever may gives the gate back. */
        boolean lets(Duration patience) {
            try {
                return gate.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        boolean over(int limit) {
            return limit > 0 && count.get() > limit;
        }
    }
}
