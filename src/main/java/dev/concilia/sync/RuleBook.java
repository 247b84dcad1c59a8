package dev.concilia.sync;

import dev.concilia.catalog.BusinessRules;
import dev.concilia.catalog.EntityType;
import dev.concilia.sync.Screening.Fit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The business rules by their names in the catalog; names that need no judgement of one operation have none here. */
final class RuleBook {
    private static final Map<String, BusinessRule> RULES = Map.of(
            BusinessRules.CASH_SESSION_OPEN, new CashSessionOpen(),
            BusinessRules.CLOSE_ONCE, new CloseOnce(),
            BusinessRules.DAILY_NUMBER_UNIQUE, new DailyNumberUnique(),
            BusinessRules.QUANTITY_BY_MOVEMENTS, new QuantityByMovements(),
            BusinessRules.STOCK_NEVER_NEGATIVE, new StockNeverNegative(),
            BusinessRules.TAKES_STOCK, new TakesStock(),
            BusinessRules.TOTAL_MATCHES_LINES, new TotalMatchesLines());

    private RuleBook() {}

    /** The decision after all rules of the entity have been heard; the first objection stands. */
    static Decision judge(Fit fit, @Nullable RecordState current, Decision decision, BatchState state) {
        return rules(fit.type()).stream()
                .map(rule -> rule.judge(fit, current, decision, state))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(decision);
    }

    /** Carries out what follows from an operation that was written. */
    static void follow(Fit fit, BatchState state) {
        rules(fit.type()).forEach(rule -> rule.follow(fit, state));
    }

    /** What the rules will look up for an operation, as far as it tells. */
    static List<Lookups.Wanted> wants(Fit fit, @Nullable RecordState current, Instant now, Profile profile) {
        return fit.operation().action() == Action.DELETE
                ? List.of()
                : rules(fit.type()).stream()
                        .map(rule -> rule.wants(fit, current, now, profile))
                        .filter(wanted -> !wanted.isEmpty())
                        .toList();
    }

    /** What a live record of {@code type} with this data holds alone in its business, if anything. */
    static @Nullable String claim(EntityType type, ObjectNode data, Instant createdAt, Profile profile) {
        for (BusinessRule rule : rules(type)) {
            String claim = rule.claim(data, createdAt, profile);
            if (claim != null) {
                return claim;
            }
        }
        return null;
    }

    private static List<BusinessRule> rules(EntityType type) {
        return type.rules().isEmpty()
                ? List.of()
                : type.rules().stream().map(RULES::get).filter(Objects::nonNull).toList();
    }
}
