package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import dev.concilia.catalog.FieldError;
import java.util.Set;

/** Why a value was refused, for people. */
public final class FieldReasons {
    private static final Set<String> KNOWN = Set.of(
            "type",
            "required",
            "any_of",
            "enum",
            "min_length",
            "max_length",
            "pattern",
            "format",
            "decimals",
            "minimum",
            "maximum",
            "min_items",
            "max_items",
            "hub_owned",
            "null_character",
            "unknown_field",
            "unstorable",
            "reference",
            "by_movements");

    private FieldReasons() {}

    /** In the reader's language; {@code place} knows the texts. What is inside a list or object is named by its path. */
    public static String of(Component place, FieldError error, String field) {
        String reason = place.getTranslation("fieldError." + (KNOWN.contains(error.code()) ? error.code() : "other"));
        return error.path().equals(field) || error.path().isEmpty() ? reason : error.path() + ": " + reason;
    }
}
