package dev.concilia.api;

import dev.concilia.kernel.Sha256;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Keeps a flood of wrong keys off the database without shutting out the good ones behind the same address. From an address
 * that has sent too many wrong ones in this minute, keys that this node has seen to be good are looked up as always; the
 * others one at a time, so that such an address never holds more than one connection. In the node's memory, bounded.
 */
@Component
class WrongKeys {
    private static final int MOST_ADDRESSES = 10_000;
    private static final int MOST_KEYS = 20_000;

    private final PerMinute<String, Strikes> addresses;
    private final Set<ByteBuffer> good = ConcurrentHashMap.newKeySet();
    private final int limit;

    WrongKeys(Clock clock, ApiSettings settings) {
        this.addresses = new PerMinute<>(clock);
        this.limit = settings.wrongKeyLimit();
    }

    /** What became of a presented key. */
    sealed interface Verdict {
        record Known(ApiCaller caller) implements Verdict {}

        record Wrong() implements Verdict {}

        record TooMany(Duration pause) implements Verdict {}
    }

    /** Judges {@code presented}, which {@code lookUp} finds in the database, or not. */
    Verdict judge(String address, String presented, Supplier<Optional<ApiCaller>> lookUp) {
        ByteBuffer key = ByteBuffer.wrap(Sha256.of(presented));
        Map<String, Strikes> present = addresses.now().values();
        Strikes strikes = present.get(counted(present, address));
        if (strikes == null || !strikes.over(limit) || good.contains(key)) {
            return judged(address, key, lookUp);
        }
        if (!strikes.gate.tryAcquire()) {
            return tooMany();
        }
        try {
            return judged(address, key, lookUp);
        } finally {
            strikes.gate.release();
        }
    }

    /** How long an address that has sent too many wrong secrets is not listened to; empty if it is. */
    Optional<Duration> shut(String address) {
        Map<String, Strikes> present = addresses.now().values();
        Strikes strikes = present.get(counted(present, address));
        return strikes != null && strikes.over(limit) ? Optional.of(addresses.left()) : Optional.empty();
    }

    /** Counts a wrong secret that is no key, such as a one-time code. */
    void wrong(String address) {
        Map<String, Strikes> present = addresses.now().values();
        present.computeIfAbsent(counted(present, address), a -> new Strikes())
                .count
                .incrementAndGet();
    }

    private Verdict judged(String address, ByteBuffer key, Supplier<Optional<ApiCaller>> lookUp) {
        Optional<ApiCaller> caller = lookUp.get();
        if (caller.isPresent()) {
            remember(key);
            return new Verdict.Known(caller.get());
        }
        good.remove(key);
        wrong(address);
        return shut(address).isPresent() ? tooMany() : new Verdict.Wrong();
    }

    private Verdict tooMany() {
        return new Verdict.TooMany(addresses.left());
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

        boolean over(int limit) {
            return limit > 0 && count.get() > limit;
        }
    }
}
