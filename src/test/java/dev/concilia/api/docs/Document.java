package dev.concilia.api.docs;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.concilia.support.Hub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The hub's OpenAPI document, as a reader of it sees it. */
record Document(JsonNode json) {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    static Document of(Hub hub) {
        return new Document(hub.get("/api-docs.json").send().json());
    }

    /** One call: its method and path, and what is said of it. */
    record Call(String method, String path, JsonNode described) {
        String id() {
            return described.path("operationId").asString();
        }

        String name() {
            return method + " " + path;
        }

        String family() {
            return described.path("tags").path(0).asString();
        }

        boolean isOpen() {
            return described.path("security").isEmpty();
        }

        /** Whether devices may make it. */
        boolean isForDevices() {
            return described.path("security").valueStream().anyMatch(one -> one.has("deviceKey"));
        }

        /** The roles of people who may make it. */
        List<String> roles() {
            return described.path("security").findValues("accessToken").stream()
                    .flatMap(JsonNode::valueStream)
                    .map(JsonNode::asString)
                    .toList();
        }

        JsonNode body() {
            return described.path("requestBody").path("content").path("application/json");
        }

        /** The answer's content: type and what is said of it. */
        Map.Entry<String, JsonNode> answer(int status) {
            return described.path("responses").path(String.valueOf(status)).path("content").properties().stream()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name() + " has no answer " + status));
        }

        /** The codes of problems that end the call. */
        List<String> problems() {
            List<String> codes = new ArrayList<>();
            described
                    .path("responses")
                    .forEach(response -> codes.addAll(response.path("content")
                            .path("application/problem+json")
                            .path("examples")
                            .propertyNames()));
            return codes;
        }
    }

    List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : json.path("paths").properties()) {
            path.getValue()
                    .properties()
                    .forEach(call -> calls.add(new Call(call.getKey().toUpperCase(), path.getKey(), call.getValue())));
        }
        return calls;
    }

    /** The parameters of a call, with shared ones in place of their names. */
    List<JsonNode> parameters(Call call) {
        return call.described()
                .path("parameters")
                .valueStream()
                .map(p -> p.has("$ref") ? json.at(p.path("$ref").asString().substring(1)) : p)
                .toList();
    }

    /**
     * What is wrong with {@code value} by {@code schema}, where an object may have no other members than those described,
     * unless it says so itself.
     */
    List<String> defects(JsonNode schema, JsonNode value) {
        ObjectNode whole = MAPPER.createObjectNode();
        whole.set("components", json.path("components").deepCopy());
        whole.putArray("allOf").add(schema.deepCopy());
        strict(whole);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    private static void strict(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asString("").equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Document::strict);
    }
}
