package dev.concilia.catalog;

import dev.concilia.kernel.FieldText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an owner's overrides: {@code {"products": {"strategy", "priority", "fieldRules": {"price": "manual"}}}}. */
final class OverrideReader {
    private static final int LOWEST = 1;
    private static final int HIGHEST = 10;

    private final Catalog catalog;
    private final List<FieldError> errors = new ArrayList<>();

    OverrideReader(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The overrides by entity; what does not fit is in {@link #errors}. */
    Map<String, EntityOverride> read(JsonNode settings) {
        Map<String, EntityOverride> overrides = new LinkedHashMap<>();
        if (settings.isMissingNode() || settings.isNull()) {
            return overrides;
        }
        if (!settings.isObject()) {
            wrong("catalog", FieldText.OVERRIDE_ENTRIES);
            return overrides;
        }
        settings.properties().forEach(entry -> {
            String path = "catalog." + entry.getKey();
            catalog.find(entry.getKey())
                    .ifPresentOrElse(
                            type -> overrides.put(type.name(), override(path, type, entry.getValue())),
                            () -> wrong(path, FieldText.OVERRIDE_ENTITY));
        });
        return overrides;
    }

    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    private EntityOverride override(String path, EntityType type, JsonNode node) {
        node.propertyNames().stream()
                .filter(name -> !List.of("strategy", "priority", "fieldRules").contains(name))
                .forEach(name -> wrong(path + "." + name, FieldText.OVERRIDE_MEMBER));
        return new EntityOverride(
                strategy(path + ".strategy", type, node.path("strategy")),
                priority(path + ".priority", node.path("priority")),
                fieldRules(path + ".fieldRules", type, node.path("fieldRules")));
    }

    private @Nullable Strategy strategy(String path, EntityType type, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!type.isEdited()) {
            wrong(path, FieldText.OVERRIDE_CREATED_ONCE);
            return null;
        }
        Strategy strategy = constant(Strategy.class, node.asString(""));
        if (strategy == null || strategy == Strategy.CREATE_ONLY) {
            wrong(path, FieldText.OVERRIDE_STRATEGY);
            return null;
        }
        return strategy;
    }

    private @Nullable Integer priority(String path, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToInt()
                || node.intValue() < LOWEST
                || node.intValue() > HIGHEST) {
            wrong(path, FieldText.OVERRIDE_PRIORITY);
            return null;
        }
        return node.intValue();
    }

    private Map<String, FieldRule> fieldRules(String path, EntityType type, JsonNode node) {
        Map<String, FieldRule> rules = new LinkedHashMap<>();
        if (node.isMissingNode() || node.isNull()) {
            return rules;
        }
        if (!node.isObject() || !type.isEdited()) {
            wrong(path, FieldText.OVERRIDE_RULES);
            return rules;
        }
        node.properties().forEach(entry -> {
            FieldRule rule =
                    constant(FieldRule.class, entry.getValue().asString("").toUpperCase(Locale.ROOT));
            if (rule == null || entry.getKey().length() > 100) {
                wrong(path + "." + entry.getKey(), FieldText.OVERRIDE_RULE);
            } else {
                rules.put(entry.getKey(), rule);
            }
        });
        return rules;
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void wrong(String path, FieldText text) {
        errors.add(new FieldError(path, "override", text));
    }
}
