package dev.concilia.sync.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one table holds, in three figures. Source: the protocol's "Reconcile".
 *
 * @param table canonical name of the entity
 * @param count live records
 * @param latestUpdatedAt time of the latest change of a live record, none for an empty table
 * @param digest 16 hex digits: XOR over the live records of the first 8 bytes of SHA-256 of {@code id:version}; none where
 *     a client does not compute it. It sees a record that is missing, too many or of another version; content that was
 *     altered and kept its version it cannot see
 */
public record TableSummary(
        String table,
        long count,
        @Nullable Instant latestUpdatedAt,
        @Nullable String digest) {}
