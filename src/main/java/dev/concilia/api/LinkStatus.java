package dev.concilia.api;

import dev.concilia.device.Links;
import dev.concilia.kernel.BusinessId;
import dev.concilia.sync.PendingOrders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The restaurant's part of {@code GET /api/sync/status}. */
@Component
public class LinkStatus {
    private final Links links;
    private final PendingOrders orders;

    LinkStatus(Links links, PendingOrders orders) {
        this.links = links;
        this.orders = orders;
    }

    /**
     * @param lastSync the last push or pull of any device of the business
     * @param pendingOrders orders that nobody has confirmed; 10,000 stands for that and more
     * @param isConnected whether a device was heard of within three intervals, or is the one that asks
     */
    public record State(@Nullable Instant lastSync, int pendingOrders, boolean isConnected) {}

    /** {@code asking}: whether a device asks. */
    public State of(BusinessId business, boolean asking) {
        Links.State state = links.of(business);
        return new State(state.lastSync(), orders.count(business), asking || state.connected());
    }
}
