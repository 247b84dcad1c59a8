package dev.concilia.api.docs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The document as a page for people: plain HTML, no script, nothing from elsewhere. */
final class ApiPage {
    private final JsonNode document;
    private final StringBuilder out = new StringBuilder(1 << 18);

    ApiPage(JsonNode document) {
        this.document = document;
    }

    String html(String style) {
        out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<title>Concilia API</title><link rel=\"icon\" href=\"icons/logo.svg\">")
                .append("<style>")
                .append(style)
                .append("</style></head>\n<body>\n")
                .append("<a class=\"skip\" href=\"#content\">Skip to the content</a>\n");
        contents();
        out.append("<main id=\"content\">\n<h1>Concilia API</h1>\n<p class=\"lead\">")
                .append(Html.line(document.path("info").path("summary").asString()))
                .append(". As a document for programs: <a href=\"api-docs.json\">OpenAPI ")
                .append(Html.escaped(document.path("openapi").asString()))
                .append("</a>.</p>\n")
                .append(Html.paragraphs(
                        document.path("info").path("description").asString()));
        document.path("tags").forEach(this::family);
        problems();
        entities();
        return out.append("</main>\n</body></html>\n").toString();
    }

    private void contents() {
        out.append("<nav aria-label=\"Contents\"><ul>\n");
        for (JsonNode tag : document.path("tags")) {
            String name = tag.path("name").asString();
            link(id(name), name);
        }
        link("problems", "Problem codes");
        link("entities", "Entities");
        out.append("</ul></nav>\n");
    }

    private void link(String id, String text) {
        out.append("<li><a href=\"#")
                .append(id)
                .append("\">")
                .append(Html.escaped(text))
                .append("</a></li>\n");
    }

    private static String id(String text) {
        return text.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private void family(JsonNode tag) {
        String name = tag.path("name").asString();
        heading(2, id(name), name);
        out.append(Html.paragraphs(tag.path("description").asString()));
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                if (call.getValue().path("tags").path(0).asString().equals(name)) {
                    call(call.getKey().toUpperCase(Locale.ROOT), path.getKey(), call.getValue());
                }
            }
        }
    }

    private void heading(int level, String id, String text) {
        out.append("<h" + level + " id=\"")
                .append(id)
                .append("\">")
                .append(Html.escaped(text))
                .append("</h" + level + ">\n");
    }

    private void call(String method, String path, JsonNode call) {
        out.append("<details class=\"call\" id=\"")
                .append(call.path("operationId").asString())
                .append("\"><summary><h3><span class=\"method\">")
                .append(method)
                .append("</span> <code>")
                .append(Html.escaped(path))
                .append("</code> <span class=\"what\">")
                .append(Html.escaped(call.path("summary").asString()))
                .append("</span></h3></summary>\n")
                .append(Html.paragraphs(call.path("description").asString("")))
                .append("<p><strong>Who may call:</strong> ")
                .append(Html.escaped(call.path("x-access").asString()))
                .append("</p>\n");
        parameters(call.path("parameters"));
        JsonNode body = call.path("requestBody").path("content").path("application/json");
        if (body.isObject()) {
            out.append("<h4>Body</h4>\n");
            content(body);
        }
        call.path("responses").properties().forEach(response -> answer(response.getKey(), response.getValue()));
        out.append("<h4>Problems</h4>\n<ul class=\"codes\">");
        call.path("responses")
                .properties()
                .forEach(response -> response.getValue()
                        .path("content")
                        .path("application/problem+json")
                        .path("examples")
                        .propertyNames()
                        .forEach(code -> code(response.getKey() + " ", code)));
        out.append("</ul>\n");
        if (!call.path("x-codes").isEmpty()) {
            out.append("<h4>Codes within the answer</h4>\n<ul class=\"codes\">");
            call.path("x-codes").forEach(code -> code("", code.asString()));
            out.append("</ul>\n");
        }
        out.append("</details>\n");
    }

    private void code(String status, String code) {
        out.append("<li>")
                .append(status)
                .append("<a href=\"#")
                .append(code)
                .append("\"><code>")
                .append(code)
                .append("</code></a></li>\n");
    }

    private void parameters(JsonNode parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        List<SchemaRows.Row> rows = parameters
                .valueStream()
                .map(p -> p.has("$ref") ? document.at(p.path("$ref").asString().substring(1)) : p)
                .map(p -> new SchemaRows.Row(
                        p.path("name").asString(),
                        p.path("in").asString() + ", "
                                + p.path("schema").path("type").asString("text"),
                        p.path("required").asBoolean(false),
                        p.path("description").asString("")))
                .toList();
        out.append("<h4>Parameters</h4>\n");
        table(rows);
    }

    private void answer(String status, JsonNode answer) {
        if (!status.startsWith("2")) {
            return;
        }
        out.append("<h4>Answer ")
                .append(status)
                .append("</h4>\n<p>")
                .append(Html.line(answer.path("description").asString()))
                .append("</p>\n");
        answer.path("content").forEach(this::content);
    }

    private void content(JsonNode content) {
        table(SchemaRows.of(document, content.path("schema")));
        for (Map.Entry<String, JsonNode> example : content.path("examples").properties()) {
            JsonNode value = example.getValue().path("value");
            out.append("<p class=\"example\">Example: ")
                    .append(Html.line(example.getValue().path("summary").asString(example.getKey())))
                    .append("</p>\n<pre tabindex=\"0\">")
                    .append(Html.escaped(value.isString() ? value.asString() : value.toPrettyString()))
                    .append("</pre>\n");
        }
    }

    private void table(List<SchemaRows.Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Members\"><table><thead><tr>")
                .append("<th scope=\"col\">Name</th><th scope=\"col\">Type</th><th scope=\"col\">Meaning</th>")
                .append("</tr></thead><tbody>\n");
        for (SchemaRows.Row row : rows) {
            out.append("<tr><th scope=\"row\"><code>")
                    .append(Html.escaped(row.path()))
                    .append("</code>")
                    .append(row.required() ? " <em>required</em>" : "")
                    .append("</th><td>")
                    .append(Html.escaped(row.type()))
                    .append("</td><td>")
                    .append(Html.line(row.meaning()))
                    .append("</td></tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }

    private void problems() {
        heading(2, "problems", "Problem codes");
        for (Map.Entry<String, JsonNode> example :
                document.path("components").path("examples").properties()) {
            JsonNode problem = example.getValue().path("value");
            out.append("<section class=\"problem\"><h3 id=\"")
                    .append(example.getKey())
                    .append("\"><code>")
                    .append(example.getKey())
                    .append("</code></h3><p>")
                    .append(problem.path("status").asInt())
                    .append(", retry: ")
                    .append(Html.escaped(problem.path("retry").asString()))
                    .append(". ")
                    .append(Html.line(problem.path("detail").asString()))
                    .append("</p></section>\n");
        }
    }

    private void entities() {
        heading(2, "entities", "Entities");
        for (JsonNode schema : document.path("components").path("schemas")) {
            if (schema.has("x-entity")) {
                out.append("<details class=\"call\"><summary><h3><code>")
                        .append(Html.escaped(schema.path("x-entity").asString()))
                        .append("</code> <span class=\"what\">")
                        .append(Html.escaped(schema.path("title").asString()))
                        .append("</span></h3></summary>\n<p>")
                        .append(Html.line(schema.path("description").asString()))
                        .append("</p>\n");
                table(SchemaRows.of(document, schema));
                out.append("</details>\n");
            }
        }
    }
}
