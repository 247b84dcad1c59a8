package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/**
 * The conflicts of a business, and their settling: a new version that reaches every device by the ordinary pull, and an
 * answer for the device that asks again. Source: the protocol's "Conflicts".
 */
@Service
public class Conflicts {
    /** Most characters of a note. */
    public static final int LONGEST_NOTE = 2_000;

    private final Tenants tenants;
    private final ConflictRows rows;
    private final BatchReads reads;
    private final Settler settler;
    private final CommitNews news;

    Conflicts(Tenants tenants, ConflictRows rows, BatchReads reads, Settler settler, CommitNews news) {
        this.tenants = tenants;
        this.rows = rows;
        this.reads = reads;
        this.settler = settler;
        this.news = news;
    }

    /**
     * How a person wants it.
     *
     * @param data the fields' values for a manual merge
     * @param seen the record's version that the person saw when deciding; none if that does not matter
     */
    public record Wish(
            Conflict.Resolution resolution,
            @Nullable ObjectNode data,
            @Nullable String note,
            @Nullable Long seen) {
        public Wish(Conflict.Resolution resolution, @Nullable ObjectNode data, @Nullable String note) {
            this(resolution, data, note, null);
        }
    }

    /** The conflict, and the version that settled it or took that back. */
    public record Settled(UUID conflict, RecordState record) {}

    /** Conflicts in the order they arose; {@code after}: the last id of the page before. */
    public List<Conflict> list(BusinessId business, ConflictFilter filter, @Nullable UUID after, int limit) {
        return tenants.read(business, () -> rows.list(business, filter, after, limit));
    }

    /** How many there are by entity. */
    public Map<String, Integer> count(BusinessId business, ConflictFilter filter) {
        return tenants.read(business, () -> rows.count(business, filter));
    }

    public Optional<Conflict> find(BusinessId business, UUID id) {
        return tenants.read(business, () -> rows.find(business, id, false));
    }

    /**
     * Settles a conflict. Throws {@code NOT_FOUND}, {@code ALREADY_RESOLVED} (nothing is changed then), {@code
     * VERSION_CONFLICT} where a field in conflict has changed since what the person saw, or {@code VALIDATION_FAILED} for
     * data that the record may not have.
     */
    public Settled resolve(Caller caller, UUID id, Wish wish) {
        return changed(caller, () -> {
            BatchReads.Clock at = reads.lock(caller.business());
            Conflict conflict = held(caller, id);
            if (conflict.state() == Conflict.State.RESOLVED) {
                throw new ProblemException(ProblemCode.ALREADY_RESOLVED);
            }
            return settler.settle(caller, at, List.of(conflict), wish, null).getFirst();
        });
    }

    /**
     * Takes a settlement back: the fields that it changed get the values they had, and the conflict is open again. Throws
     * {@code NOT_FOUND}, {@code NOT_RESOLVED}, or {@code CHANGED_SINCE} where one of the fields was changed later.
     */
    public Settled undo(Caller caller, UUID id) {
        return changed(caller, () -> {
            BatchReads.Clock at = reads.lock(caller.business());
            Conflict conflict = held(caller, id);
            if (conflict.state() == Conflict.State.OPEN) {
                throw new ProblemException(ProblemCode.NOT_RESOLVED);
            }
            return (conflict.undo() == null ? List.<Settlement>of() : settler.undo(caller, at, List.of(conflict)))
                    .stream()
                            .findFirst()
                            .orElseThrow(() -> new ProblemException(
                                    ProblemCode.CHANGED_SINCE, conflict.key().id()));
        });
    }

    private Conflict held(Caller caller, UUID id) {
        return rows.find(caller.business(), id, true).orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
    }

    private Settled changed(Caller caller, Supplier<Settlement> work) {
        Settlement done;
        try {
            done = tenants.write(caller.business(), work);
        } catch (DuplicateKeyException e) {
            throw new ProblemException(ProblemCode.VERSION_CONFLICT); // another record holds what this one would claim
        }
        news.tell(caller.business(), done.record().seq(), news.priorityOf(caller.business(), List.of(done.record())));
        return new Settled(done.conflict().id(), done.record());
    }
}
