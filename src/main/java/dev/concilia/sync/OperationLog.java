package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** What became of operations, newest first: those that were accepted, and those that were not. */
@Service
public class OperationLog {
    private final Tenants tenants;
    private final OperationRows rows;
    private final Clock clock;

    OperationLog(Tenants tenants, OperationRows rows, Clock clock) {
        this.tenants = tenants;
        this.rows = rows;
        this.clock = clock;
    }

    /** How many operations were accepted in the last hour and in the last 24. */
    public record Lately(long lastHour, long lastDay) {}

    public Lately lately(BusinessId business) {
        Instant now = clock.instant();
        return tenants.read(
                business, () -> rows.lately(business, now.minus(Duration.ofHours(1)), now.minus(Duration.ofDays(1))));
    }

    /**
     * One line of the log. The same operation has several where it was refused before it was taken.
     *
     * @param refusal number of the refusal; 0 for what was accepted
     * @param reason why it was refused
     * @param version of the record that it made, or that stood when it arrived
     * @param clientAt when it was made, by the client's clock
     */
    public record Line(
            long refusal,
            String operationId,
            @Nullable DeviceId device,
            String entity,
            String action,
            String entityId,
            Outcome outcome,
            @Nullable Refusal reason,
            @Nullable Long version,
            @Nullable UUID conflict,
            @Nullable Instant clientAt,
            Instant at) {
        /** Where it stands in the log. */
        public Place place() {
            return new Place(at, operationId);
        }
    }

    /** A place in the log: operations of one batch share their time, so the id is part of it. */
    public record Place(Instant at, String operationId) {}

    /**
     * Which operations; null is all.
     *
     * @param entity canonical name
     * @param from the earliest
     * @param to those before this moment
     */
    public record Filter(
            @Nullable Outcome outcome,
            @Nullable DeviceId device,
            @Nullable String entity,
            @Nullable Instant from,
            @Nullable Instant to) {
        public static final Filter ALL = new Filter(null, null, null, null, null);
    }

    /** The latest operations from before {@code before}; none: from the newest on. */
    public List<Line> list(BusinessId business, Filter filter, @Nullable Place before, int limit) {
        Place start = before != null ? before : new Place(filter.to() != null ? filter.to() : Instant.MAX, "");
        return tenants.read(business, () -> rows.list(business, filter, start, limit));
    }

    /** Everything that is known of one operation, newest first: its refusals, and how it was taken. Empty if unknown. */
    public List<Line> story(BusinessId business, String operationId) {
        return tenants.read(business, () -> rows.story(business, operationId));
    }

    /**
     * The version that an operation made.
     *
     * @param before the values that its fields had
     * @param added fields that were not there before
     */
    public record Written(ObjectNode before, List<String> added) {}

    /** What an accepted operation wrote; empty where it wrote nothing, or the history of that time is no longer kept. */
    public Optional<Written> written(BusinessId business, Line line) {
        Long version = line.version();
        return version == null ? Optional.empty() : tenants.read(business, () -> rows.written(business, line, version));
    }

    /** How many were refused since {@code since}, counted up to {@code most}. */
    public int refused(BusinessId business, Instant since, int most) {
        return tenants.read(business, () -> rows.refused(business, since, most));
    }
}
