package dev.concilia.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compiles a schema, as a catalog file writes it, into plain checks. A keyword it doesn't know is a defect of the file:
 * it would be silently unchecked.
 */
final class SchemaCompiler {
    private static final Set<String> OBJECT_KEYWORDS = Set.of("type", "properties", "required", "anyOf");
    private static final Set<String> ALTERNATIVE_KEYWORDS = Set.of("properties", "required");
    private static final Set<String> DECIMAL_KEYWORDS = Set.of("format", "minimum", "exclusiveMinimum");
    private static final Set<String> VALUE_KEYWORDS = Set.of(
            "type",
            "enum",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minimum",
            "exclusiveMinimum",
            "maximum",
            "minItems",
            "maxItems",
            "items",
            "properties",
            "required",
            "anyOf");
    private static final Map<String, Integer> TYPES = Map.of(
            "string", ValueCheck.STRING,
            "number", ValueCheck.NUMBER,
            "integer", ValueCheck.INTEGER,
            "boolean", ValueCheck.BOOLEAN,
            "object", ValueCheck.OBJECT,
            "array", ValueCheck.ARRAY);

    private final YamlDocument document;

    SchemaCompiler(YamlDocument document) {
        this.document = document;
    }

    /** The check for the object schema at a pointer of the file. */
    ObjectCheck compileRoot(String pointer) {
        requireKeywords(pointer, OBJECT_KEYWORDS);
        if (!SchemaExpander.typesOf(node(pointer)).equals(Set.of("object"))) {
            throw document.defect(pointer + "/type", "A record's schema must be of the type object.");
        }
        return object(pointer);
    }

    private ObjectCheck object(String pointer) {
        Map<String, ValueCheck> properties = new HashMap<>();
        String fields = pointer + "/properties";
        for (String name : node(fields).propertyNames()) {
            properties.put(name, value(YamlDocument.at(fields, name)));
        }
        List<ObjectCheck> alternatives = new ArrayList<>();
        for (int i = 0; i < node(pointer + "/anyOf").size(); i++) {
            String alternative = pointer + "/anyOf/" + i;
            if (!node(alternative).isObject()) {
                throw document.defect(alternative, "An alternative must be a map.");
            }
            requireKeywords(alternative, ALTERNATIVE_KEYWORDS);
            alternatives.add(object(alternative));
        }
        return new ObjectCheck(Map.copyOf(properties), required(pointer, properties), List.copyOf(alternatives));
    }

    private Set<String> required(String pointer, Map<String, ValueCheck> properties) {
        Set<String> required = new LinkedHashSet<>();
        for (JsonNode name : node(pointer + "/required").values()) {
            required.add(name.stringValue());
            boolean alternative = pointer.contains("/anyOf/");
            if (!alternative && !properties.containsKey(name.stringValue())) {
                String problem = "The required field '" + name.stringValue() + "' isn't among the properties.";
                throw document.defect(pointer + "/required", problem);
            }
        }
        return required;
    }

    private ValueCheck value(String pointer) {
        JsonNode schema = node(pointer);
        if (SchemaExpander.isDecimal(schema)) {
            return decimal(pointer);
        }
        requireKeywords(pointer, VALUE_KEYWORDS);
        int types = types(pointer);
        Set<String> choices = choices(pointer);
        return new ValueCheck(
                types,
                choices,
                (types & ValueCheck.STRING) != 0 && choices.isEmpty() ? text(pointer) : null,
                (types & (ValueCheck.NUMBER | ValueCheck.INTEGER)) != 0 ? number(pointer) : null,
                (types & ValueCheck.ARRAY) != 0 ? array(pointer) : null,
                (types & ValueCheck.OBJECT) != 0 ? object(pointer) : null);
    }

    private int types(String pointer) {
        int types = 0;
        for (String name : SchemaExpander.typesOf(node(pointer))) {
            Integer type = TYPES.get(name);
            if (type == null) {
                throw document.defect(pointer + "/type", "The type '" + name + "' isn't supported here.");
            }
            types |= type;
        }
        if (types == 0) {
            throw document.defect(pointer, "The schema of this field has no type.");
        }
        return types;
    }

