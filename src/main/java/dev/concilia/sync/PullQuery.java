package dev.concilia.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a device wants of the change feed. Source: the protocol's "Pull".
 *
 * @param cursor where it stopped; none: {@code since}, and without that the beginning
 * @param since exact, because hub times never go back within a business
 * @param entities canonical names; empty: all
 * @param limit rows of a page, 1 to {@link ChangeFeed#LARGEST_PAGE}
 * @param excludeOwn leaves out records whose last change is the caller's own
 * @param patience how long to hold the answer until there is something
 * @param minPriority while holding, only commits of this priority or more are looked at; {@code entities} says what is read
 */
public record PullQuery(
        @Nullable String cursor,
        @Nullable Instant since,
        Set<String> entities,
        int limit,
        boolean excludeOwn,
        Duration patience,
        int minPriority) {
    /** For a caller to whom every change is as urgent. */
    public PullQuery(
            @Nullable String cursor,
            @Nullable Instant since,
            Set<String> entities,
            int limit,
            boolean excludeOwn,
            Duration patience) {
        this(cursor, since, entities, limit, excludeOwn, patience, 0);
    }
}
