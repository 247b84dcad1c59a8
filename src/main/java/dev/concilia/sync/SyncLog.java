package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/**
 * Which devices called for what, and how it ended: a line for each push, pull, reconcile …, for people to read. Lines are
 * gathered in memory and written once a second in one statement per business, so that a push does not pay for them; those of
 * that second are lost with a node, and where the log cannot be written that is a warning and no more.
 */
@Service
public class SyncLog {
    private static final Logger log = LoggerFactory.getLogger(SyncLog.class);

    /** Most lines that wait in memory; a node that makes more in a second, or has no database, forgets the rest. */
    static final int ROOM = 10_000;

    private final Tenants tenants;
    private final SyncLogRows rows;
    private final Clock clock;
    private final Object gate = new Object();
    private final Object writing = new Object();
    private List<Line> gathered = new ArrayList<>();
    private int forgotten;

    SyncLog(Tenants tenants, SyncLogRows rows, Clock clock) {
        this.tenants = tenants;
        this.rows = rows;
        this.clock = clock;
    }

    public enum Status {
        SUCCESS,
        /** The call ended in a problem. A push of which some operations were refused is a success of fewer records. */
        FAILED
    }

    /**
     * A call that was made.
     *
     * @param records records written (push, recover), given out (pull, snapshot) or found different (reconcile, in tables)
     * @param error a problem code where it failed
     */
    public record Line(
            BusinessId business,
            SyncType type,
            int records,
            Status status,
            @Nullable String error,
            @Nullable DeviceId device,
            Instant startedAt,
            Instant completedAt) {}

    /** A line with its place in the log. */
    public record Entry(long id, Line line) {}

    /** Which lines; null is all. */
    public record Filter(
            @Nullable SyncType type,
            @Nullable Status status,
            @Nullable DeviceId device) {}

    /** A call under way, for the one that does it to say what it knows. */
    public static final class Call {
        private static final int FIRST_PROBLEM = 400;

        private final Instant startedAt;
        private @Nullable DeviceId device;
        private @Nullable String error;
        private boolean succeeded;
        private int records;

        private Call(Instant startedAt, @Nullable DeviceId device) {
            this.startedAt = startedAt;
            this.device = device;
        }

        /** When it began, by the hub's clock. */
        public Instant startedAt() {
            return startedAt;
        }

        /** Who calls, as soon as that is known. */
        public void by(@Nullable DeviceId caller) {
            device = caller;
        }

        /** How many records it was about, so far. */
        public void affected(int count) {
            records = count;
        }

        /** It is done; a caller that hangs up on the answer does not undo it. */
        public void succeeded(int count) {
            records = count;
            succeeded = true;
        }

        /** Does {@code work} and remembers what it throws, for where somebody on the way makes an answer of it. */
        public <T> T watching(Supplier<T> work) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                failed(e);
                throw e;
            }
        }

        /** The status that was answered: a problem of which nothing else is known fails the call, too. */
        public void answered(int status) {
            if (status >= FIRST_PROBLEM && error == null) {
                error = "HTTP_" + status;
            }
        }

        private void failed(RuntimeException e) {
            error = succeeded ? error : code(e).name();
        }
    }

    /** Does {@code work} and notes how it ended; what it throws goes on to the caller. */
    public <T> T noting(SyncType type, BusinessId business, @Nullable DeviceId device, Function<Call, T> work) {
        Call call = new Call(clock.instant(), device);
        try {
            return call.watching(() -> work.apply(call));
        } finally {
            note(type, business, call);
        }
    }

    private void note(SyncType type, BusinessId business, Call call) {
        if (call.error != null || type.isNoted(call.records)) {
            Status status = call.error == null ? Status.SUCCESS : Status.FAILED;
            record(new Line(
                    business, type, call.records, status, call.error, call.device, call.startedAt, clock.instant()));
        }
    }

    /** Notes a call that is over. */
    public void record(Line line) {
        synchronized (gate) {
            if (gathered.size() < ROOM) {
                gathered.add(line);
            } else {
                forgotten++;
            }
        }
    }

    /** Lines from before entry {@code before}, newest first. */
    public List<Entry> list(BusinessId business, Filter filter, long before, int limit) {
        return tenants.read(business, () -> rows.list(business, filter, before, limit));
    }

    /** Writes what was gathered; what another thread is at is written, too, when this returns. */
    @PreDestroy
    @Scheduled(fixedDelay = 1_000)
    public void flush() {
        synchronized (writing) {
            write();
        }
    }

    private void write() {
        List<Line> taken;
        int lost;
        synchronized (gate) {
            taken = gathered;
            lost = forgotten;
            gathered = new ArrayList<>();
            forgotten = 0;
        }
        if (lost > 0) {
            log.warn("The sync log has no room for {} calls", lost);
        }
        Map<BusinessId, List<Line>> byBusiness = taken.stream().collect(Collectors.groupingBy(Line::business));
        byBusiness.forEach((business, lines) -> {
            try {
                tenants.run(business, () -> rows.insert(business, lines));
            } catch (DataAccessException | TransactionException e) {
                log.warn("The sync log of {} calls was not written: {}", lines.size(), e.getMessage());
            }
        });
    }

    private static ProblemCode code(RuntimeException e) {
        return switch (e) {
            case ProblemException problem -> problem.code();
            case CannotGetJdbcConnectionException none -> ProblemCode.UNAVAILABLE;
            case DataAccessResourceFailureException gone -> ProblemCode.UNAVAILABLE;
            case TransientDataAccessException busy -> ProblemCode.UNAVAILABLE;
            case TransactionException none -> ProblemCode.UNAVAILABLE;
            default -> ProblemCode.INTERNAL;
        };
    }
}
