package dev.concilia.sync;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What rules look up beside the records that an operation names.
 *
 * @param holders the record that holds a claim; a claim that nobody holds is not in it
 * @param stock the live inventory items of a product
 * @param asked what was looked up; anything else is not known yet
 */
record Lookups(Map<String, RecordKey> holders, Map<String, List<RecordState>> stock, Wanted asked) {
    static final Lookups NONE = new Lookups(Map.of(), Map.of(), Wanted.NOTHING);

    /** Claims and product ids to look up. */
    record Wanted(Set<String> claims, Set<String> products) {
        static final Wanted NOTHING = new Wanted(Set.of(), Set.of());

        Wanted and(Wanted more) {
            Set<String> allClaims = new HashSet<>(claims);
            Set<String> allProducts = new HashSet<>(products);
            allClaims.addAll(more.claims);
            allProducts.addAll(more.products);
            return new Wanted(allClaims, allProducts);
        }

        boolean isEmpty() {
            return claims.isEmpty() && products.isEmpty();
        }
    }
}
