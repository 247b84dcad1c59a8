package dev.concilia.api.docs;

import dev.concilia.support.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Compares an answer with what the document says of it. */
record Check(Document document, Document.Call call, String example) {
    private static final String LINES = "application/x-ndjson";

    /** What is wrong; {@code text}: the answer's, in the document's terms. */
    List<String> of(Answer answer, String text) {
        String label = call.name() + " " + example + ": ";
        if (answer.status() >= 300) {
            return List.of(label + answer);
        }
        if (!call.described().path("responses").has(String.valueOf(answer.status()))) {
            return List.of(label + "status " + answer.status() + " is not described");
        }
        if (answer.status() == 204) {
            return answer.body().length == 0 ? List.of() : List.of(label + "has a body");
        }
        Map.Entry<String, JsonNode> content = call.answer(answer.status());
        List<String> wrong = new ArrayList<>();
        if (!answer.header("Content-Type").split(";", 2)[0].equals(content.getKey())) {
            wrong.add(label + "is " + answer.header("Content-Type"));
        }
        JsonNode value = isJson(answer) ? Document.MAPPER.readTree(text) : Document.MAPPER.valueToTree(text);
        defects(document, content.getKey(), content.getValue(), value).forEach(defect -> wrong.add(label + defect));
        JsonNode stored = content.getValue().path("examples").path(example).path("value");
        if (!stored.isMissingNode() && !shape(stored).equals(shape(value))) {
            wrong.add(label + "the shape is another than the stored example's: "
                    + difference(shape(stored), shape(value)));
        }
        if (stored.isMissingNode() && !Set.of("apiDocs", "apiDocsJson").contains(call.id())) {
            wrong.add(label + "no example of the answer");
        }
        return wrong;
    }

    static boolean isJson(Answer answer) {
        String type = answer.header("Content-Type").split(";", 2)[0];
        return type.endsWith("json") && !type.equals(LINES);
    }

    /** By the schema; of lines, each one. */
    static List<String> defects(Document document, String type, JsonNode content, JsonNode value) {
        JsonNode schema = content.path("schema");
        if (!type.equals(LINES)) {
            return document.defects(schema, value);
        }
        return value.asString()
                .lines()
                .flatMap(line -> document.defects(schema, Document.MAPPER.readTree(line)).stream())
                .toList();
    }

    private static List<String> difference(Set<String> documented, Set<String> real) {
        List<String> lines = new ArrayList<>();
        documented.stream().filter(line -> !real.contains(line)).forEach(line -> lines.add("-" + line));
        real.stream().filter(line -> !documented.contains(line)).forEach(line -> lines.add("+" + line));
        return lines;
    }

    private static Set<String> shape(JsonNode node) {
        Set<String> lines = new TreeSet<>();
        walk("", node, lines);
        return lines;
    }

    private static void walk(String path, JsonNode node, Set<String> lines) {
        switch (node.getNodeType()) {
            case OBJECT ->
                node.properties().forEach(member -> walk(path + "." + member.getKey(), member.getValue(), lines));
            case ARRAY -> node.forEach(item -> walk(path + "[]", item, lines));
            default -> lines.add(path + ": " + node.getNodeType());
        }
    }
}
