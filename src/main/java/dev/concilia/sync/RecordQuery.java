package dev.concilia.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which live records of an entity; null is "any".
 *
 * @param entity canonical name
 * @param from those that happened at or after this moment, as they themselves say ({@code soldAt}, {@code createdAt} …), else as
 *     the hub first took them
 * @param to those that happened before this moment
 * @param text those that hold this text in one of the fields that a list of the entity shows, or in their id
 * @param after where the page before ended: its {@code next}
 * @param limit most records of the page
 */
public record RecordQuery(
        String entity,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String text,
        @Nullable String after,
        int limit) {
    /** Whether the query is by time, so that its pages are in the order of time, not of ids. */
    boolean dated() {
        return from != null || to != null;
    }

    RecordQuery at(@Nullable String place, int size) {
        return new RecordQuery(entity, from, to, text, place, size);
    }
}
