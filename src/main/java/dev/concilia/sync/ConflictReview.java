package dev.concilia.sync;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.UserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Conflicts as a person looks at them: with the records they are about, who changed what, and what comes next. */
@Service
public class ConflictReview {
    /** In {@link Conflict#fields}: the question is whether the record is there at all. */
    public static final String EXISTENCE = FieldMerge.EXISTENCE;

    private final Tenants tenants;
    private final ConflictRows rows;
    private final ReviewRows review;
    private final BatchReads reads;

    ConflictReview(Tenants tenants, ConflictRows rows, ReviewRows review, BatchReads reads) {
        this.tenants = tenants;
        this.rows = rows;
        this.review = review;
        this.reads = reads;
    }

    /**
     * How things stand in a business.
     *
     * @param open how many conflicts wait for a person
     * @param newest when the last of them arose
     * @param watched the conflicts that were asked for, as far as they are there
     */
    public record Standing(int open, @Nullable Instant newest, Map<UUID, Watched> watched) {}

    /** A conflict's state, and its record's version (0 for none). */
    public record Watched(Conflict.State state, long recordVersion) {}

    /** A conflict and its record as it stands; none if even its tombstone is gone. */
    public record Line(Conflict conflict, @Nullable RecordState record) {}

    /** A conflict's place among the open ones of a filter: the {@code number}th of {@code total}, and which comes next. */
    public record Place(int number, int total, @Nullable UUID next) {}

    /** Who made a change on the hub's side, and when the hub took it. */
    public record Author(
            @Nullable DeviceId device, @Nullable UserId user, Instant at) {}

    /**
     * All about one conflict.
     *
     * @param record the record as it stands; none if even its tombstone is gone
     * @param authors who set the hub's value, by field in conflict, as far as the history reaches
     * @param merged how many fields of the same change needed nobody
     * @param madeAt when the device says that it made its change
     * @param result the record as the settlement left it
     */
    public record Story(
            Conflict conflict,
            @Nullable RecordState record,
            Map<String, Author> authors,
            int merged,
            @Nullable Instant madeAt,
            @Nullable ObjectNode result) {
        /** What the hub holds in a field now or, of a settled conflict, held when it arose; missing is a value, too. */
        public JsonNode hubs(String field) {
            ObjectNode held =
                    conflict.state() == Conflict.State.OPEN && record != null ? record.data() : conflict.theirs();
            JsonNode value = held.get(field);
            return value == null || value.isNull() ? MissingNode.getInstance() : value;
        }

        /** Whether the hub's record is a tombstone (when it arose, for a settled one). */
        public boolean deletedOnHub() {
            return conflict.state() == Conflict.State.OPEN && record != null
                    ? record.deleted()
                    : conflict.theirs().path(EXISTENCE).asBoolean(false);
        }

        /** The version that a person who sees this has seen; 0 for none. */
        public long version() {
            return record == null ? 0 : record.version();
        }
    }

    /** How things stand now; one statement. */
    public Standing standing(BusinessId business, Collection<UUID> watched) {
        return tenants.read(business, () -> review.standing(business, watched));
    }

    /** Conflicts with their records: open ones from the oldest on, settled ones from the newest; {@code last} ends the page before. */
    public List<Line> lines(BusinessId business, ConflictFilter filter, @Nullable UUID last, int limit) {
        return tenants.read(business, () -> {
            List<Conflict> page = filter.state() == Conflict.State.OPEN
                    ? rows.list(business, filter, last, limit)
                    : rows.latest(business, filter, last, limit);
            Map<RecordKey, RecordState> records = reads.records(
                    business, page.stream().map(Conflict::key).distinct().toList());
            return page.stream()
                    .map(conflict -> new Line(conflict, records.get(conflict.key())))
                    .toList();
        });
    }

    /** Where a conflict stands among those of {@code filter}; {@code next} begins again after the last one. */
    public Place place(BusinessId business, ConflictFilter filter, UUID conflict) {
        return tenants.read(business, () -> rows.place(business, filter, conflict));
    }

    /** All about a conflict; empty also for those of other businesses. */
    public Optional<Story> story(BusinessId business, UUID id) {
        return tenants.read(business, () -> rows.find(business, id, false).map(conflict -> story(business, conflict)));
    }

    private Story story(BusinessId business, Conflict conflict) {
        RecordState record = reads.records(business, List.of(conflict.key())).get(conflict.key());
        boolean open = conflict.state() == Conflict.State.OPEN;
        long until = open ? Long.MAX_VALUE : conflict.hubVersion() + 1;
        Map<String, Author> authors = new HashMap<>();
        int merged = 0;
        for (ReviewRows.Step step : review.steps(business, conflict, until)) {
            if (conflict.operationId().equals(step.operation())) {
                merged = step.fields().size();
            } else if (open || step.version() <= conflict.hubVersion()) {
                step.fields().forEach(field -> authors.putIfAbsent(field, step.author()));
                authors.putIfAbsent(EXISTENCE, step.author());
            }
        }
        ReviewRows.Fate fate = review.fate(business, conflict.id());
        OffsetDateTime madeAt = fate.madeAt();
        return new Story(conflict, record, authors, merged, madeAt == null ? null : madeAt.toInstant(), fate.result());
    }
}