    private Set<String> choices(String pointer) {
        Set<String> choices = new LinkedHashSet<>();
        for (JsonNode choice : node(pointer + "/enum").values()) {
            if (!choice.isString()) {
                throw document.defect(pointer + "/enum", "An enum may hold texts only.");
            }
            choices.add(choice.stringValue());
        }
        return choices;
    }

    private ValueCheck decimal(String pointer) {
        requireKeywords(pointer, DECIMAL_KEYWORDS);
        BigDecimal minimum = bound(pointer, "minimum");
        BigDecimal above = bound(pointer, "exclusiveMinimum");
        for (BigDecimal bound : new @Nullable BigDecimal[] {minimum, above}) {
            if (bound != null && bound.signum() != 0) {
                throw document.defect(pointer, "A decimal can have no other bound than 0.");
            }
        }
        TextFormat format = above != null
                ? TextFormat.DECIMAL_ABOVE_ZERO
                : minimum != null ? TextFormat.DECIMAL_FROM_ZERO : TextFormat.DECIMAL;
        BigDecimal least = minimum == null && above == null ? Decimals.LARGEST.negate() : minimum;
        return new ValueCheck(
                ValueCheck.STRING | ValueCheck.NUMBER,
                Set.of(),
                new TextCheck(0, SchemaExpander.DECIMAL_LENGTH, null, format),
                new NumberCheck(least, above, Decimals.LARGEST, Decimals.MAX_DECIMALS),
                null,
                null);
    }

    private TextCheck text(String pointer) {
        TextFormat format = format(pointer);
        int fallback = format == TextFormat.DATE_TIME
                ? SchemaExpander.DATE_TIME_LENGTH
                : format == TextFormat.DATE ? SchemaExpander.DATE_LENGTH : -1;
        int maxLength = node(pointer + "/maxLength").asInt(fallback);
        if (maxLength < 0) {
            throw document.defect(pointer, "A text needs a maxLength.");
        }
        return new TextCheck(node(pointer + "/minLength").asInt(0), maxLength, pattern(pointer), format);
    }

    private @Nullable TextFormat format(String pointer) {
        String keyword = node(pointer + "/format").asString("");
        if (keyword.isEmpty()) {
            return null;
        }
        for (TextFormat format : TextFormat.values()) {
            if (format.keyword().equals(keyword)) {
                return format;
            }
        }
        throw document.defect(pointer + "/format", "The format '" + keyword + "' is unknown.");
    }

    private @Nullable Pattern pattern(String pointer) {
        String expression = node(pointer + "/pattern").asString("");
        if (expression.isEmpty()) {
            return null;
        }
        // In JSON Schema $ is the end of the text; in Java it also matches before a last line break.
        String strict = expression.endsWith("$") && !expression.endsWith("\\$")
                ? expression.substring(0, expression.length() - 1) + "\\z"
                : expression;
        try {
            return Pattern.compile(strict);
        } catch (PatternSyntaxException e) {
            throw document.defect(pointer + "/pattern", "The pattern isn't a regular expression.");
        }
    }

    private NumberCheck number(String pointer) {
        return new NumberCheck(
                bound(pointer, "minimum"),
                bound(pointer, "exclusiveMinimum"),
                bound(pointer, "maximum"),
                Integer.MAX_VALUE);
    }

    private @Nullable BigDecimal bound(String pointer, String keyword) {
        JsonNode bound = node(YamlDocument.at(pointer, keyword));
        return bound.isNumber() ? bound.decimalValue() : null;
    }

    private ArrayCheck array(String pointer) {
        JsonNode maxItems = node(pointer + "/maxItems");
        if (!maxItems.isNumber()) {
            throw document.defect(pointer, "An array needs a maxItems.");
        }
        ValueCheck items = node(pointer).has("items") ? value(pointer + "/items") : null;
        return new ArrayCheck(node(pointer + "/minItems").asInt(0), maxItems.intValue(), items);
    }

    private void requireKeywords(String pointer, Set<String> keywords) {
        for (String keyword : node(pointer).propertyNames()) {
            if (!keywords.contains(keyword)) {
                String place = YamlDocument.at(pointer, keyword);
                throw document.defect(place, "The keyword '" + keyword + "' isn't supported here.");
            }
        }
    }

    private JsonNode node(String pointer) {
        return document.root().at(pointer);
    }
}
