package dev.concilia.realtime;

import dev.concilia.business.AccessTokens;
import dev.concilia.business.Role;
import dev.concilia.device.DeviceKeys;
import dev.concilia.device.KeyCheck;
import dev.concilia.device.WrongKeys;
import dev.concilia.device.WrongKeys.Verdict;
import dev.concilia.kernel.Secrets;
import dev.concilia.kernel.Sha256;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Judges keys and tokens of those who want to hear events: when they come, and again while they stay. */
@Component
class Door {
    private static final int LONGEST = 512;
    private static final byte[] NOBODY = new byte[32];
    private static final Duration ITS_TURN = Duration.ofSeconds(1); // a client that is refused does not come back

    private final DeviceKeys keys;
    private final AccessTokens tokens;
    private final WrongKeys wrongKeys;
    private final Semaphore judges = new Semaphore(3);

    Door(DeviceKeys keys, AccessTokens tokens, WrongKeys wrongKeys) {
        this.keys = keys;
        this.tokens = tokens;
        this.wrongKeys = wrongKeys;
    }

    /** The pass of an API key that came from {@code address}, whose wrong ones count with those of its HTTP calls. */
    Verdict<Pass> forKey(String address, String presented) {
        return wrongKeys.judge(
                address, presented, () -> fits(presented) ? byKey(Sha256.of(presented)) : Optional.empty(), ITS_TURN);
    }

    /** The pass of an API key, or of the token of a person who may read. */
    Optional<Pass> forKeyOrToken(String presented) {
        if (!fits(presented)) {
            return Optional.empty();
        }
        byte[] hash = Sha256.of(presented);
        return byKey(hash).or(() -> byToken(hash));
    }

    /** Whether the holder may go on listening. */
    boolean stillOpenTo(Pass pass) {
        return (pass.key() == null ? byToken(pass.hash()) : byKey(pass.hash())).isPresent();
    }

    /** Whether keys can be judged at all just now. */
    boolean works() {
        try {
            byKey(NOBODY);
            return true;
        } catch (DataAccessException e) {
            return false;
        }
    }

    private static boolean fits(String presented) {
        return presented.length() <= LONGEST
                && Secrets.plausible("ck", presented)
                && Secrets.plausible("ct", presented);
    }

    private Optional<Pass> byKey(byte[] hash) {
        return oneOfFew(() -> keys.check(hash)) instanceof KeyCheck.Valid valid
                ? Optional.of(new Pass(valid.business(), valid.device(), valid.key(), hash))
                : Optional.empty();
    }

    private Optional<Pass> byToken(byte[] hash) {
        return oneOfFew(() -> tokens.find(hash))
                .filter(holder -> holder.role() != Role.STAFF)
                .map(holder -> new Pass(holder.business(), null, null, hash));
    }

    /** However many come at once, most of the pool is left to those who push and pull. */
    private <T> T oneOfFew(Supplier<T> look) {
        judges.acquireUninterruptibly();
        try {
            return look.get();
        } finally {
            judges.release();
        }
    }
}
