package dev.concilia.realtime;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.KeyId;
import org.jspecify.annotations.Nullable;

/**
 * What a valid key or token lets its holder hear: one business's events.
 *
 * @param device the device that listens, if it is known
 * @param key the key's id; none for a person's token
 * @param hash SHA-256 of the key or token, to judge it anew while the connection lasts
 */
@SuppressWarnings("ArrayRecordComponent")
record Pass(
        BusinessId business,
        @Nullable DeviceId device,
        @Nullable KeyId key,
        byte[] hash) {
    @Override
    public String toString() {
        return "Pass[" + business + "]";
    }
}
