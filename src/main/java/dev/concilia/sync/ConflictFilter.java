package dev.concilia.sync;

import dev.concilia.kernel.DeviceId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which conflicts are meant; null is "any".
 *
 * @param entity canonical name of the entity
 * @param device the device whose change is in question
 * @param field one of the fields in conflict
 * @param before those that arose before this moment
 * @param job those that this job settled
 */
public record ConflictFilter(
        Conflict.State state,
        @Nullable String entity,
        @Nullable DeviceId device,
        @Nullable String field,
        @Nullable Instant before,
        @Nullable UUID job) {
    /** All conflicts in a state. */
    public static ConflictFilter of(Conflict.State state) {
        return new ConflictFilter(state, null, null, null, null, null);
    }

    ConflictFilter until(Instant moment) {
        Instant end = before == null || moment.isBefore(before) ? moment : before;
        return new ConflictFilter(state, entity, device, field, end, job);
    }
}
