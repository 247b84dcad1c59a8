package dev.concilia.catalog;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes out what catalog files abbreviate, so that any JSON Schema validator comes to the same result as the compiled
 * checks: {@code format: money} and {@code format: decimal}, the lengths of dates, and null for fields that aren't
 * required.
 */
final class SchemaExpander {
    static final int DATE_TIME_LENGTH = 40;
    static final int DATE_LENGTH = 10;
    static final int DECIMAL_LENGTH = 24;

    private static final String DIGITS = "[0-9]{1," + Decimals.MAX_INTEGER_DIGITS + "}";
    private static final String DECIMALS = "(\\.[0-9]{1," + Decimals.MAX_DECIMALS + "})?$";

    private SchemaExpander() {}

    static ObjectNode expand(JsonNode written) {
        ObjectNode schema = (ObjectNode) written.deepCopy();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        expandObject(schema);
        return schema;
    }

    /** The types a schema accepts, as it is written in the file. */
    static Set<String> typesOf(JsonNode schema) {
        Set<String> types = new LinkedHashSet<>();
        if (isDecimal(schema)) {
            types.add("string");
            types.add("number");
        }
        JsonNode type = schema.path("type");
        if (type.isString()) {
            types.add(type.stringValue());
        }
        type.values().forEach(one -> types.add(one.asString("")));
        return types;
    }

    static boolean isDecimal(JsonNode schema) {
        String format = schema.path("format").asString("");
        return format.equals("money") || format.equals("decimal");
    }

    private static void expandObject(ObjectNode schema) {
        Set<String> required = new LinkedHashSet<>();
        schema.path("required").values().forEach(name -> required.add(name.asString("")));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            ObjectNode value = (ObjectNode) property.getValue();
            expandValue(value);
            if (!required.contains(property.getKey())) {
                acceptNull(value);
            }
        }
        schema.path("anyOf").values().forEach(alternative -> expandAlternative((ObjectNode) alternative));
    }

    /** A null isn't a value, so it doesn't fulfil an alternative that requires the field. */
    private static void expandAlternative(ObjectNode schema) {
        expandObject(schema);
        for (JsonNode name : schema.path("required").values()) {
            ObjectNode properties = schema.withObjectProperty("properties");
            properties.withObjectProperty(name.asString("")).putObject("not").put("type", "null");
        }
    }

    private static void expandValue(ObjectNode schema) {
        if (isDecimal(schema)) {
            expandDecimal(schema);
        }
        switch (schema.path("format").asString("")) {
            case "date-time" -> schema.put("maxLength", DATE_TIME_LENGTH);
            case "date" -> schema.put("maxLength", DATE_LENGTH);
            default -> {
                // Nothing is abbreviated.
            }
        }
        if (schema.path("items") instanceof ObjectNode items) {
            expandValue(items);
        }
        expandObject(schema);
    }

    private static void expandDecimal(ObjectNode schema) {
        schema.putArray("type").add("string").add("number");
        schema.put("maxLength", DECIMAL_LENGTH);
        schema.put("multipleOf", Decimals.STEP);
        schema.put("maximum", Decimals.LARGEST);
        if (schema.has("exclusiveMinimum")) {
            schema.put("pattern", "^(?=.*[1-9])" + DIGITS + DECIMALS);
        } else if (schema.has("minimum")) {
            schema.put("pattern", "^" + DIGITS + DECIMALS);
        } else {
            schema.put("pattern", "^-?" + DIGITS + DECIMALS);
            schema.put("minimum", Decimals.LARGEST.negate());
        }
    }

    private static void acceptNull(ObjectNode schema) {
        Set<String> types = typesOf(schema);
        if (types.isEmpty()) {
            return;
        }
        ArrayNode nullable = schema.putArray("type");
        types.forEach(nullable::add);
        nullable.add("null");
        if (schema.path("enum") instanceof ArrayNode choices) {
            choices.addNull();
        }
    }
}
