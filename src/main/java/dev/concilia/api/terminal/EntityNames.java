package dev.concilia.api.terminal;

import dev.concilia.catalog.EntityType;
import java.util.List;

/** What terminals call an entity: by the names of their models ({@code SaleOrder}), unless they used another one. */
final class EntityNames {
    /** The tables that source 004 names: they stand in every status, in its order of urgency. */
    static final List<String> USUAL =
            List.of("SaleOrder", "Payment", "InventoryItem", "Customer", "Product", "Category", "Brand");

    private EntityNames() {}

    /** The first alias that is spelled like a model, else the canonical name. */
    static String of(EntityType type) {
        return type.aliases().stream()
                .filter(alias -> Character.isUpperCase(alias.charAt(0)))
                .findFirst()
                .orElse(type.name());
    }
}
