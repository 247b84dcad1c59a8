package dev.concilia.sync;

import dev.concilia.catalog.EntityType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation as the deciding functions see it.
 *
 * @param madeAt when the change was made, on the hub's time scale: the client's clock corrected by its measured skew;
 *     none where that is not known
 * @param follows whether the record as it stands is the sender's own last change
 */
record Edit(
        EntityType type,
        Action action,
        ObjectNode payload,
        @Nullable Long baseVersion,
        @Nullable Instant madeAt,
        Side side,
        boolean follows) {}
