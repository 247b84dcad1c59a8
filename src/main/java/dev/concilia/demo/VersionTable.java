package dev.concilia.demo;

import dev.concilia.kernel.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one table's records in a device's hands, without their content: 20 bytes a record, because ten devices
 * share the hub's memory. Ids are told apart by the first 8 bytes of their SHA-256. A deleted record stays as a negative
 * version. Source of the digest: the protocol's "Reconcile".
 */
final class VersionTable {
    private long[] keys = new long[64];
    private int[] versions = new int[64];
    private long[] updated = new long[64];
    private int used;
    private int live;
    private long digest;

    /** Takes a state of a record, unless a newer one is here. */
    void put(String id, long version, boolean deleted, Instant updatedAt) {
        if (used * 2 >= keys.length) {
            grow();
        }
        long key = key(id);
        int slot = slot(key);
        int old = versions[slot];
        if (Math.abs(old) > version) {
            return;
        }
        if (old == 0) {
            used++;
        }
        if (old > 0) {
            live--;
            digest ^= mark(id, old);
        }
        if (!deleted) {
            live++;
            digest ^= mark(id, version);
        }
        keys[slot] = key;
        versions[slot] = Math.toIntExact(deleted ? -version : version);
        updated[slot] = ChronoUnit.MICROS.between(Instant.EPOCH, updatedAt);
    }

    /** The version of a live record, 0 for none. */
    long version(String id) {
        return Math.max(0, versions[slot(key(id))]);
    }

    int count() {
        return live;
    }

    String digest() {
        return HexFormat.of().toHexDigits(digest);
    }

    /** When the latest change of a live record was made; none without records. */
    @Nullable
    Instant latest() {
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < keys.length; i++) {
            if (versions[i] > 0) {
                latest = Math.max(latest, updated[i]);
            }
        }
        return live == 0 ? null : Instant.EPOCH.plus(latest, ChronoUnit.MICROS);
    }

    private int slot(long key) {
        int slot = (int) key & (keys.length - 1);
        while (versions[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldVersions = versions;
        long[] oldUpdated = updated;
        keys = new long[oldKeys.length * 2];
        versions = new int[keys.length];
        updated = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldVersions[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                versions[slot] = oldVersions[i];
                updated[slot] = oldUpdated[i];
            }
        }
    }

    private static long key(String id) {
        return first(id);
    }

    private static long mark(String id, long version) {
        return first(id + ":" + version);
    }

    private static long first(String text) {
        return ByteBuffer.wrap(Sha256.of(text)).getLong();
    }
}
