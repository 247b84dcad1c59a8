package dev.concilia.api.restaurant;

import dev.concilia.api.StatusFigures;
import dev.concilia.device.Links;
import dev.concilia.kernel.BusinessId;
import dev.concilia.sync.PendingOrders;
import org.springframework.stereotype.Component;

/** What the restaurant's clients read in {@code GET /api/sync/status}; 10,000 pending orders stand for that and more. */
@Component
class RestaurantFigures implements StatusFigures {
    private final Links links;
    private final PendingOrders orders;

    RestaurantFigures(Links links, PendingOrders orders) {
        this.links = links;
        this.orders = orders;
    }

    @Override
    public Figures of(BusinessId business) {
        Links.State state = links.of(business);
        return new Figures(state.lastSync(), orders.count(business), state.connected());
    }
}
