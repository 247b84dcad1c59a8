package dev.concilia.sync;

import dev.concilia.catalog.FieldError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record as a device holds it and the hub may have lost it. Source: the protocol's "After a restore".
 *
 * @param version the hub's number for it, as the device was told
 * @param data its content; none for a tombstone
 * @param updatedAt the hub's time of that version, as the device was told
 * @param defects what the reader of the wire could not make sense of; such a record is rejected
 */
public record HeldRecord(
        String id,
        long version,
        @Nullable ObjectNode data,
        boolean deleted,
        Instant updatedAt,
        List<FieldError> defects) {
    /** Higher numbers are garbage: so many changes cannot have been made. */
    public static final long HIGHEST_VERSION = 1_000_000_000;
}
