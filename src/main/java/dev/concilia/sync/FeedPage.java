package dev.concilia.sync;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A page of the change feed, and the cursor to go on from. */
public record FeedPage(List<Change> changes, String cursor, boolean hasMore, UUID epoch, Instant serverTimestamp) {

    /** The last state of a record. {@code data} is its JSON as text, none for a tombstone. */
    public record Change(
            String entity,
            String id,
            long version,
            @Nullable String data,
            Instant updatedAt,
            Side modifiedBy,
            @Nullable UUID device) {
        public boolean deleted() {
            return data == null;
        }
    }
}
