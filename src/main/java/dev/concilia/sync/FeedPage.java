package dev.concilia.sync;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of the change feed, and the cursor to go on from.
 *
 * @param upTo where {@code hasMore} is false: no change that is not yet in the feed will ever have this time or an earlier
 *     one, so it is a {@code since} that misses nothing. It is the time of the business's last change; for a business
 *     without one, the beginning of 1970
 */
public record FeedPage(List<Change> changes, String cursor, boolean hasMore, UUID epoch, Instant upTo) {

    /** The last state of a record. {@code data} is its JSON as text, none for a tombstone. */
    public record Change(
            String entity,
            String id,
            long version,
            @Nullable String data,
            Instant createdAt,
            Instant updatedAt,
            Side modifiedBy,
            @Nullable UUID device) {
        public boolean deleted() {
            return data == null;
        }
    }
}
