package dev.concilia.sync;

import dev.concilia.sync.Screening.Fit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
}
