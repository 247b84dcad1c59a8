package dev.concilia.catalog;

import dev.concilia.kernel.FieldText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An array's length and elements. */
record ArrayCheck(int minItems, int maxItems, @Nullable ValueCheck items) {

    void check(JsonNode array, Report report) {
        if (array.size() > maxItems) {
            report.add("max_items", FieldText.MOST_ELEMENTS, maxItems);
            return;
        }
        if (array.size() < minItems) {
            report.add("min_items", FieldText.LEAST_ELEMENTS, minItems);
        }
        if (items == null) {
            return;
        }
        for (int i = 0; i < array.size(); i++) {
            report.enter(i);
            items.check(array.get(i), report);
            report.leave();
        }
    }
}
