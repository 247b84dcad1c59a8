package dev.concilia.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The compiled checks accept and refuse what a complete JSON Schema validator accepts and refuses. */
class SchemaAgreementTest {
    private static final int PAYLOADS_PER_ENTITY = 1_500;
    private static final Catalog CATALOG = Catalog.fromClasspath();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static List<EntityType> types() {
        return List.copyOf(CATALOG.all());
    }

    @ParameterizedTest
    @MethodSource("types")
    void agrees_with_a_complete_validator(EntityType type) {
        Schema schema = REGISTRY.getSchema(type.schema());
        Corpus corpus = new Corpus(type.name().hashCode());
        int accepted = 0;
        for (int i = 0; i < PAYLOADS_PER_ENTITY; i++) {
            ObjectNode payload = corpus.payload(type.schema());
            List<Error> theirs = schema.validate(
                    payload, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
            List<FieldError> ours = CATALOG.validator().validate(type, payload, false);
            assertThat(ours.isEmpty())
                    .as("%s\nours: %s\ntheirs: %s", payload, ours, theirs)
                    .isEqualTo(theirs.isEmpty());
            accepted += ours.isEmpty() ? 1 : 0;
        }
        assertThat(accepted).isBetween(PAYLOADS_PER_ENTITY / 20, PAYLOADS_PER_ENTITY * 19 / 20);
    }

    /** Seeded payloads: mostly sound values, about half of the payloads with some damage. */
    private static final class Corpus {
        private static final JsonMapper JSON = new JsonMapper();
        private static final String[] ODDITIES = {
            "\"\"",
            "\"x\"",
            "\"12.5\"",
            "\"12.50000\"",
            "\"-3\"",
            "\"0\"",
            "\"0.0000\"",
            "\"1e5\"",
            "\".5\"",
            "\"5.\"",
            "\"0012\"",
            "\"12\\n\"",
            "\"９\"",
            "\"1234567890123456\"",
            "0",
            "1",
            "1.0",
            "-1",
            "2.5",
            "0.00001",
            "1e14",
            "1e15",
            "999999999999999.9999",
            "1e400",
            "91",
            "-181",
            "true",
            "null",
            "[]",
            "{}",
            "[null]",
            "[{}]",
            "[{\"quantity\":1,\"price\":\"2\"}]",
            "[\"a\",{\"b\":1}]",
            "[1]",
            "\"PENDING\"",
            "\"ADJUSTMENT\"",
            "\"2026-02-11T18:00:00Z\"",
            "\"2026-02-11T18:00:00.5-06:00\"",
            "\"2026-02-30T18:00:00Z\"",
            "\"2026-02-11T18:00:00\"",
            "\"2026-02-11\"",
            "\"2026-02-30\"",
            "\"2026-2-1\"",
            "\"09:30\"",
            "\"09:30\\n\"",
            "\"24:00\"",
            "\"ana@example.com\"",
            "\"ana\"",
            "\"ana@\"",
            "\"@example.com\"",
            "\"a b@example.com\""
        };

        private final Random random;

        Corpus(long seed) {
            this.random = new Random(seed);
        }

        ObjectNode payload(JsonNode schema) {
            double damage = random.nextBoolean() ? 0 : 0.15;
            return object(schema, damage);
        }

        private ObjectNode object(JsonNode schema, double damage) {
            ObjectNode object = JSON.createObjectNode();
            List<String> required = new ArrayList<>();
            schema.path("required").values().forEach(name -> required.add(name.stringValue()));
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                boolean needed = required.contains(property.getKey()) && random.nextDouble() >= damage;
                if (needed || random.nextInt(3) == 0) {
                    object.set(property.getKey(), value(property.getValue(), damage));
                }
            }
            if (random.nextInt(10) == 0) {
                object.put("unknownField", "kept");
            }
            return object;
        }

        private JsonNode value(JsonNode schema, double damage) {
            if (random.nextDouble() < damage) {
                return random.nextInt(6) == 0 ? tooLong(schema) : oddity();
            }
            if (schema.has("enum")) {
                return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
            }
            List<String> types = new ArrayList<>(SchemaExpander.typesOf(schema));
            return sound(types.get(random.nextInt(types.size())), schema, damage);
        }

        private JsonNode oddity() {
            return JSON.readTree(ODDITIES[random.nextInt(ODDITIES.length)]);
        }

        private JsonNode tooLong(JsonNode schema) {
            int length = schema.path("maxLength").asInt(10) + random.nextInt(2);
            return JSON.valueToTree((random.nextBoolean() ? "a" : "🥐").repeat(length));
        }

        private JsonNode sound(String type, JsonNode schema, double damage) {
            return switch (type) {
                case "string" -> JSON.valueToTree(text(schema));
                case "number" -> JSON.valueToTree(BigDecimal.valueOf(1 + random.nextInt(9000), 2));
                case "integer" -> JSON.valueToTree(1 + random.nextInt(6));
                case "boolean" -> JSON.valueToTree(random.nextBoolean());
                case "array" -> array(schema, damage);
                case "object" -> object(schema, damage);
                default -> JSON.nullNode();
            };
        }

        private JsonNode array(JsonNode schema, double damage) {
            ArrayNode array = JSON.createArrayNode();
            int length = random.nextInt(3);
            for (int i = 0; i < length; i++) {
                array.add(value(schema.path("items"), damage));
            }
            return array;
        }

        private String text(JsonNode schema) {
            return switch (schema.path("format").asString("")) {
                case "date-time" -> "2026-0" + (1 + random.nextInt(9)) + "-11T18:00:00.000Z";
                case "date" -> "2026-0" + (1 + random.nextInt(9)) + "-11";
                case "email" -> "ana" + random.nextInt(100) + "@example.com";
                case "money", "decimal" -> (1 + random.nextInt(90)) + ".5";
                default -> patterned(schema.path("pattern").asString(""));
            };
        }

        private String patterned(String pattern) {
            if (pattern.contains("{4}-")) {
                return random.nextBoolean() ? "2026-02-11" : "2026-02-11T18:00:00.000Z";
            }
            if (pattern.contains("2[0-3]")) {
                return "1" + random.nextInt(10) + ":30";
            }
            return pattern.isEmpty() ? "text " + random.nextInt(100) : "19." + random.nextInt(1000);
        }
    }
}
