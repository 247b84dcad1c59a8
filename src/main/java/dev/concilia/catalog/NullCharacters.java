package dev.concilia.catalog;

import dev.concilia.kernel.FieldText;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Finds U+0000 in strings and field names: PostgreSQL can't store it in text or jsonb. */
final class NullCharacters {
    private NullCharacters() {}

    static void refuse(JsonNode node, Report report) {
        if (node.isString()) {
            refuse(node.stringValue(), report);
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                report.enter(field.getKey());
                refuse(field.getKey(), report);
                refuse(field.getValue(), report);
                report.leave();
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                report.enter(i);
                refuse(node.get(i), report);
                report.leave();
            }
        }
    }

    private static void refuse(String text, Report report) {
        if (text.indexOf('\0') >= 0) {
            report.add("null_character", FieldText.NULL_CHARACTER);
        }
    }
}
