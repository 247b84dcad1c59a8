package dev.concilia.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns one catalog file into an entity type and its compiled checks. */
final class EntityReader {
    private static final Set<String> KEYS = Set.of(
            "name",
            "aliases",
            "kind",
            "direction",
            "priority",
            "strategy",
            "fields",
            "references",
            "rules",
            "listColumns",
            "exportColumns",
            "labels",
            "fieldLabels",
            "schema");
    private static final String VALUE_LABELS = "valueLabels";
    private static final Set<String> LANGUAGES = Set.of("es", "pt", "en");

    private final YamlDocument document;
    private final YamlReader reader;

    EntityReader(YamlDocument document) {
        this.document = document;
        this.reader = new YamlReader(document);
    }

    LoadedEntity read() {
        reader.requireKeys("", new TreeSet<>(KEYS), Set.of("stateful", VALUE_LABELS));
        JsonNode written = reader.node("/schema");
        MetaSchema.check(document, "/schema", written);
        ObjectCheck check = new SchemaCompiler(document).compileRoot("/schema");
        ObjectNode schema = SchemaExpander.expand(written);
        EntityType type = new EntityType(
                name(),
                new LinkedHashSet<>(reader.texts("/aliases")),
                reader.choice("/kind", EntityKind.class),
                reader.choice("/direction", Direction.class),
                reader.number("/priority", 1, 10),
                reader.choice("/strategy", Strategy.class),
                fieldRules(),
                document.root().has("stateful") && reader.flag("/stateful"),
                references(),
                rules(),
                moneyFields(),
                columns("/listColumns"),
                columns("/exportColumns"),
                reader.textMap("/labels", LANGUAGES),
                fieldLabels(),
                valueLabels(),
                schema);
        return new LoadedEntity(type, check, document);
    }

    private String name() {
        String name = reader.text("/name");
        if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
            throw document.defect("/name", "The name '" + name + "' must be in snake_case, at most 64 characters.");
        }
        return name;
    }

    private Map<String, FieldRule> fieldRules() {
        JsonNode fields = reader.node("/fields");
        reader.requireKeys("/fields", Set.of(), new LinkedHashSet<>(fields.propertyNames()));
        Map<String, FieldRule> rules = new LinkedHashMap<>();
        for (String field : fields.propertyNames()) {
            String pointer = YamlDocument.at("/fields", field);
            requireField(pointer, field);
            FieldRule rule = reader.choice(pointer, FieldRule.class);
            requireFitting(pointer, field, rule);
            rules.put(field, rule);
        }
        if (!rules.isEmpty() && reader.choice("/strategy", Strategy.class) != Strategy.FIELD_MERGE) {
            throw document.defect("/fields", "Field rules have no effect unless the strategy is FIELD_MERGE.");
        }
        return rules;
    }

    private void requireFitting(String pointer, String field, FieldRule rule) {
        Set<String> types = SchemaExpander.typesOf(property(field));
        if (rule == FieldRule.DELTA && !types.contains("number") && !types.contains("integer")) {
            throw document.defect(pointer, "The rule delta needs a number, which '" + field + "' isn't.");
        }
        if (rule == FieldRule.UNION && !types.contains("array")) {
            throw document.defect(pointer, "The rule union needs an array, which '" + field + "' isn't.");
        }
    }

    private List<Reference> references() {
        JsonNode list = reader.node("/references");
        if (!list.isArray()) {
            throw document.defect("/references", "'references' must be a list.");
        }
        List<Reference> references = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String pointer = "/references/" + i;
            reader.requireKeys(pointer, Set.of("field", "entity", "mustExist"), Set.of());
            String field = reader.text(pointer + "/field");
            requireField(pointer + "/field", field);
            references.add(new Reference(field, reader.text(pointer + "/entity"), reader.flag(pointer + "/mustExist")));
        }
        return references;
    }

    private Set<String> rules() {
        List<String> rules = reader.texts("/rules");
        for (int i = 0; i < rules.size(); i++) {
            if (!BusinessRules.ALL.contains(rules.get(i))) {
                throw document.defect("/rules/" + i, "The business rule '" + rules.get(i) + "' is unknown.");
            }
        }
        return new LinkedHashSet<>(rules);
    }

    private Set<String> moneyFields() {
        Set<String> fields = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> property : properties().properties()) {
            if ("money".equals(property.getValue().path("format").asString(""))) {
                fields.add(property.getKey());
            }
        }
        return fields;
    }

    private List<String> columns(String pointer) {
        List<String> columns = reader.texts(pointer);
        for (int i = 0; i < columns.size(); i++) {
            requireField(YamlDocument.at(pointer, i), columns.get(i));
        }
        return columns;
    }

    private Map<String, Map<String, String>> fieldLabels() {
        reader.requireKeys("/fieldLabels", new LinkedHashSet<>(properties().propertyNames()), Set.of());
        Map<String, Map<String, String>> labels = new LinkedHashMap<>();
        for (String field : properties().propertyNames()) {
            labels.put(field, reader.textMap(YamlDocument.at("/fieldLabels", field), LANGUAGES));
        }
        return labels;
    }

    /** Each value of each field with a fixed choice has a label, and nothing else has. */
    private Map<String, Map<String, Map<String, String>>> valueLabels() {
        Map<String, Set<String>> choices = new LinkedHashMap<>();
        properties().properties().forEach(property -> {
            Set<String> values = new LinkedHashSet<>();
            property.getValue().path("enum").forEach(value -> values.add(value.asString()));
            if (!values.isEmpty()) {
                choices.put(property.getKey(), values);
            }
        });
        Map<String, Map<String, Map<String, String>>> labels = new LinkedHashMap<>();
        if (!choices.isEmpty() || document.root().has(VALUE_LABELS)) {
            reader.requireKeys(
                    "",
                    Set.of(VALUE_LABELS),
                    new LinkedHashSet<>(document.root().propertyNames()));
            reader.requireKeys("/" + VALUE_LABELS, choices.keySet(), Set.of());
        }
        choices.forEach((field, values) -> {
            String pointer = YamlDocument.at("/" + VALUE_LABELS, field);
            reader.requireKeys(pointer, values, Set.of());
            Map<String, Map<String, String>> named = new LinkedHashMap<>();
            values.forEach(value -> named.put(value, reader.textMap(YamlDocument.at(pointer, value), LANGUAGES)));
            labels.put(field, named);
        });
        return labels;
    }

    private void requireField(String pointer, String field) {
        if (!properties().has(field)) {
            throw document.defect(pointer, "The field '" + field + "' isn't in the schema.");
        }
    }

    private JsonNode property(String field) {
        return properties().path(field);
    }

    private JsonNode properties() {
        return reader.node("/schema/properties");
    }
}
