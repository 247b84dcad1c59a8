package dev.concilia.demo;

import dev.concilia.catalog.Priority;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a device takes in of the others' changes. Each least priority has a cursor of its own, because a cursor passes over
 * what its pull leaves out; a wider pull moves the narrower ones' cursors along, for it has seen all that they would.
 *
 * <pre>
 * start ──► pull all, own changes too ──► pull others' changes, by cycle ──► reconcile ──► (trusted place moves on)
 *   ▲ 410          ▲                                                             │
 *   └──────────────┴──── lost answer: from the last trusted place, own ◄─────────┘
 *                        changes too
 * </pre>
 */
final class Intake {
    /** The least priority of a pull that leaves nothing out. */
    static final int ALL = 0;

    private final HubClient hub;
    private final String apiKey;
    private final Set<String> entities;
    private final Replica replica;
    private final Consumer<JsonNode> onChange;
    private final NavigableMap<Integer, String> cursors = new TreeMap<>();
    private final AtomicReference<@Nullable String> critical = new AtomicReference<>();
    private @Nullable String trusted;
    private boolean ownToo = true;

    Intake(HubClient hub, String apiKey, Set<String> entities, Replica replica, Consumer<JsonNode> onChange) {
        this.hub = hub;
        this.apiKey = apiKey;
        this.entities = entities;
        this.replica = replica;
        this.onChange = onChange;
    }

    /** Takes in changes of {@code minPriority} or more to the end; the pause that the hub wants, none if all is well. */
    @Nullable
    Duration pull(int minPriority) throws IOException, InterruptedException {
        int least = ownToo ? ALL : minPriority;
        boolean more = true;
        while (more) {
            Answer answer = hub.pull(apiKey, new Pull(cursor(least), entities, !ownToo, least, 0));
            if (answer.status() == 410 || answer.code().equals("INVALID_CURSOR")) {
                startOver();
                return Duration.ZERO;
            }
            if (!answer.ok()) {
                return answer.pause();
            }
            take(answer.body());
            cursors.tailMap(least, true).clear();
            cursors.put(least, answer.body().path("cursor").asString(""));
            more = answer.body().path("hasMore").asBoolean(false);
        }
        critical.compareAndSet(null, cursor(Priority.CRITICAL.least()));
        if (ownToo) {
            ownToo = false;
            trust();
        }
        return null;
    }

    private @Nullable String cursor(int least) {
        Map.Entry<Integer, String> widest = cursors.floorEntry(least);
        return widest == null ? null : widest.getValue();
    }

    /** Takes in a page, also one that was waited for elsewhere. */
    void take(JsonNode page) {
        page.path("changes").forEach(this::change);
    }

    private void change(JsonNode change) {
        replica.put(
                change.path("entity").asString(""),
                change.path("id").asString(""),
                change.path("version").asLong(0),
                change.path("deleted").asBoolean(false),
                instant(change.path("updatedAt"), Instant.EPOCH));
        onChange.accept(change);
    }

    /** Where to wait for critical changes from; the one who waits moves it on, and sets none where the hub refuses it. */
    AtomicReference<@Nullable String> critical() {
        return critical;
    }

    /** All up to the widest cursor is as the hub has it. */
    void trust() {
        trusted = cursors.get(ALL);
    }

    /** The next pull begins where all was well, and brings this device's own changes too. */
    void lookAgain() {
        cursors.clear();
        if (trusted != null) {
            cursors.put(ALL, trusted);
        }
        ownToo = true;
    }

    private void startOver() {
        replica.clear();
        trusted = null;
        critical.set(null);
        lookAgain();
    }

    static Instant instant(JsonNode time, Instant otherwise) {
        try {
            return Instant.parse(time.asString(""));
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }
}
