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
 */
public record PullQuery(
        @Nullable String cursor,
        @Nullable Instant since,
        Set<String> entities,
        int limit,
        boolean excludeOwn,
        Duration patience) {}
