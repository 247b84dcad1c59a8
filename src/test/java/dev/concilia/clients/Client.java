package dev.concilia.clients;

import dev.concilia.support.Answer;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** The local side of a client family: works on its own copy, and syncs as its text says when there is a line. */
interface Client {
    Line line();

    /** A piece of work, kept locally. */
    void work(Random chance);

    /** One cycle; throws {@link Line.Lost} where the line breaks, and takes up the rest with the next one. */
    void sync();

    /** Takes a hint of the hub's events; who polls needs none. */
    default void hear(String event, JsonNode data) {}

    /** Whether nothing is left to send. */
    boolean isIdle();

    /** The same device after its program was ended and started again: all it has is what it had stored. */
    Client restarted();

    /** What it holds, by the hub's names of the tables. */
    Map<String, Copies> tables();

    /** The hub's word on what it holds: count, digest and latest time of each table. */
    default Answer reconcile() {
        return Line.ok(line().post("/api/sync/reconcile", Map.of("clientSummary", Copies.summary(tables()))));
    }
}
