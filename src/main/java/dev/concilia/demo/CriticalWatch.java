package dev.concilia.demo;

import dev.concilia.catalog.Priority;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Waits at the hub for critical changes and hands them to the device, which is one thread's alone. */
final class CriticalWatch implements Runnable {
    private static final int WAIT_SECONDS = 25;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final HubClient hub;
    private final String apiKey;
    private final Set<String> entities;
    private final AtomicReference<@Nullable String> place;
    private final BlockingQueue<JsonNode> inbox;
    private final BooleanSupplier away;

    CriticalWatch(
            HubClient hub,
            String apiKey,
            Set<String> entities,
            AtomicReference<@Nullable String> place,
            BlockingQueue<JsonNode> inbox,
            BooleanSupplier away) {
        this.hub = hub;
        this.apiKey = apiKey;
        this.entities = entities;
        this.place = place;
        this.inbox = inbox;
        this.away = away;
    }

    /** Waits until the thread is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                String from = place.get();
                if (from == null || away.getAsBoolean()) {
                    Thread.sleep(IDLE);
                } else {
                    watch(from);
                }
            }
        } catch (InterruptedException e) {
            // The hub is going down, and the device with it: nothing to say.
        }
    }

    private void watch(String from) throws InterruptedException {
        try {
            Answer answer = hub.pull(apiKey, new Pull(from, entities, true, Priority.CRITICAL.least(), WAIT_SECONDS));
            if (answer.ok()) {
                if (!answer.body().path("changes").isEmpty()) {
                    inbox.put(answer.body());
                }
                place.compareAndSet(from, answer.body().path("cursor").asString(from));
            } else if (answer.status() == 410 || answer.code().equals("INVALID_CURSOR")) {
                place.compareAndSet(from, null);
            } else {
                Thread.sleep(answer.pause());
            }
        } catch (IOException e) {
            Thread.sleep(AFTER_FAILURE);
        }
    }
}
