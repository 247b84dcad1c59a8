package dev.concilia.sync;

import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.Screening.Fit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stock of an item is what its movements make it; an update may not set it. */
final class QuantityByMovements implements BusinessRule {
    @Override
    public Optional<Decision> judge(Fit fit, @Nullable RecordState current, Decision decision, BatchState state) {
        boolean sets = fit.operation().action() == Action.UPDATE
                && fit.payload().has(Stock.QUANTITY)
                && current != null
                && !Json.same(fit.payload().get(Stock.QUANTITY), current.data().path(Stock.QUANTITY));
        return sets
                ? Optional.of(new Decision.Refuse(
                        ProblemCode.VALIDATION_FAILED,
                        List.of(Stock.QUANTITY),
                        List.of(new FieldError(Stock.QUANTITY, "by_movements", FieldText.BY_MOVEMENTS))))
                : Optional.empty();
    }
}
