package dev.concilia.sync;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.Screening.Fit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sale's total is the sum of its lines, less the discount, plus the tax. Its lines are those that travel with it: its own
 * {@code items}, or the sale items of its group. Each line may have been rounded, so half a cent per line is no difference.
 */
final class TotalMatchesLines implements BusinessRule {
    private static final BigDecimal ROUNDING = new BigDecimal("0.005");

    @Override
    public Optional<Decision> judge(Fit fit, @Nullable RecordState current, Decision decision, BatchState state) {
        if (!(decision instanceof Decision.Write write) || fit.operation().action() != Action.INSERT) {
            return Optional.empty();
        }
        List<? extends JsonNode> lines = lines(fit, write.data(), state);
        BigDecimal total = Quantities.number(write.data().path("total"));
        BigDecimal sum = sum(write.data(), lines);
        BigDecimal slack = ROUNDING.multiply(BigDecimal.valueOf(lines.size() + 1L));
        return lines.isEmpty() || total.subtract(sum).abs().compareTo(slack) <= 0
                ? Optional.empty()
                : Optional.of(
                        new Decision.Refuse(ProblemCode.TOTAL_MISMATCH, Quantities.text(total), Quantities.text(sum)));
    }

    private static List<? extends JsonNode> lines(Fit fit, ObjectNode sale, BatchState state) {
        JsonNode own = sale.path("items");
        if (own.isArray() && !own.isEmpty()) {
            return own.valueStream().toList();
        }
        return state.companions(fit).stream()
                .filter(other -> other.key().entity().equals("sale_items")
                        && other.operation().action() == Action.INSERT
                        && other.payload()
                                .path("saleId")
                                .asString("")
                                .equals(fit.key().id()))
                .map(Fit::payload)
                .toList();
    }

    private static BigDecimal sum(ObjectNode sale, List<? extends JsonNode> lines) {
        BigDecimal sum = Quantities.number(sale.path("tax")).subtract(Quantities.number(sale.path("discount")));
        for (JsonNode line : lines) {
            BigDecimal amount =
                    Quantities.number(line.path("quantity")).multiply(Quantities.number(line.path("price")));
            sum = sum.add(amount).subtract(Quantities.number(line.path("discount")));
        }
        return sum;
    }
}
