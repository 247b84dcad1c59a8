package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What follows a restore: a new epoch, and a while in which devices bring back what the backup lacks. Source: the
 * protocol's "After a restore".
 */
@Service
public class Recovery {
    /** Most records of one call. */
    public static final int LARGEST_CALL = 1_000;

    private final Tenants tenants;
    private final RecoveryPeriod period;
    private final RecoveryCall call;
    private final CommitNews news;

    Recovery(Tenants tenants, RecoveryPeriod period, RecoveryCall call, CommitNews news) {
        this.tenants = tenants;
        this.period = period;
        this.call = call;
        this.news = news;
    }

    /**
     * To be called once the tables hold the backup's rows and before anybody is served: every device is told to resync,
     * and may bring back what it has from after the last change in the backup.
     *
     * @param backupTaken when the backup was taken, to show to people; none if nobody knows
     * @return the new epoch
     */
    public UUID begin(@Nullable Instant backupTaken) {
        return period.begin(backupTaken);
    }

    /**
     * A while in which devices bring back what was lost.
     *
     * @param changedAfter all and only what changed after this time was lost
     * @param until when it ends
     */
    public record Window(Instant changedAfter, Instant until) {}

    /** The recovery of a business, if it is open now. */
    public Optional<Window> window(BusinessId business) {
        return tenants.read(business, () -> period.window(business));
    }

    /** Hears of what is taken, inside the transaction that takes it. */
    @FunctionalInterface
    public interface Witness {
        void taken(String entity, List<RecoveryResult.Taken> records);
    }

    /** The results in the order of the records. */
    public record Answer(List<RecoveryResult> results, UUID epoch, Instant serverTimestamp) {}

    /**
     * Takes back what the hub has lost, each record under the device's version number. When this returns, all that it says
     * is durable.
     *
     * @param entity name or alias of an entity type
     * @throws ProblemException {@code BATCH_TOO_LARGE}, {@code UNKNOWN_ENTITY}, or {@code NOT_RECOVERING} when no recovery
     *     is open
     */
    public Answer recover(Caller caller, String entity, List<HeldRecord> records, Witness witness) {
        if (records.size() > LARGEST_CALL) {
            throw new ProblemException(ProblemCode.BATCH_TOO_LARGE, LARGEST_CALL);
        }
        RecoveryCall.Screened screened = call.screen(caller, entity, records);
        RecoveryCall.Done done = tenants.write(caller.business(), () -> call.transact(caller, screened, witness));
        if (done.changed()) {
            news.tell(caller.business(), done.seq(), done.priority());
        }
        return done.answer();
    }
}
