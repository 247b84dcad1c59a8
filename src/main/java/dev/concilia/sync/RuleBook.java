package dev.concilia.sync;

import dev.concilia.catalog.BusinessRules;
import dev.concilia.sync.Screening.Fit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The business rules by their names in the catalog; names that need no judgement of one operation have none here. */
final class RuleBook {
    private static final Map<String, BusinessRule> RULES = Map.of(
            BusinessRules.CASH_SESSION_OPEN, new CashSessionOpen(),
            BusinessRules.CLOSE_ONCE, new CloseOnce(),
            BusinessRules.QUANTITY_BY_MOVEMENTS, new QuantityByMovements(),
            BusinessRules.STOCK_NEVER_NEGATIVE, new StockNeverNegative());

    private RuleBook() {}

    /** The decision after all rules of the entity have been heard; the first objection stands. */
    static Decision judge(Fit fit, @Nullable RecordState current, Decision decision, BatchState state) {
        return rules(fit).stream()
                .map(rule -> rule.judge(fit, current, decision, state))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(decision);
    }

    /** Carries out what follows from an operation that was written. */
    static void follow(Fit fit, BatchState state) {
        rules(fit).forEach(rule -> rule.follow(fit, state));
    }

    private static List<BusinessRule> rules(Fit fit) {
        return fit.type().rules().isEmpty()
                ? List.of()
                : fit.type().rules().stream()
                        .map(RULES::get)
                        .filter(Objects::nonNull)
                        .toList();
    }
}
