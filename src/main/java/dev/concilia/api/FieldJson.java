package dev.concilia.api;

import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;

/** What is wrong with fields, as every dialect says it: path, code, and what to send instead in the caller's language. */
public final class FieldJson {
    private FieldJson() {}

    public static ArrayNode of(List<FieldError> fields, Locale language) {
        ArrayNode array = Json.mapper().createArrayNode();
        fields.forEach(field -> array.addObject()
                .put("path", field.path())
                .put("code", field.code())
                .put("message", field.message(language)));
        return array;
    }
}
