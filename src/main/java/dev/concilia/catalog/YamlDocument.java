package dev.concilia.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** A YAML file as a tree that knows the line of each of its parts. Parts are named by JSON Pointers. */
final class YamlDocument {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();
    private final JsonNode root;

    private YamlDocument(String file, String text) {
        this.file = file;
        this.root = read(text);
    }

    /**
     * @param file the name for messages
     * @throws CatalogException if the text isn't YAML, is empty, or has a key twice
     */
    static YamlDocument parse(String file, String text) {
        return new YamlDocument(file, text);
    }

    JsonNode root() {
        return root;
    }

    /** The exception for what is wrong at a part of this file; for a part that isn't there, at the nearest around it. */
    CatalogException defect(String pointer, String problem) {
        String place = pointer;
        while (!lines.containsKey(place) && !place.isEmpty()) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return new CatalogException(file, lines.getOrDefault(place, 1), problem);
    }

    /** The pointer of a field of the part at a pointer. */
    static String at(String pointer, Object step) {
        return pointer + "/" + step.toString().replace("~", "~0").replace("/", "~1");
    }

    private JsonNode read(String text) {
        try (JsonParser parser = YAML.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new CatalogException(file, 1, "The file is empty.");
            }
            return value(parser, "");
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            // The indented lines quote the file.
            String problem = e.getOriginalMessage()
                    .lines()
                    .filter(one -> !one.startsWith(" "))
                    .collect(Collectors.joining(", "));
            throw new CatalogException(file, line, "This isn't YAML (" + problem + ").");
        }
    }

    private JsonNode value(JsonParser parser, String pointer) {
        lines.putIfAbsent(pointer, line(parser));
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw defect(pointer, "Aliases such as *" + yaml.getString() + " aren't supported; repeat the value.");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, pointer);
            case START_ARRAY -> array(parser, pointer);
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
            case VALUE_NUMBER_INT ->
                NODES.numberNode(parser.getBigIntegerValue().longValueExact());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_NULL -> NODES.nullNode();
            default -> NODES.stringNode(parser.getString());
        };
    }

    private ObjectNode object(JsonParser parser, String pointer) {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String child = at(pointer, name);
            if (object.has(name)) {
                throw new CatalogException(file, line(parser), "The key '" + name + "' is there twice.");
            }
            lines.put(child, line(parser));
            parser.nextToken();
            object.set(name, value(parser, child));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, String pointer) {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, at(pointer, array.size())));
        }
        return array;
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
