package dev.concilia.sync;

import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.FieldRule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation as the deciding functions see it.
 *
 * @param madeAt when the change was made, on the hub's time scale: the client's clock corrected by its measured skew;
 *     none where that is not known
 * @param follows whether the record as it stands is the sender's own last change
 * @param interactive whether the sender waits for the answer and can be asked
 */
record Edit(
        EntityType type,
        Action action,
        ObjectNode payload,
        @Nullable Long baseVersion,
        @Nullable Instant madeAt,
        Side side,
        boolean follows,
        boolean interactive) {
    /** An edit whose sender is not there to be asked. */
    Edit(
            EntityType type,
            Action action,
            ObjectNode payload,
            @Nullable Long baseVersion,
            @Nullable Instant madeAt,
            Side side,
            boolean follows) {
        this(type, action, payload, baseVersion, madeAt, side, follows, false);
    }

    /** What settles a field that both sides changed. */
    FieldRule ruleOf(String field) {
        FieldRule rule = type.ruleOf(field);
        boolean addsUp = rule == FieldRule.DELTA || rule == FieldRule.UNION;
        return interactive && !addsUp ? FieldRule.MANUAL : rule;
    }
}
