package dev.concilia.api.docs;

import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes OpenAPI's operation object of a call's description. */
final class OperationObject {
    private static final String JSON = "application/json";
    private static final List<ProblemCode> OF_ALL = List.of(
            ProblemCode.UNSUPPORTED_PROTOCOL,
            ProblemCode.NOT_ACCEPTABLE,
            ProblemCode.INTERNAL,
            ProblemCode.UNAVAILABLE);
    private static final List<ProblemCode> OF_CALLERS = List.of(
            ProblemCode.API_KEY_MISSING, ProblemCode.INVALID_API_KEY, ProblemCode.FORBIDDEN, ProblemCode.RATE_LIMITED);
    private static final List<ProblemCode> OF_BODIES = List.of(
            ProblemCode.MALFORMED_JSON,
            ProblemCode.VALIDATION_FAILED,
            ProblemCode.BODY_TOO_LARGE,
            ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    private static final List<ProblemCode> OF_KEYS =
            List.of(ProblemCode.INVALID_PARAMETER, ProblemCode.IN_PROGRESS, ProblemCode.IDEMPOTENCY_KEY_REUSED);

    private final ObjectNode call;
    private final Access access;
    private final ObjectNode out = Json.mapper().createObjectNode();

    private OperationObject(ObjectNode call) {
        this.call = call;
        this.access = Access.of(call.path("access").asString());
    }

    /** {@code answers}: the examples of the answers to this call. */
    static ObjectNode of(String family, ObjectNode call, JsonNode answers) {
        return new OperationObject(call).made(family, answers);
    }

    private ObjectNode made(String family, JsonNode answers) {
        out.put("operationId", call.path("id").asString());
        out.putArray("tags").add(family);
        out.put("summary", call.path("summary").asString());
        if (call.has("description")) {
            out.put("description", call.path("description").asString());
        }
        access.require(out.putArray("security"));
        parameters();
        if (call.path("body").isObject()) {
            body(call.path("body"));
        }
        ObjectNode responses = out.putObject("responses");
        call.path("answers").properties().forEach(answer -> responses.set(answer.getKey(), answer(answer, answers)));
        problems(responses);
        out.put("x-access", access.text());
        out.set(
                "x-codes",
                call.path("codes").isArray()
                        ? call.path("codes")
                        : Json.mapper().createArrayNode());
        return out;
    }

    private boolean idempotent() {
        return call.path("idempotent").asBoolean(false);
    }

    private void parameters() {
        ArrayNode parameters = Json.mapper().createArrayNode();
        call.path("parameters").forEach(p -> parameters.add(p.isString() ? reference("parameters", p.asString()) : p));
        if (idempotent()) {
            parameters.add(reference("parameters", "idempotencyKey"));
        }
        if (!parameters.isEmpty()) {
            out.set("parameters", parameters);
        }
    }

    private void body(JsonNode body) {
        ObjectNode made = out.putObject("requestBody")
                .put("required", !body.path("optional").asBoolean(false));
        ObjectNode content = made.putObject("content").putObject(JSON);
        content.set("schema", body.path("schema"));
        content.set("examples", body.path("examples"));
    }

    private ObjectNode answer(Map.Entry<String, JsonNode> described, JsonNode answers) {
        JsonNode answer = described.getValue();
        ObjectNode made = Json.mapper()
                .createObjectNode()
                .put("description", answer.path("description").asString());
        List<String> headers = new ArrayList<>();
        answer.path("headers").forEach(name -> headers.add(name.asString()));
        if (idempotent()) {
            headers.add("Idempotency-Replayed");
        }
        headers(made, headers);
        if (answer.has("schema")) {
            ObjectNode content =
                    made.putObject("content").putObject(answer.path("type").asString(JSON));
            content.set("schema", answer.path("schema"));
            ObjectNode examples = Json.mapper().createObjectNode();
            answers.properties().stream()
                    .filter(e -> e.getValue().path("status").asString().equals(described.getKey()))
                    .forEach(e -> examples.putObject(e.getKey())
                            .set("value", e.getValue().path("body")));
            if (!examples.isEmpty()) {
                content.set("examples", examples);
            }
        }
        return made;
    }

    private static void headers(ObjectNode response, List<String> names) {
        if (!names.isEmpty()) {
            ObjectNode headers = response.putObject("headers");
            names.forEach(name -> headers.set(name, reference("headers", name)));
        }
    }

    private void problems(ObjectNode responses) {
        Map<Integer, List<ProblemCode>> byStatus = new TreeMap<>();
        codes().forEach(code ->
                byStatus.computeIfAbsent(code.status(), s -> new ArrayList<>()).add(code));
        byStatus.forEach((status, codes) -> {
            ObjectNode response = responses
                    .putObject(String.valueOf(status))
                    .put(
                            "description",
                            String.join(
                                    ", ", codes.stream().map(ProblemCode::name).toList()));
            if (codes.stream().anyMatch(code -> code.retry() == ProblemCode.Retry.LATER && code.status() != 500)) {
                headers(response, List.of("Retry-After"));
            }
            ObjectNode content = response.putObject("content").putObject("application/problem+json");
            content.set("schema", reference("schemas", "Problem"));
            ObjectNode examples = content.putObject("examples");
            codes.forEach(code -> examples.set(code.name(), reference("examples", code.name())));
        });
    }

    private Set<ProblemCode> codes() {
        Set<ProblemCode> codes = new LinkedHashSet<>();
        call.path("problems").forEach(code -> codes.add(ProblemCode.valueOf(code.asString())));
        if (call.has("body")) {
            codes.addAll(OF_BODIES);
        }
        if (idempotent()) {
            codes.addAll(OF_KEYS);
        }
        if (access != Access.OPEN) {
            codes.addAll(OF_CALLERS);
        }
        codes.addAll(OF_ALL);
        return codes;
    }

    private static ObjectNode reference(String kind, String name) {
        return Json.mapper().createObjectNode().put("$ref", "#/components/" + kind + "/" + name);
    }
}
