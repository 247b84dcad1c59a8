package dev.concilia.convergence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** Runs many seeds, each in one thread, and sums up. */
final class Seeds {
    private static final int THREADS = 4;

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<Failure> failures = new ArrayList<>();

    record Failure(long seed, Throwable cause) {}

    /** Runs {@code life} for each seed; a failing seed does not stop the others. */
    void run(Collection<Long> seeds, LongFunction<Ledger> life) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            seeds.forEach(seed -> running.add(threads.submit(() -> one(seed, life))));
            for (Future<?> one : running) {
                join(one);
            }
        }
    }

    private static void join(Future<?> one) throws InterruptedException {
        try {
            one.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void one(long seed, LongFunction<Ledger> life) {
        try {
            Map<String, Integer> seen = life.apply(seed).counts();
            synchronized (this) {
                seen.forEach((what, count) -> counts.merge(what, count, Integer::sum));
            }
        } catch (AssertionError | RuntimeException e) {
            synchronized (this) {
                failures.add(new Failure(seed, e));
            }
        }
    }

    Map<String, Integer> counts() {
        return counts;
    }

    List<Failure> failures() {
        return failures;
    }
}
