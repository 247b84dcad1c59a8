package dev.concilia.sync;

import dev.concilia.sync.Screening.Fit;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A movement changes its item's quantity, and never takes more than is there. */
final class StockNeverNegative implements BusinessRule {
    @Override
    public Optional<Decision> judge(Fit fit, @Nullable RecordState current, Decision decision, BatchState state) {
        RecordState item = item(fit, state);
        return decision instanceof Decision.Write && item != null
                ? Stock.shortage(item, Quantities.number(fit.payload().path(Stock.QUANTITY)), after(fit, item), state)
                : Optional.empty();
    }

    @Override
    public void follow(Fit fit, BatchState state) {
        RecordState item = item(fit, state);
        if (item != null && fit.operation().action() == Action.INSERT) {
            Stock.set(fit, item, after(fit, item), state);
        }
    }

    private static @Nullable RecordState item(Fit fit, BatchState state) {
        RecordState item = state.record(new RecordKey(
                "inventory_items", fit.payload().path("inventoryItemId").asString("")));
        return item == null || item.deleted() ? null : item;
    }

    private static BigDecimal after(Fit fit, RecordState item) {
        BigDecimal moved = Quantities.number(fit.payload().path(Stock.QUANTITY));
        return switch (fit.payload().path("type").asString("")) {
            case "IN" -> Stock.of(item).add(moved);
            case "OUT" -> Stock.of(item).subtract(moved);
            default -> moved;
        };
    }
}
