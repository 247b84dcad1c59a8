package dev.concilia.api.docs;

import dev.concilia.api.ProblemWriter;
import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts the OpenAPI document together: descriptions, problems as the hub writes them, and the catalog's entities. */
final class ApiDocument {
    private final ObjectNode document = Descriptions.hub();
    private final ObjectNode schemas = (ObjectNode) document.path("components").path("schemas");

    private ApiDocument() {}

    static ObjectNode of(Catalog catalog, ProblemWriter problems) {
        ApiDocument made = new ApiDocument();
        made.problems(problems);
        ArrayNode tags = made.document.putArray("tags");
        made.document.putObject("paths");
        Descriptions.FAMILIES.forEach(name -> made.family(name, tags));
        catalog.all().forEach(made::entity);
        return made.document;
    }

    private void problems(ProblemWriter problems) {
        JsonNode about = document.remove("problems");
        ObjectNode examples = ((ObjectNode) document.path("components")).putObject("examples");
        ArrayNode names = schemas.putObject("ProblemCode").put("type", "string").putArray("enum");
        for (ProblemCode code : ProblemCode.values()) {
            names.add(code.name());
            ObjectNode problem = problem(code, about.path(code.name()), problems);
            examples.putObject(code.name())
                    .put("summary", problem.path("title").asString())
                    .set("value", problem);
        }
    }

    private static ObjectNode problem(ProblemCode code, JsonNode about, ProblemWriter problems) {
        Object[] arguments = about.path("about")
                .valueStream()
                .map(value -> value.isNumber() ? (Object) value.intValue() : value.asString())
                .toArray();
        Map<String, Object> extra = new HashMap<>();
        about.path("with").properties().forEach(member -> extra.put(member.getKey(), member.getValue()));
        return problems.document(new ProblemException(code, extra, arguments), Locale.ENGLISH);
    }

    private void family(String file, ArrayNode tags) {
        ObjectNode family = Descriptions.family(file);
        String name = family.path("name").asString();
        tags.addObject()
                .put("name", name)
                .put("description", family.path("description").asString());
        ObjectNode answers = Descriptions.answers(file);
        for (Map.Entry<String, JsonNode> path : family.path("paths").properties()) {
            ObjectNode methods = document.withObject("/paths").putObject(path.getKey());
            for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                ObjectNode described = (ObjectNode) call.getValue();
                JsonNode examples = answers.path(described.path("id").asString());
                methods.set(call.getKey(), OperationObject.of(name, described, examples));
            }
        }
        family.path("schemas").properties().forEach(schema -> add(schema.getKey(), schema.getValue()));
    }

    private void entity(EntityType type) {
        ObjectNode schema = type.schema().deepCopy().asObject();
        String also = type.aliases().isEmpty() ? "" : "; also " + String.join(", ", type.aliases());
        schema.put("title", type.labels().getOrDefault("en", type.name()));
        schema.put("description", "The fields of an entity of the catalog: " + type.name() + also + ".");
        schema.put("x-entity", type.name());
        add(type.name(), schema);
    }

    private void add(String name, JsonNode schema) {
        if (schemas.has(name)) {
            throw new IllegalStateException("Two schemas are called " + name);
        }
        schemas.set(name, schema);
    }
}
