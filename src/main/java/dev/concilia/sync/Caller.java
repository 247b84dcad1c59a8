package dev.concilia.sync;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a change, and in which business: always from the key or session, never from what was sent.
 *
 * @param interactive whether somebody waits for the answer and can be asked
 */
public record Caller(
        BusinessId business,
        Side side,
        @Nullable DeviceId device,
        @Nullable UserId user,
        boolean interactive) {
    public static Caller device(BusinessId business, @Nullable DeviceId device) {
        return new Caller(business, Side.LOCAL, device, null, false);
    }

    public static Caller person(BusinessId business, UserId user) {
        return new Caller(business, Side.REMOTE, null, user, false);
    }

    /**
     * This caller as one that can be asked: no rule decides for it about a field that somebody changed since its base version,
     * itself included; what adds up (a delta, a union) still does.
     */
    public Caller asked() {
        return new Caller(business, side, device, user, true);
    }

    /** Whether {@code author} is the calling device; what has no device is nobody's own. */
    boolean is(@Nullable DeviceId author) {
        return !interactive && author != null && author.equals(device);
    }
}
