package dev.concilia.demo;

import dev.concilia.catalog.Priority;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The days of one device. Every few seconds it works and sends what it did; critical changes of others reach it as they
 * happen; every cycle it gives a sign of life and pulls what is due, every minute it compares itself with the hub. All that
 * unless the network is away.
 */
final class DeviceLife implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(DeviceLife.class);
    private static final Duration RECONCILE_EVERY = Duration.ofMinutes(1);
    private static final int LONGEST_BACKOFF_SECONDS = 60;
    private static final int PAGES_IN_HAND = 4;

    private final Profile profile;
    private final Habits habits;
    private final DeviceSync sync;
    private final Intake intake;
    private final Mishap mishap;
    private final Replica replica;
    private final Outbox outbox;
    private final RandomGenerator random;
    private final Clock clock;
    private final Duration interval;
    private final BlockingQueue<JsonNode> inbox = new LinkedBlockingQueue<>(PAGES_IN_HAND);
    private volatile Instant silentUntil = Instant.MIN;
    private Instant cycleAt = Instant.MIN;
    private Instant reconcileAt = Instant.MIN;
    private long cycle;
    private int failures;

    /** What a device is made of. */
    record Parts(Habits habits, DeviceSync sync, Intake intake, Mishap mishap, Replica replica, Outbox outbox) {}

    DeviceLife(Profile profile, Parts parts, RandomGenerator random, Clock clock, Duration interval) {
        this.profile = profile;
        this.habits = parts.habits();
        this.sync = parts.sync();
        this.intake = parts.intake();
        this.mishap = parts.mishap();
        this.replica = parts.replica();
        this.outbox = parts.outbox();
        this.random = random;
        this.clock = clock;
        this.interval = interval;
    }

    /** Where pages of critical changes are handed in, from any thread. */
    BlockingQueue<JsonNode> inbox() {
        return inbox;
    }

    /** Whether this device is out of reach, asked from any thread. */
    boolean isAway() {
        return clock.instant().isBefore(silentUntil);
    }

    /** Lives until the thread is interrupted. */
    @Override
    public void run() {
        try {
            habits.today(deviceTime());
            while (true) {
                rest(Duration.ofMillis(random.nextInt(3_000, 9_000)));
                turn();
            }
        } catch (InterruptedException e) {
            // The hub is going down, and the device with it: nothing to say.
        } catch (RuntimeException e) {
            log.error("Demo device {} stopped", profile.name(), e);
        }
    }

    /** Does nothing but take in critical changes as they come. */
    private void rest(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (true) {
            JsonNode page = inbox.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (page == null) {
                return;
            }
            intake.take(page);
        }
    }

    private void turn() throws InterruptedException {
        if (!outbox.isFull()) {
            habits.turn(deviceTime(), replica, outbox).forEach(outbox::add);
        }
        if (Dice.chance(random, profile.mishap())) {
            log.debug("Demo device {} loses some of what it held", profile.name());
            mishap.strike(replica, deviceTime());
        }
        Instant now = clock.instant();
        if (now.isBefore(silentUntil)) {
            return;
        }
        if (Dice.chance(random, profile.cutOff())) {
            silentUntil = now.plusSeconds(random.nextInt(120, 480));
            log.debug("Demo device {} is cut off until {}", profile.name(), silentUntil);
            return;
        }
        try {
            Duration pause = contact(now);
            failures = 0;
            if (pause != null) {
                silentUntil = now.plus(pause);
            }
        } catch (IOException e) {
            failures = Math.min(failures + 1, 6);
            silentUntil = now.plusSeconds(random.nextInt(1, Math.min(LONGEST_BACKOFF_SECONDS, 1 << failures) + 1));
            log.debug("Demo device {} does not reach the hub: {}", profile.name(), e.getMessage());
        }
    }

    private @Nullable Duration contact(Instant now) throws IOException, InterruptedException {
        Duration pause = sync.push(deviceTime());
        return pause != null || now.isBefore(cycleAt) ? pause : cycle(now);
    }

    private @Nullable Duration cycle(Instant now) throws IOException, InterruptedException {
        boolean wanted = sync.heartbeat(deviceTime());
        Duration pause = intake.pull(Priority.minPriorityAt(cycle));
        if (pause == null && outbox.size() == 0 && (wanted || sync.differs() || !now.isBefore(reconcileAt))) {
            // A cycle lies between a finding and its repair, so that people can see both.
            if (sync.differs()) {
                sync.repair(deviceTime());
                pause = sync.push(deviceTime());
            }
            pause = pause != null ? pause : sync.reconcile();
            reconcileAt = now.plus(RECONCILE_EVERY);
        }
        if (pause == null) {
            cycle++;
            cycleAt = now.plus(interval);
        }
        return pause;
    }

    private Instant deviceTime() {
        return clock.instant().plus(profile.skew());
    }
}
