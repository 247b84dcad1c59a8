package dev.concilia.catalog;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Checks at start that a schema is itself valid, against the meta schema of draft 2020-12. */
final class MetaSchema {
    private static final String META = "https://json-schema.org/draft/2020-12/schema";
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(META));

    private MetaSchema() {}

    static void check(YamlDocument document, String pointer, JsonNode schema) {
        List<Error> errors = SCHEMA.validate(schema);
        errors.stream()
                // The deepest place is the nearest to the mistake.
                .max(Comparator.comparingInt(e -> e.getInstanceLocation().getNameCount()))
                .ifPresent(error -> {
                    String place = error.getInstanceLocation().toString();
                    String problem = "This isn't valid JSON Schema: at '" + place + "' " + error.getMessage() + ".";
                    throw document.defect(pointer + place, problem);
                });
    }
}
