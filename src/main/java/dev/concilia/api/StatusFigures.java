package dev.concilia.api;

import dev.concilia.kernel.BusinessId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The restaurant's part of {@code GET /api/sync/status}, which the terminals' part stands beside. The dialect that knows about
 * orders provides it; while none does, the status goes without its own knowledge of orders.
 */
public interface StatusFigures {
    /**
     * @param lastSync when the business was last pushed to or pulled from, none if never
     * @param pendingOrders orders that no location has confirmed yet
     * @param isConnected whether a device of the business is in contact
     */
    record Figures(@Nullable Instant lastSync, long pendingOrders, boolean isConnected) {}

    Figures of(BusinessId business);
}
