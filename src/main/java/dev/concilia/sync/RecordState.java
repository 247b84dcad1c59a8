package dev.concilia.sync;

import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Sha256;
import dev.concilia.kernel.UserId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record as the hub holds it. Treat {@code data} as immutable: copies are made before anything is changed.
 *
 * @param version 1 for the first, one more with each change
 * @param fieldVersions the version that last set a field; a field that is not in it was set by {@code bornVersion}
 * @param bornVersion the version of the (latest) insert, or of the latest that a device brought back
 * @param deleted a tombstone: {@code data} is what stood there last
 * @param seq place in the business's change feed
 * @param claim what no other record of the business may hold while this one does, such as its daily number
 */
public record RecordState(
        RecordKey key,
        ObjectNode data,
        long version,
        Map<String, Long> fieldVersions,
        long bornVersion,
        boolean deleted,
        Instant createdAt,
        Instant updatedAt,
        Side side,
        @Nullable DeviceId device,
        @Nullable UserId user,
        long seq,
        @Nullable String claim) {

    /** The version that last set {@code field}. */
    public long versionOf(String field) {
        return fieldVersions.getOrDefault(field, bornVersion);
    }

    /** First 8 bytes of SHA-256 of {@code id:version}; 0 for a tombstone. Source: the protocol's "Reconcile". */
    public long digest() {
        return deleted
                ? 0
                : ByteBuffer.wrap(Sha256.of(key.id() + ":" + version)).getLong();
    }
}
