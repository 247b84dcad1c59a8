package dev.concilia.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds records by claim and inventory items by product, as the batch has made them so far. What nobody has looked up yet is
 * noted as missing, and the batch is run again with it.
 */
final class TradeIndex {
    private static final String ITEMS = "inventory_items";

    private final Lookups loaded;
    private final Function<RecordKey, @Nullable RecordState> records;
    private final Map<String, Set<RecordKey>> touched = new HashMap<>();
    private final Set<String> missingClaims = new HashSet<>();
    private final Set<String> missingProducts = new HashSet<>();

    TradeIndex(Lookups loaded, Function<RecordKey, @Nullable RecordState> records) {
        this.loaded = loaded;
        this.records = records;
    }

    /** To be told of every version that the batch makes; whether it still stands is looked up when it matters. */
    void note(RecordState record) {
        if (record.claim() != null) {
            touch("claim " + record.claim(), record.key());
        }
        if (record.key().entity().equals(ITEMS)) {
            touch("stock " + product(record), record.key());
        }
    }

    private void touch(String what, RecordKey key) {
        touched.computeIfAbsent(what, w -> new LinkedHashSet<>()).add(key);
    }

    /** The record that holds {@code claim} now. */
    Optional<RecordKey> holder(String claim) {
        if (!loaded.asked().claims().contains(claim)) {
            missingClaims.add(claim);
        }
        List<RecordKey> candidates = new ArrayList<>(touched.getOrDefault("claim " + claim, Set.of()));
        RecordKey stored = loaded.holders().get(claim);
        if (stored != null && records.apply(stored) == null) {
            return Optional.of(stored); // not among the batch's records, so it stands as it was read
        }
        if (stored != null) {
            candidates.add(stored);
        }
        return candidates.stream()
                .filter(key -> records.apply(key) instanceof RecordState r && claim.equals(r.claim()))
                .findFirst();
    }

    /** The live inventory items of a product. */
    List<RecordState> stockOf(String product) {
        if (!loaded.asked().products().contains(product)) {
            missingProducts.add(product);
        }
        Map<RecordKey, RecordState> items = new HashMap<>();
        for (RecordState item : loaded.stock().getOrDefault(product, List.of())) {
            RecordState now = records.apply(item.key());
            items.put(item.key(), now == null ? item : now);
        }
        touched.getOrDefault("stock " + product, Set.of()).forEach(key -> {
            RecordState now = records.apply(key);
            if (now != null) {
                items.put(key, now);
            }
        });
        return items.values().stream()
                .filter(item -> !item.deleted() && product(item).equals(product))
                .toList();
    }

    /** What was asked for and is not loaded. */
    Lookups.Wanted missing() {
        return new Lookups.Wanted(Set.copyOf(missingClaims), Set.copyOf(missingProducts));
    }

    private static String product(RecordState item) {
        return item.data().path("productId").asString("");
    }
}
