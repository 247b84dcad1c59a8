package dev.concilia.sync;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.Screening.Fit;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A movement changes its item's quantity, and never takes more than is there. */
final class StockNeverNegative implements BusinessRule {
    @Override
    public Optional<Decision> judge(Fit fit, @Nullable RecordState current, Decision decision, BatchState state) {
        RecordState item = item(fit, state);
        if (!(decision instanceof Decision.Write)
                || item == null
                || after(fit, item).signum() >= 0) {
            return Optional.empty();
        }
        return Optional.of(new Decision.Refuse(
                ProblemCode.INSUFFICIENT_STOCK,
                item.data().path("name").asString(item.key().id()),
                number(fit.payload().path("quantity")).toPlainString(),
                number(item.data().path("quantity")).toPlainString()));
    }

    @Override
    public void follow(Fit fit, BatchState state) {
        RecordState item = item(fit, state);
        if (item != null && fit.operation().action() == Action.INSERT) {
            ObjectNode data = item.data().deepCopy();
            data.put("quantity", after(fit, item));
            state.derive(fit, item.key(), data);
        }
    }

    private static @Nullable RecordState item(Fit fit, BatchState state) {
        RecordState item = state.record(new RecordKey(
                "inventory_items", fit.payload().path("inventoryItemId").asString("")));
        return item == null || item.deleted() ? null : item;
    }

    private static BigDecimal after(Fit fit, RecordState item) {
        BigDecimal moved = number(fit.payload().path("quantity"));
        BigDecimal there = number(item.data().path("quantity"));
        return switch (fit.payload().path("type").asString("")) {
            case "IN" -> there.add(moved);
            case "OUT" -> there.subtract(moved);
            default -> moved;
        };
    }

    private static BigDecimal number(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        return node.isString() ? new BigDecimal(node.stringValue()) : BigDecimal.ZERO;
    }
}
