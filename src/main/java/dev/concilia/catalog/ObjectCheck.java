package dev.concilia.catalog;

import dev.concilia.kernel.FieldText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * An object's fields. A null stands for an absent field, except that a required one may not be null.
 *
 * @param properties a check per known field
 * @param required the fields that a whole object has
 * @param anyOf alternatives of which at least one fits; empty where there is no choice
 */
record ObjectCheck(Map<String, ValueCheck> properties, Set<String> required, List<ObjectCheck> anyOf) {

    void check(JsonNode object, boolean partial, Report report) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            checkField(field.getKey(), field.getValue(), report);
        }
        if (!partial) {
            for (String name : required) {
                if (!object.has(name)) {
                    addRequired(name, report);
                }
            }
        }
        if (!anyOf.isEmpty() && !anyFits(object, partial)) {
            addAnyOf(report);
        }
    }

    private void checkField(String name, JsonNode value, Report report) {
        if (value.isNull()) {
            if (required.contains(name)) {
                addRequired(name, report);
            }
            return;
        }
        ValueCheck check = properties.get(name);
        if (check != null) {
            report.enter(name);
            check.check(value, report);
            report.leave();
        }
    }

    private boolean anyFits(JsonNode object, boolean partial) {
        for (ObjectCheck alternative : anyOf) {
            Report trial = new Report();
            alternative.check(object, partial, trial);
            if (trial.isClean()) {
                return true;
            }
        }
        return false;
    }

    private void addAnyOf(Report report) {
        boolean presence = anyOf.stream().noneMatch(one -> one.required().isEmpty());
        String names = anyOf.stream()
                .flatMap(one -> (presence ? one.required() : one.properties().keySet()).stream())
                .distinct()
                .collect(Collectors.joining(", "));
        report.add("any_of", presence ? FieldText.ONE_PRESENT : FieldText.ONE_CHANGED, names);
    }

    private static void addRequired(String name, Report report) {
        report.enter(name);
        report.add("required", FieldText.REQUIRED);
        report.leave();
    }
}
