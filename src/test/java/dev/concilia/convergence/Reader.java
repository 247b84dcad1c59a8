package dev.concilia.convergence;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Follows the feed by cursor and holds only what it was given. */
final class Reader {
    private final Wire.Caller caller;
    private final String filter;
    private final Ledger ledger;
    private final String name;
    private Mirror mirror = new Mirror();
    private @Nullable String cursor;
    private Instant last = Instant.MIN;

    /** {@code filter}: further parameters of the pull, as in {@code &entities=sales}; a cursor goes with its filter. */
    Reader(String name, Wire.Caller caller, String filter, Ledger ledger) {
        this.name = name;
        this.caller = caller;
        this.filter = filter;
        this.ledger = ledger;
    }

    /** What a page held, and whether there is more. */
    record Page(List<State> changes, boolean more) {}

    /** Asks and never hears the answer. */
    void pullInVain(URI node, int limit) {
        Wire.get(node, caller, path(limit)).expect(200);
    }

    Page pull(URI node, int limit) {
        JsonNode json = Wire.get(node, caller, path(limit)).expect(200);
        List<State> changes = new ArrayList<>();
        json.path("changes").forEach(change -> changes.add(State.of(change)));
        boolean more = json.path("hasMore").asBoolean();
        if (changes.size() > limit || more && changes.isEmpty()) {
            ledger.find(name + " asked for " + limit + " and got " + changes.size() + ", more: " + more);
        }
        changes.forEach(this::take);
        cursor = json.path("cursor").asString();
        return new Page(changes, more);
    }

    private void take(State state) {
        if (!mirror.take(state)) {
            ledger.find(name + " was given " + state + " over " + mirror.records.get(state.key()));
        }
        if (state.updatedAt().isBefore(last)) {
            ledger.find(name + " was given " + state + " out of order");
        }
        last = state.updatedAt();
        ledger.told(state, name);
    }

    private String path(int limit) {
        return "/api/sync/changes?limit=" + limit + filter + (cursor == null ? "" : "&cursor=" + cursor);
    }

    /** Loses its copy and begins anew. */
    void forget() {
        mirror = new Mirror();
        cursor = null;
        last = Instant.MIN;
    }

    Mirror mirror() {
        return mirror;
    }

    @Override
    public String toString() {
        return name;
    }
}
