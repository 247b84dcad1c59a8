package dev.concilia.api.docs;

import dev.concilia.kernel.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of the description, with what is short in them written out. */
final class Descriptions {
    /** The families of calls, in the order of the page. */
    static final List<String> FAMILIES = List.of(
            "engine",
            "reconcile",
            "resources",
            "restaurant",
            "machines",
            "terminal",
            "devices",
            "conflicts",
            "people",
            "administration",
            "alerts",
            "hints");

    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final String SCHEMAS = "#/components/schemas/";

    private Descriptions() {}

    /** What all calls share. */
    static ObjectNode hub() {
        return yaml("hub");
    }

    static ObjectNode family(String name) {
        return yaml(name);
    }

    /** The answers to the examples of a family: by call, then by example {@code {status, body}}. */
    static ObjectNode answers(String family) {
        return (ObjectNode) Json.mapper().readTree(text("examples/" + family + ".json"));
    }

    /** The page's style sheet. */
    static String style() {
        return text("page.css");
    }

    private static ObjectNode yaml(String name) {
        ObjectNode file = (ObjectNode) YAML.readTree(text(name + ".yaml"));
        writeOut(file);
        return file;
    }

    private static String text(String file) {
        try (InputStream in = Descriptions.class.getResourceAsStream("/openapi/" + file)) {
            if (in == null) {
                throw new IllegalStateException("No file openapi/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Examples are left alone: they may hold anything. */
    private static void writeOut(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("$ref").isString() && object.path("$ref").asString().indexOf('/') < 0) {
                object.put("$ref", SCHEMAS + object.path("$ref").asString());
            }
            if (object.path("required").asString("").equals("all")) {
                ArrayNode names = Json.mapper().createArrayNode();
                object.path("properties").propertyNames().forEach(names::add);
                object.set("required", names);
            }
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getValue().isNull()) {
                throw new IllegalStateException("A text with a comma needs quotes at: " + member.getKey());
            }
            if (!member.getKey().startsWith("example")) {
                writeOut(member.getValue());
            }
        }
        if (node.isArray()) {
            node.forEach(Descriptions::writeOut);
        }
    }
}
