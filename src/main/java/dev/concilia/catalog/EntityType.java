package dev.concilia.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the hub knows of one entity, as its catalog file says.
 *
 * @param name the canonical name, in snake_case and plural
 * @param aliases other names that clients use
 * @param kind how records come to be and change
 * @param direction which way changes travel
 * @param priority 10 critical (told to devices at once), 8–9 high, 5–7 medium, 3–4 low, 1 background
 * @param strategy what happens to a field both sides changed
 * @param fieldRules the fields with a rule of their own; they count under {@link Strategy#FIELD_MERGE} only
 * @param stateful whether the record goes through states, so that updates of a transaction are allowed
 * @param references the fields that point at other records
 * @param rules the business rules, by their names in {@link BusinessRules}
 * @param moneyFields the top-level fields that hold money: a decimal string or number with at most 4 decimals
 * @param listColumns the fields that a list shows, in order
 * @param exportColumns the fields that an export writes, in order
 * @param labels the entity's name for people, by language: {@code es}, {@code pt}, {@code en}
 * @param fieldLabels each field's name for people: field, then language
 * @param valueLabels what the values of each field with a fixed choice are called: field, value, then language
 * @param schema JSON Schema (draft 2020-12) of a whole record; fields that aren't required also take null. Not to be
 *     changed by callers
 */
public record EntityType(
        String name,
        Set<String> aliases,
        EntityKind kind,
        Direction direction,
        int priority,
        Strategy strategy,
        Map<String, FieldRule> fieldRules,
        boolean stateful,
        List<Reference> references,
        Set<String> rules,
        Set<String> moneyFields,
        List<String> listColumns,
        List<String> exportColumns,
        Map<String, String> labels,
        Map<String, Map<String, String>> fieldLabels,
        Map<String, Map<String, Map<String, String>>> valueLabels,
        JsonNode schema) {

    private static final int PENDING_PRIORITY = 8;
    private static final Set<String> FINAL_STATES = Set.of("COMPLETED", "CANCELLED");

    /** Keeps unmodifiable copies in the given order. */
    public EntityType {
        aliases = ordered(aliases);
        fieldRules = ordered(fieldRules);
        references = List.copyOf(references);
        rules = ordered(rules);
        moneyFields = ordered(moneyFields);
        listColumns = List.copyOf(listColumns);
        exportColumns = List.copyOf(exportColumns);
        labels = ordered(labels);
        fieldLabels = ordered(fieldLabels);
        valueLabels = ordered(valueLabels);
    }

    /** The rule for a field that both sides changed: its own under a field merge, else what the strategy says. */
    public FieldRule ruleOf(String field) {
        return switch (strategy) {
            case FIELD_MERGE -> fieldRules.getOrDefault(field, FieldRule.NEWEST);
            case LAST_WRITE_WINS -> FieldRule.NEWEST;
            case TERMINAL_WINS -> FieldRule.LOCAL;
            // Of a record that is created once, the one the hub already has stands.
            case CENTRAL_WINS, CREATE_ONLY -> FieldRule.REMOTE;
            case MANUAL_MERGE -> FieldRule.MANUAL;
        };
    }

    /** Whether devices may change a record once it is there; other transactions are recorded once. */
    public boolean isEdited() {
        return kind != EntityKind.TRANSACTION || stateful;
    }

    /** Whether the catalog has a field of that name. */
    public boolean knows(String field) {
        return schema.path("properties").has(field);
    }

    /** What a value of a field with a fixed choice is called; another value is called as it is. */
    public String valueLabel(String field, String value, Locale language) {
        return valueLabels
                .getOrDefault(field, Map.of())
                .getOrDefault(value, Map.of())
                .getOrDefault(language.getLanguage(), value);
    }

    /** The priority of one record: an entity with {@link BusinessRules#PENDING_IS_HIGH} waits until it is final. */
    public int priorityOf(JsonNode data) {
        if (!rules.contains(BusinessRules.PENDING_IS_HIGH)) {
            return priority;
        }
        boolean settled = FINAL_STATES.contains(data.path("status").asString(""));
        return settled ? priority : Math.min(priority, PENDING_PRIORITY);
    }

    /** This type with an owner's own strategy, priority and field rules in place of the catalog's. */
    public EntityType overriddenBy(Strategy ownStrategy, int ownPriority, Map<String, FieldRule> ownRules) {
        return new EntityType(
                name,
                aliases,
                kind,
                direction,
                ownPriority,
                ownStrategy,
                ownRules,
                stateful,
                references,
                rules,
                moneyFields,
                listColumns,
                exportColumns,
                labels,
                fieldLabels,
                valueLabels,
                schema);
    }

    private static <T> Set<T> ordered(Set<T> values) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    private static <K, V> Map<K, V> ordered(Map<K, V> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
