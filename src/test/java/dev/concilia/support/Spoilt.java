package dev.concilia.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** An example body with one thing wrong in it. */
public record Spoilt(String how, String path, JsonNode body) {
    /**
     * Every field of {@code example} missing (but those in {@code optional}), of another type, and 100 times too long; ids with
     * a NUL, too. {@code free} are fields that take anything of any length; paths are as problems name them: {@code items[0].price}.
     */
    public static List<Spoilt> of(String example, Set<String> optional, Set<String> free) {
        List<Spoilt> all = new ArrayList<>();
        for (String path : paths("", Answer.MAPPER.readTree(example))) {
            String field = path.replaceAll("\\[\\d+]", "");
            if (!optional.contains(field) && !path.endsWith("]")) {
                all.add(spoilt("missing", example, path, null));
            }
            if (!free.contains(field)) {
                JsonNode value = at(Answer.MAPPER.readTree(example), path);
                all.add(spoilt("of another type", example, path, other(value)));
                if (value.isValueNode() && !value.isBoolean()) {
                    all.add(spoilt("too long", example, path, longer(value)));
                }
                if (value.isString() && field.toLowerCase(Locale.ROOT).endsWith("id")) {
                    all.add(spoilt("with a NUL", example, path, StringNode.valueOf("a\0b")));
                }
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return path + " " + how;
    }

    private static List<String> paths(String path, JsonNode node) {
        List<String> paths = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                paths.add(name);
                paths.addAll(paths(name, member.getValue()));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                paths.add(path + "[" + i + "]");
                paths.addAll(paths(path + "[" + i + "]", array.get(i)));
            }
        }
        return paths;
    }

    private static Spoilt spoilt(String how, String example, String path, JsonNode value) {
        JsonNode body = Answer.MAPPER.readTree(example);
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        JsonNode parent = end < 0 ? body : at(body, path.substring(0, end));
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(path.substring(end + 1, path.length() - 1)), value);
        } else if (value == null) {
            ((ObjectNode) parent).remove(path.substring(end + 1));
        } else {
            ((ObjectNode) parent).set(path.substring(end + 1), value);
        }
        return new Spoilt(how, path, body);
    }

    private static JsonNode at(JsonNode root, String path) {
        JsonNode node = root;
        for (String step : path.replace("[", ".[").split("\\.")) {
            if (step.startsWith("[")) {
                node = node.get(Integer.parseInt(step.substring(1, step.length() - 1)));
            } else if (!step.isEmpty()) {
                node = node.get(step);
            }
        }
        return node;
    }

    /** What no field takes in place of {@code value}. */
    private static JsonNode other(JsonNode value) {
        return Answer.MAPPER.readTree(value.isObject() || value.isArray() ? "7" : "{\"not\":[\"this\"]}");
    }

    /** As long as a hundred of it, and longer than anything that the catalog takes. */
    private static JsonNode longer(JsonNode value) {
        String text = value.asString() + "7".repeat(10);
        String far = text.repeat(Math.max(100, 5_000 / text.length()));
        return value.isNumber() ? Answer.MAPPER.readTree("1" + "0".repeat(99)) : Answer.MAPPER.valueToTree(far);
    }
}
