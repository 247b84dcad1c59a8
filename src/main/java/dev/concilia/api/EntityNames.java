package dev.concilia.api;

import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The entities that addresses and event types name. */
public final class EntityNames {
    private EntityNames() {}

    /** By name or alias, in kebab-case or snake_case. */
    public static Optional<EntityType> find(Catalog catalog, String name) {
        return catalog.find(name).or(() -> catalog.find(name.replace('-', '_')));
    }

    /** By the singular of its name, such as {@code product}, {@code category} or {@code inventory_item}. */
    public static Optional<EntityType> ofOne(Catalog catalog, String name) {
        String stem = name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
        return List.of(name, stem, name + "es").stream()
                .map(candidate -> find(catalog, candidate).orElse(null))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
