package dev.concilia.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** All entity types of this hub. Immutable; safe to share between threads. */
public final class Catalog {
    private final List<EntityType> types;
    private final Map<String, EntityType> byName;
    private final PayloadValidator validator;

    Catalog(List<LoadedEntity> loaded) {
        this(
                loaded.stream()
                        .map(LoadedEntity::type)
                        .sorted(Comparator.comparing(EntityType::name))
                        .toList(),
                new PayloadValidator(
                        loaded.stream().collect(Collectors.toMap(e -> e.type().name(), LoadedEntity::check))));
    }

    private Catalog(List<EntityType> types, PayloadValidator validator) {
        Map<String, EntityType> names = new HashMap<>();
        types.forEach(type -> {
            names.put(type.name(), type);
            type.aliases().forEach(alias -> names.put(alias, type));
        });
        this.types = Collections.unmodifiableList(types);
        this.byName = Map.copyOf(names);
        this.validator = validator;
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

    /** What an owner's overrides in {@code settings} have wrong; empty where they can be read. */
    public List<FieldError> defectsOf(JsonNode settings) {
        OverrideReader reader = new OverrideReader(this);
        reader.read(settings);
        return reader.errors();
    }

    /** This catalog with an owner's overrides in place; what is wrong in {@code settings} is left out. */
    public Catalog overriddenBy(JsonNode settings) {
        Map<String, EntityOverride> overrides = new OverrideReader(this).read(settings);
        if (overrides.isEmpty()) {
            return this;
        }
        return new Catalog(
                types.stream()
                        .map(type -> overrides.containsKey(type.name())
                                ? overrides.get(type.name()).on(type)
                                : type)
                        .toList(),
                validator);
    }

    /** The validator for payloads of this catalog's types. */
    public PayloadValidator validator() {
        return validator;
    }
}
