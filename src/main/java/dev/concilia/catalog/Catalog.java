package dev.concilia.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All entity types of this hub. Immutable; safe to share between threads. */
public final class Catalog {
    private final List<EntityType> types;
    private final Map<String, EntityType> byName;
    private final PayloadValidator validator;

    Catalog(List<LoadedEntity> loaded) {
        List<EntityType> sorted = new ArrayList<>();
        Map<String, EntityType> names = new HashMap<>();
        Map<String, ObjectCheck> checks = new HashMap<>();
        for (LoadedEntity entity : loaded) {
            EntityType type = entity.type();
            sorted.add(type);
            names.put(type.name(), type);
            type.aliases().forEach(alias -> names.put(alias, type));
            checks.put(type.name(), entity.check());
        }
        sorted.sort(Comparator.comparing(EntityType::name));
        this.types = Collections.unmodifiableList(sorted);
        this.byName = Map.copyOf(names);
        this.validator = new PayloadValidator(checks);
    }

    /**
     * The catalog as the files {@code catalog/*.yaml} on the class path say. For the application it is a bean; this is
     * for programs and tests without a container.
     *
     * @throws CatalogException if a file can't be used
     */
    public static Catalog fromClasspath() {
        return CatalogLoader.load();
    }

    /** The type with exactly this name or alias; upper and lower case count. */
    public Optional<EntityType> find(String nameOrAlias) {
        return Optional.ofNullable(byName.get(nameOrAlias));
    }

    /** All types, sorted by name. */
    public Collection<EntityType> all() {
        return types;
    }

    /** The validator for payloads of this catalog's types. */
    public PayloadValidator validator() {
        return validator;
    }
}
