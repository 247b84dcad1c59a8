package dev.concilia.api;

import dev.concilia.api.IdempotencyRows.Slot;
import dev.concilia.api.IdempotencyRows.State;
import dev.concilia.api.IdempotencyRows.Wish;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Does a write with an {@code Idempotency-Key} once, and gives its answer again to whoever repeats it. Source: the protocol's
 * "Resources".
 *
 * <pre>
 *            claim                          answer of what was done
 *   (free) ────────► running until a time ───────────────────► finished ── 24 h ──► (free)
 *     ▲                │  same call after that time: claim anew     │ same call: the answer again
 *     └────────────────┘  before: 409 IN_PROGRESS                   │ other content: 422
 *        a refusal, or an answer that is not to be kept
 * </pre>
 *
 * Each step is a short transaction of its own; none is open while the write works. So a node that dies between the write and
 * "finished" leaves a key that another request takes over, and the write runs a second time. <b>It is the duty of the caller
 * that this has no second effect</b>: the operation id that the work is given is the same both times, made of business,
 * caller and key; a record's or operation's id made from it is what keeps the effect unique for ever.
 *
 * <p>Never for answers that hold a secret (new keys, tokens): they would stand in the database.
 */
@Component
public class IdempotentRequests {
    private static final Logger log = LoggerFactory.getLogger(IdempotentRequests.class);
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    private final IdempotencyRows rows;
    private final ProblemWriter problems;
    private final ApiSettings settings;
    private final Ids ids;
    private final Clock clock;

    IdempotentRequests(IdempotencyRows rows, ProblemWriter problems, ApiSettings settings, Ids ids, Clock clock) {
        this.rows = rows;
        this.problems = problems;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Answers {@code call} with what {@code work} replies, now or at the first time. A {@link ProblemException} of the work
     * leaves nothing done and nothing kept: once the stock is there, the same call goes through. Without the header the work just runs, with an operation id of its own, and nothing is
     * stored.
     */
    public void once(WriteCall call, Function<UUID, Reply> work) {
        Optional<String> key = IdempotencyKey.of(call.request());
        if (key.isEmpty()) {
            work.apply(ids.next()).stream(call.response());
            return;
        }
        Slot slot = new Slot(call.as().business(), call.owner(), key.get());
        UUID claim = ids.next();
        try {
            switch (rows.claim(slot, wish(call, claim))) {
                case State.Mine mine -> run(slot, claim, call, work);
                case State.Running running -> refuse(call, ProblemCode.IN_PROGRESS);
                case State.OtherContent other -> refuse(call, ProblemCode.IDEMPOTENCY_KEY_REUSED);
                case State.Finished finished -> {
                    call.response().setHeader("Idempotency-Replayed", "true");
                    finished.answer().send(call.response());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Wish wish(WriteCall call, UUID claim) {
        Instant now = clock.instant();
        return new Wish(
                claim,
                call.fingerprint(),
                now,
                now.plus(settings.idempotencyLock()),
                now.minus(settings.idempotencyKeep()));
    }

    private void refuse(WriteCall call, ProblemCode code) throws IOException {
        problems.write(call.request(), call.response(), new ProblemException(code), SHORTLY);
    }

    private void run(Slot slot, UUID claim, WriteCall call, Function<UUID, Reply> work) throws IOException {
        Done done;
        try {
            done = done(call, () -> work.apply(operationId(slot)));
        } catch (RuntimeException | Error e) {
            settle(() -> rows.release(slot, claim));
            throw e;
        }
        settle(() -> {
            if (done.keep()) {
                rows.finish(slot, claim, done.answer());
            } else {
                rows.release(slot, claim);
            }
        });
        done.answer().send(call.response());
    }

    private record Done(StoredAnswer answer, boolean keep) {}

    private Done done(WriteCall call, Supplier<Reply> work) {
        try {
            Reply reply = work.get();
            return new Done(reply.rendered(), reply.keep() && reply.status() < 500);
        } catch (ProblemException e) {
            return new Done(problems.rendered(call.request(), e), false);
        }
    }

    /** The write is done, whatever happens here: its answer goes out, and the key is free when its time is over. */
    private static void settle(Runnable step) {
        try {
            step.run();
        } catch (DataAccessException | TransactionException e) {
            log.warn("An idempotency key stays locked for its time: {}", e.getMessage());
        }
    }

    /** The same for the same business, caller and key, for ever. */
    private static UUID operationId(Slot slot) {
        ByteBuffer hash = ByteBuffer.wrap(
                Sha256.of("idempotency\n" + slot.business() + "\n" + slot.caller() + "\n" + slot.key()));
        long high = (hash.getLong() & ~0xF000L) | 0x8000L; // version 8: made of other values
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
