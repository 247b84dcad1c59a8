package dev.concilia.sync;

import dev.concilia.sync.Screening.Fit;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule of the trade that a catalog file gives an entity. Pure: it sees the batch's state, which includes the records that
 * the entity's references point at. Source: the catalog page's "business rules".
 */
interface BusinessRule {
    /**
     * Another decision in place of {@code decision}, or empty to let it stand.
     *
     * @param current the record as it stands, none if it never was
     */
    Optional<Decision> judge(Fit fit, @Nullable RecordState current, Decision decision, BatchState state);

    /** What else a written operation changes; runs only if it was written. */
    default void follow(Fit fit, BatchState state) {}

    /** What the rule will look up, as far as the operation tells; {@code current} as it stands before the batch. */
    default Lookups.Wanted wants(Fit fit, @Nullable RecordState current, Instant now, Profile profile) {
        return Lookups.Wanted.NOTHING;
    }

    /** What a record with this data holds alone in its business, if anything. */
    default @Nullable String claim(ObjectNode data, Instant createdAt, Profile profile) {
        return null;
    }
}
