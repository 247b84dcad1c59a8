package dev.concilia.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which live records of an entity; null is "any".
 *
 * @param entity canonical name
 * @param from those that the hub first took at or after this moment
 * @param to those that the hub first took before this moment
 * @param text those that hold this text in one of the fields that a list of the entity shows, or in their id
 * @param after the id of the last record of the page before
 * @param limit most records of the page
 */
public record RecordQuery(
        String entity,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String text,
        @Nullable String after,
        int limit) {}
