package dev.concilia.sync;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** Who makes a change, and in which business: always from the key or session, never from what was sent. */
public record Caller(
        BusinessId business,
        Side side,
        @Nullable DeviceId device,
        @Nullable UserId user) {
    public static Caller device(BusinessId business, @Nullable DeviceId device) {
        return new Caller(business, Side.LOCAL, device, null);
    }

    public static Caller person(BusinessId business, UserId user) {
        return new Caller(business, Side.REMOTE, null, user);
    }

    /** Whether {@code author} is the calling device; what has no device is nobody's own. */
    boolean is(@Nullable DeviceId author) {
        return author != null && author.equals(device);
    }
}
