package dev.concilia.demo;

import dev.concilia.kernel.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one table's records in a device's hands, without their content: about 100 bytes a record, because ten
 * devices share the hub's memory. Ids are told apart by the first 8 bytes of their SHA-256, whose first byte is the bucket.
 * A deleted record stays as a negative version, a forgotten one as version 0. Source of the digest: the protocol's
 * "Reconcile".
 */
final class VersionTable {
    private static final int BUCKETS = 256;

    private long[] keys = new long[64];
    private @Nullable String[] ids = new String[64];
    private int[] versions = new int[64];
    private long[] updated = new long[64];
    private final long[] digests = new long[BUCKETS];
    private int used;
    private int live;

    /** Takes a state of a record, unless a newer one is here. */
    void put(String id, long version, boolean deleted, Instant updatedAt) {
        if (Math.abs(versions[slot(key(id))]) <= version) {
            set(id, deleted ? -version : version, updatedAt);
        }
    }

    /** Lets a record be as if it had never come. */
    void forget(String id) {
        if (versions[slot(key(id))] != 0) {
            set(id, 0, Instant.EPOCH);
        }
    }

    private void set(String id, long signedVersion, Instant updatedAt) {
        if (used * 2 >= keys.length) {
            grow();
        }
        long key = key(id);
        int slot = slot(key);
        int old = versions[slot];
        if (ids[slot] == null) {
            used++;
        }
        if (old > 0) {
            live--;
            digests[bucket(key)] ^= mark(id, old);
        }
        if (signedVersion > 0) {
            live++;
            digests[bucket(key)] ^= mark(id, signedVersion);
        }
        keys[slot] = key;
        ids[slot] = id;
        versions[slot] = Math.toIntExact(signedVersion);
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
        long digest = 0;
        for (long bucket : digests) {
            digest ^= bucket;
        }
        return HexFormat.of().toHexDigits(digest);
    }

    /** The digests of the buckets that are not empty, by their two hex digits. */
    Map<String, String> buckets() {
        Map<String, String> buckets = new TreeMap<>();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (digests[bucket] != 0) {
                buckets.put(
                        HexFormat.of().toHexDigits((byte) bucket),
                        HexFormat.of().toHexDigits(digests[bucket]));
            }
        }
        return buckets;
    }

    /** The live records of a bucket with their versions. */
    Map<String, Long> held(String bucket) {
        int wanted = HexFormat.fromHexDigits(bucket);
        Map<String, Long> held = new TreeMap<>();
        for (int slot = 0; slot < keys.length; slot++) {
            String id = ids[slot];
            if (id != null && versions[slot] > 0 && bucket(keys[slot]) == wanted) {
                held.put(id, (long) versions[slot]);
            }
        }
        return held;
    }

    /** A live record near {@code place}, whatever that is; none without records. */
    @Nullable
    String near(int place) {
        for (int i = 0; i < keys.length; i++) {
            int slot = (place + i) & (keys.length - 1);
            if (versions[slot] > 0) {
                return ids[slot];
            }
        }
        return null;
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
        while (ids[slot] != null && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable String[] oldIds = ids;
        int[] oldVersions = versions;
        long[] oldUpdated = updated;
        keys = new long[oldKeys.length * 2];
        ids = new String[keys.length];
        versions = new int[keys.length];
        updated = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldIds[i] != null) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                ids[slot] = oldIds[i];
                versions[slot] = oldVersions[i];
                updated[slot] = oldUpdated[i];
            }
        }
    }

    private static int bucket(long key) {
        return (int) (key >>> 56);
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
