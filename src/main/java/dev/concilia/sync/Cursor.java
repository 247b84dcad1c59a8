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
 */
record Cursor(UUID epoch, BusinessId business, long seq) {
    private static final byte FORM = 1;
    private static final int LENGTH = 1 + 16 + 8 + 8 + 4;

    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .put(FORM)
                .putLong(epoch.getMostSignificantBits())
                .putLong(epoch.getLeastSignificantBits())
                .putLong(mark(business))
                .putLong(seq);
        return encoded(bytes.putInt(checksum(bytes)));
    }

    private static String encoded(ByteBuffer bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * The sequence number in {@code text}. Throws {@code INVALID_CURSOR} for what this hub never gave to this business, and
     * {@code RESYNC_REQUIRED} with the new epoch for a place in the feed of another epoch.
     */
    static long seqOf(String text, BusinessId business, UUID epoch) {
        ByteBuffer bytes = decoded(text);
        UUID ofEpoch = new UUID(bytes.getLong(1), bytes.getLong(9));
        long seq = bytes.getLong(25);
        if (bytes.get(0) != FORM
                || bytes.getInt(33) != checksum(bytes)
                || bytes.getLong(17) != mark(business)
                || seq < 0) {
            throw new ProblemException(ProblemCode.INVALID_CURSOR);
        }
        if (!ofEpoch.equals(epoch)) {
            throw new ProblemException(ProblemCode.RESYNC_REQUIRED, Map.of("epoch", epoch.toString()));
        }
        return seq;
    }

    private static ByteBuffer decoded(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.capacity() == LENGTH && encoded(bytes).equals(text)) { // the last letter has bits to spare
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
        crc.update(bytes.array(), 0, LENGTH - 4);
        return (int) crc.getValue();
    }
}
