package dev.concilia.sync;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.Screening.Fit;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The quantity of an inventory item, which movements and sales change. */
final class Stock {
    static final String QUANTITY = "quantity";

    private Stock() {}

    static BigDecimal of(RecordState item) {
        return Quantities.number(item.data().path(QUANTITY));
    }

    /**
     * An objection where {@code left} would be below zero. A business may allow it: the goods may be gone already.
     *
     * @param taken what the operation takes
     */
    static Optional<Decision> shortage(RecordState item, BigDecimal taken, BigDecimal left, BatchState state) {
        if (left.signum() >= 0 || state.profile().negativeStock()) {
            return Optional.empty();
        }
        return Optional.of(new Decision.Refuse(
                ProblemCode.INSUFFICIENT_STOCK, name(item), Quantities.text(taken), Quantities.text(of(item))));
    }

    /** Sets the quantity; below zero it raises an alert. */
    static void set(Fit fit, RecordState item, BigDecimal left, BatchState state) {
        ObjectNode data = item.data().deepCopy();
        data.put(QUANTITY, left);
        state.derive(fit, item.key(), data);
        if (left.signum() < 0) {
            state.alert(new BatchState.Alert(
                    "NEGATIVE_STOCK", item.key().id(), Map.of("name", name(item), QUANTITY, Quantities.text(left))));
        }
    }

    private static String name(RecordState item) {
        return item.data().path("name").asString(item.key().id());
    }
}
