package dev.concilia.demo;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The days of one device: a few seconds of work, then contact with the hub unless the network is away. */
final class DeviceLife implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(DeviceLife.class);
    private static final Duration RECONCILE_EVERY = Duration.ofMinutes(1);
    private static final int LONGEST_BACKOFF_SECONDS = 60;

    private final Profile profile;
    private final Habits habits;
    private final DeviceSync sync;
    private final Replica replica;
    private final Outbox outbox;
    private final RandomGenerator random;
    private final Clock clock;
    private Instant silentUntil = Instant.MIN;
    private Instant reconcileAt = Instant.MIN;
    private int failures;

    DeviceLife(
            Profile profile,
            Habits habits,
            DeviceSync sync,
            Replica replica,
            Outbox outbox,
            RandomGenerator random,
            Clock clock) {
        this.profile = profile;
        this.habits = habits;
        this.sync = sync;
        this.replica = replica;
        this.outbox = outbox;
        this.random = random;
        this.clock = clock;
    }

    /** Lives until the thread is interrupted. */
    @Override
    public void run() {
        try {
            habits.today(deviceTime());
            while (true) {
                Thread.sleep(random.nextInt(3_000, 9_000));
                turn();
            }
        } catch (InterruptedException e) {
            // The hub is going down, and the device with it: nothing to say.
        } catch (RuntimeException e) {
            log.error("Demo device {} stopped", profile.name(), e);
        }
    }

    private void turn() throws InterruptedException {
        if (!outbox.isFull()) {
            habits.turn(deviceTime(), replica, outbox).forEach(outbox::add);
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
        if (pause == null) {
            pause = sync.pull();
        }
        if (pause == null && sync.reconciles() && outbox.size() == 0 && !now.isBefore(reconcileAt)) {
            pause = sync.reconcile();
            reconcileAt = now.plus(RECONCILE_EVERY);
        }
        return pause;
    }

    private Instant deviceTime() {
        return clock.instant().plus(profile.skew());
    }
}
