package dev.concilia.sync;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * A place in a business's change feed, opaque to clients: epoch, a mark of the business, sequence number, checksum. It
 * opens nothing: whatever it says, only the caller's own business is read.
 *
 * @param floor how far tombstones were purged when its holder began to read: it then held nothing that they could have
 *     taken away. Written only while it is ahead of {@code seq}, that is during a first sync
 */
record Cursor(UUID epoch, BusinessId business, long seq, long floor) {
    private static final byte PLAIN = 1;
    private static final byte WITH_FLOOR = 2;
    private static final int LENGTH = 1 + 16 + 8 + 8 + 4;
    private static final int LONGER = LENGTH + 8;

    Cursor(UUID epoch, BusinessId business, long seq) {
        this(epoch, business, seq, 0);
    }

    /** The same reader, further on. */
    Cursor at(long place) {
        return new Cursor(epoch, business, place, floor);
    }

    /** This place, if the feed still holds each tombstone that its holder has to see; else {@code RESYNC_REQUIRED}. */
    Cursor requireWhole(BatchReads.Clock now) {
        if (Math.max(seq, floor) < now.purgedSeq()) {
            throw resync(now.epoch());
        }
        return this;
    }

    static ProblemException resync(UUID epoch) {
        return new ProblemException(ProblemCode.RESYNC_REQUIRED, Map.of("epoch", epoch.toString()));
    }

    String text() {
        boolean plain = floor <= seq;
        ByteBuffer bytes = ByteBuffer.allocate(plain ? LENGTH : LONGER)
                .put(plain ? PLAIN : WITH_FLOOR)
                .putLong(epoch.getMostSignificantBits())
                .putLong(epoch.getLeastSignificantBits())
                .putLong(mark(business))
                .putLong(seq);
        if (!plain) {
            bytes.putLong(floor);
        }
        return encoded(bytes.putInt(checksum(bytes)));
    }

    private static String encoded(ByteBuffer bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * The place that {@code text} names. Throws {@code INVALID_CURSOR} for what this hub never gave to this business, and
     * {@code RESYNC_REQUIRED} with the new epoch for a place in the feed of another epoch.
     */
    static Cursor of(String text, BusinessId business, UUID epoch) {
        ByteBuffer bytes = decoded(text);
        boolean plain = bytes.capacity() == LENGTH;
        UUID ofEpoch = new UUID(bytes.getLong(1), bytes.getLong(9));
        long seq = bytes.getLong(25);
        long floor = plain ? 0 : bytes.getLong(33);
        if (bytes.get(0) != (plain ? PLAIN : WITH_FLOOR)
                || bytes.getInt(bytes.capacity() - 4) != checksum(bytes)
                || bytes.getLong(17) != mark(business)
                || seq < 0
                || floor < 0) {
            throw new ProblemException(ProblemCode.INVALID_CURSOR);
        }
        if (!ofEpoch.equals(epoch)) {
            throw resync(epoch);
        }
        return new Cursor(epoch, business, seq, floor);
    }

    private static ByteBuffer decoded(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            boolean fits = bytes.capacity() == LENGTH || bytes.capacity() == LONGER;
            if (fits && encoded(bytes).equals(text)) { // the last letter has bits to spare
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // falls through: no cursor of ours
        }
        throw new ProblemException(ProblemCode.INVALID_CURSOR);
    }

    private static long mark(BusinessId business) {
        return business.value().getMostSignificantBits() ^ business.value().getLeastSignificantBits();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, bytes.capacity() - 4);
        return (int) crc.getValue();
    }
}
