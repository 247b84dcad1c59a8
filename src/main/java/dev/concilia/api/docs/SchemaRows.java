package dev.concilia.api.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A schema as lines: each member by its path, with its type and meaning. */
final class SchemaRows {
    private static final int DEEPEST = 6;

    private final JsonNode document;
    private final List<Row> rows = new ArrayList<>();

    private SchemaRows(JsonNode document) {
        this.document = document;
    }

    record Row(String path, String type, boolean required, String meaning) {}

    static List<Row> of(JsonNode document, JsonNode schema) {
        SchemaRows made = new SchemaRows(document);
        made.members("", schema, 0);
        return made.rows;
    }

    private void members(String path, JsonNode reference, int depth) {
        JsonNode schema = resolved(reference);
        if (depth > DEEPEST) {
            return;
        }
        JsonNode items = schema.path("items");
        if (items.isObject()) {
            members(path + "[]", items, depth + 1);
        }
        schema.path("oneOf").forEach(choice -> members(path, choice, depth + 1));
        JsonNode others = schema.path("additionalProperties");
        if (others.isObject()) {
            member(path, "*", others, false, depth);
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            boolean required = schema.path("required")
                    .valueStream()
                    .anyMatch(name -> name.asString().equals(property.getKey()));
            member(path, property.getKey(), property.getValue(), required, depth);
        }
    }

    private void member(String path, String name, JsonNode schema, boolean required, int depth) {
        String own = path.isEmpty() ? name : path + "." + name;
        rows.add(new Row(own, type(schema), required, meaning(schema)));
        members(own, schema, depth + 1);
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    private String meaning(JsonNode schema) {
        return schema.path("description")
                .asString(resolved(schema).path("description").asString(""));
    }

    private String type(JsonNode reference) {
        JsonNode schema = resolved(reference);
        if (schema.has("const")) {
            return schema.path("const").toString();
        }
        if (schema.path("enum").size() > 20) {
            return "one of the problem codes";
        }
        if (schema.has("enum")) {
            return String.join(" | ", words(schema.path("enum")));
        }
        if (schema.has("oneOf")) {
            return String.join(
                    " or ", schema.path("oneOf").valueStream().map(this::type).toList());
        }
        String type = schema.path("type").isArray()
                ? String.join(" or ", words(schema.path("type")))
                : schema.path("type").asString("any");
        if (schema.path("items").isObject()) {
            return type + " of " + type(schema.path("items"));
        }
        return schema.has("format") ? type + " (" + schema.path("format").asString() + ")" : type;
    }

    private static List<String> words(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
