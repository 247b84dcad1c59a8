package dev.concilia.sync;

import dev.concilia.sync.Screening.Fit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line takes from the stock of its product's inventory item, where there is one: the item of the sale's location, else one
 * of no location, else, of a sale that names no location, the only one.
 */
final class TakesStock implements BusinessRule {
    @Override
    public Optional<Decision> judge(Fit fit, @Nullable RecordState current, Decision decision, BatchState state) {
        if (!(decision instanceof Decision.Write) || fit.operation().action() != Action.INSERT) {
            return Optional.empty();
        }
        return item(fit, state).flatMap(item -> Stock.shortage(item, taken(fit), left(fit, item), state));
    }

    @Override
    public void follow(Fit fit, BatchState state) {
        if (fit.operation().action() == Action.INSERT) {
            item(fit, state).ifPresent(item -> Stock.set(fit, item, left(fit, item), state));
        }
    }

    @Override
    public Lookups.Wanted wants(Fit fit, @Nullable RecordState current, Instant now, Profile profile) {
        String product = product(fit);
        return product.isEmpty() ? Lookups.Wanted.NOTHING : new Lookups.Wanted(Set.of(), Set.of(product));
    }

    private static Optional<RecordState> item(Fit fit, BatchState state) {
        if (product(fit).isEmpty()) {
            return Optional.empty();
        }
        List<RecordState> items = state.index().stockOf(product(fit));
        String place = place(fit, state);
        Optional<RecordState> there = at(items, place);
        if (there.isPresent() || place.isEmpty()) {
            return there.isPresent() || items.size() != 1 ? there : Optional.of(items.getFirst());
        }
        return at(items, "");
    }

    private static Optional<RecordState> at(List<RecordState> items, String place) {
        return items.stream()
                .filter(item -> item.data().path("locationId").asString("").equals(place))
                .findFirst();
    }

    private static String place(Fit fit, BatchState state) {
        RecordState sale =
                state.record(new RecordKey("sales", fit.payload().path("saleId").asString("")));
        return sale == null ? "" : sale.data().path("locationId").asString("");
    }

    private static String product(Fit fit) {
        return fit.payload().path("productId").asString("");
    }

    private static BigDecimal taken(Fit fit) {
        return Quantities.number(fit.payload().path(Stock.QUANTITY));
    }

    private static BigDecimal left(Fit fit, RecordState item) {
        return Stock.of(item).subtract(taken(fit));
    }
}
