package dev.concilia.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads typed parts of a YAML file, and says where one isn't what it should be. */
record YamlReader(YamlDocument document) {

    /** Requires an object with all of the required keys and no others than these and the optional ones. */
    void requireKeys(String pointer, Set<String> required, Set<String> optional) {
        JsonNode object = node(pointer);
        if (!object.isObject()) {
            throw document.defect(pointer, where(pointer) + " must be a map.");
        }
        for (String key : object.propertyNames()) {
            if (!required.contains(key) && !optional.contains(key)) {
                throw document.defect(YamlDocument.at(pointer, key), "The key '" + key + "' is unknown.");
            }
        }
        for (String key : required) {
            if (!object.has(key)) {
                throw document.defect(pointer, "The key '" + key + "' is missing.");
            }
        }
    }

    JsonNode node(String pointer) {
        return document.root().at(pointer);
    }

    String text(String pointer) {
        JsonNode value = node(pointer);
        if (!value.isString() || value.stringValue().isBlank()) {
            throw document.defect(pointer, where(pointer) + " must be a text that isn't blank.");
        }
        return value.stringValue();
    }

    boolean flag(String pointer) {
        JsonNode value = node(pointer);
        if (!value.isBoolean()) {
            throw document.defect(pointer, where(pointer) + " must be true or false.");
        }
        return value.booleanValue();
    }

    int number(String pointer, int min, int max) {
        JsonNode value = node(pointer);
        if (!value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            throw document.defect(pointer, where(pointer) + " must be a number from " + min + " to " + max + ".");
        }
        return value.intValue();
    }

    /** A list of different texts, in order. */
    List<String> texts(String pointer) {
        JsonNode list = node(pointer);
        if (!list.isArray()) {
            throw document.defect(pointer, where(pointer) + " must be a list.");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String element = YamlDocument.at(pointer, i);
            String text = text(element);
            if (texts.contains(text)) {
                throw document.defect(element, "'" + text + "' is there twice.");
            }
            texts.add(text);
        }
        return texts;
    }

    Map<String, String> textMap(String pointer, Set<String> keys) {
        requireKeys(pointer, keys, Set.of());
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : node(pointer).propertyNames()) {
            texts.put(key, text(YamlDocument.at(pointer, key)));
        }
        return texts;
    }

    <E extends Enum<E>> E choice(String pointer, Class<E> type) {
        String text = text(pointer);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        String choices = Arrays.toString(type.getEnumConstants()).replaceAll("[\\[\\]]", "");
        throw document.defect(pointer, "'" + text + "' isn't one of " + choices.toLowerCase(Locale.ROOT) + ".");
    }

    private static String where(String pointer) {
        return pointer.isEmpty() ? "The file" : "'" + pointer.substring(1).replace('/', '.') + "'";
    }
}
