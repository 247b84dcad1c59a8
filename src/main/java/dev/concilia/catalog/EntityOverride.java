package dev.concilia.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an owner wants otherwise for one entity. Source: the catalog page's "An owner may override".
 *
 * @param strategy in place of the catalog's, none to keep it
 * @param priority in place of the catalog's, none to keep it
 * @param fieldRules over the catalog's: a field that is not in it keeps its rule
 */
public record EntityOverride(
        @Nullable Strategy strategy, @Nullable Integer priority, Map<String, FieldRule> fieldRules) {
    public EntityOverride {
        fieldRules = Map.copyOf(fieldRules);
    }

    EntityType on(EntityType type) {
        Map<String, FieldRule> rules = new LinkedHashMap<>(type.fieldRules());
        rules.putAll(fieldRules);
        return type.overriddenBy(
                strategy == null ? type.strategy() : strategy, priority == null ? type.priority() : priority, rules);
    }
}
