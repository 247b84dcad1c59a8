package dev.concilia.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concilia.catalog.CatalogLoader.Source;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** Each kind of defect stops the start with one sentence that names the file and the line. */
class BrokenCatalogFileTest {
    private static final String FILE = "catalog/things.yaml";
    private static final String SOUND = """
            name: things
            aliases: [Thing]
            kind: master
            direction: both
            priority: 4
            strategy: FIELD_MERGE
            fields:
              size: delta
            references:
              - field: parentId
                entity: things
                mustExist: false
            rules: []
            listColumns: [label]
            exportColumns: [label, size]
            schema:
              type: object
              required: [label]
              properties:
                label: { type: string, maxLength: 10 }
                size: { format: decimal }
                parentId: { type: string, maxLength: 64 }
            labels: { es: Cosas, pt: Coisas, en: Things }
            fieldLabels:
              label: { es: Etiqueta, pt: Etiqueta, en: Label }
              size: { es: Tamaño, pt: Tamanho, en: Size }
              parentId: { es: Padre, pt: Pai, en: Parent }
            """;

    @Test
    void a_sound_file_is_read() {
        Catalog catalog = CatalogLoader.load(List.of(new Source(FILE, SOUND)));
        assertThat(catalog.find("Thing")).map(EntityType::name).hasValue("things");
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            priority: 4                    | prioritty: 4                        | 5  | The key 'prioritty' is unknown.
            direction: both                | "  "                                | 1  | The key 'direction' is missing.
            kind: master                   | kind: monster                       | 3  | 'monster' isn't one of
            priority: 4                    | priority: 11                        | 5  | 'priority' must be a number from 1 to 10.
            name: things                   | name: Big Things                    | 1  | The name 'Big Things' must be in snake_case
            aliases: [Thing]               | aliases: Thing                      | 2  | 'aliases' must be a list.
            aliases: [Thing]               | aliases: [Thing, Thing]             | 2  | 'Thing' is there twice.
            aliases: [Thing]               | aliases: [things]                   | 2  | The name 'things' already belongs to the entity 'things'.
            size: delta                    | weight: delta                       | 8  | The field 'weight' isn't in the schema.
            size: delta                    | label: delta                        | 8  | The rule delta needs a number
            size: delta                    | size: union                         | 8  | The rule union needs an array
            size: delta                    | size: biggest                       | 8  | 'biggest' isn't one of
            strategy: FIELD_MERGE          | strategy: CENTRAL_WINS              | 7  | Field rules have no effect
            entity: things                 | entity: nothings                    | 11 | The reference is to 'nothings'
            entity: things                 | entity: Thing                       | 11 | The reference is to 'Thing'
            - field: parentId              | - field: ownerId                    | 10 | The field 'ownerId' isn't in the schema.
            mustExist: false               | mustExist: perhaps                  | 12 | 'references.0.mustExist' must be true or false.
            rules: []                      | rules: [be_nice]                    | 13 | The business rule 'be_nice' is unknown.
            listColumns: [label]           | listColumns: [colour]               | 14 | The field 'colour' isn't in the schema.
            type: object                   | type: objekt                        | 17 | This isn't valid JSON Schema
            required: [label]              | required: label                     | 18 | This isn't valid JSON Schema
            required: [label]              | required: [colour]                  | 18 | The required field 'colour' isn't among the properties.
            required: [label]              | anyOf: [true]                       | 18 | An alternative must be a map.
            maxLength: 10 }                | maxLength: -1 }                     | 20 | This isn't valid JSON Schema
            type: string, maxLength: 10    | type: string                        | 20 | A text needs a maxLength.
            type: string, maxLength: 10    | type: string, enum: [A, B]          | 1  | The key 'valueLabels' is missing.
            type: string, maxLength: 10    | type: array                         | 20 | An array needs a maxItems.
            type: string, maxLength: 10    | maxLength: 10                       | 20 | The schema of this field has no type.
            maxLength: 10 }                | maxLength: 10, format: haiku }      | 20 | The format 'haiku' is unknown.
            maxLength: 10 }                | maxLength: 10, pattern: '[' }       | 20 | The pattern isn't a regular expression.
            maxLength: 10 }                | maxLength: 10, contains: {} }       | 20 | The keyword 'contains' isn't supported here.
            maxLength: 10 }                | maxLength: 10, enum: [1] }          | 20 | An enum may hold texts only.
            format: decimal }              | format: decimal, minimum: 3 }       | 21 | A decimal can have no other bound than 0.
            pt: Coisas,                    | "  "                                | 23 | The key 'pt' is missing.
            label: { es: Etiqueta          | lable: { es: Etiqueta               | 25 | The key 'lable' is unknown.
            kind: master                   | name: others                        | 3  | The key 'name' is there twice.
            kind: master                   | kind: *other                        | 3  | Aliases such as *other aren't supported
            rules: []                      | rules: [                            | 15 | This isn't YAML (while parsing a flow sequence, expected
            """)
    void a_defect_is_named_with_file_and_line(String sound, String broken, int line, String problem) {
        assertThat(SOUND).contains(sound);
        CatalogException e = failure(new Source(FILE, SOUND.replaceFirst(Pattern.quote(sound), broken)));
        assertThat(e).hasMessageStartingWith(FILE + ", line " + line + ": ").hasMessageContaining(problem);
        assertThat(e.file()).isEqualTo(FILE);
        assertThat(e.line()).isEqualTo(line);
        assertThat(e.getMessage()).endsWith(".").doesNotContain("\n");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            B: {                               | C: {  | The key 'C' is unknown.
            B: { es: Grande, pt: K, en: Large } |       | The key 'B' is missing.
            size:                              | tint: | The key 'tint' is unknown.
            pt: K,                             |       | The key 'pt' is missing.
            """)
    void each_value_of_a_choice_has_its_labels(String sound, @Nullable String broken, String problem) {
        String choice = SOUND.replace("size: delta", "{}")
                        .replace("fields:\n  {}", "fields: {}")
                        .replace("size: { format: decimal }", "size: { type: string, enum: [A, B] }")
                + """
                valueLabels:
                  size:
                    A: { es: Chico, pt: P, en: Small }
                    B: { es: Grande, pt: K, en: Large }
                """;
        EntityType read = CatalogLoader.load(List.of(new Source(FILE, choice)))
                .find("things")
                .orElseThrow();
        assertThat(read.valueLabel("size", "B", Locale.of("es", "MX"))).isEqualTo("Grande");
        assertThat(read.valueLabel("size", "C", Locale.of("es"))).isEqualTo("C");
        int labels = choice.indexOf("valueLabels");
        String part = choice.substring(labels).replace(sound, broken == null ? "" : broken);
        assertThat(failure(new Source(FILE, choice.substring(0, labels) + part)))
                .hasMessageContaining(problem);
    }

    @Test
    void an_empty_file_is_a_defect() {
        assertThat(failure(new Source(FILE, ""))).hasMessage(FILE + ", line 1: The file is empty.");
    }

    @Test
    void a_file_that_is_no_map_is_a_defect() {
        assertThat(failure(new Source(FILE, "- things"))).hasMessage(FILE + ", line 1: The file must be a map.");
    }

    @Test
    void two_entities_cant_share_an_alias() {
        String other = SOUND.replace("name: things", "name: items").replace("entity: things", "entity: items");
        CatalogException e = failure(new Source("catalog/items.yaml", other), new Source(FILE, SOUND));
        assertThat(e).hasMessage(FILE + ", line 2: The name 'Thing' already belongs to the entity 'items'.");
    }

    @Test
    void a_broken_catalog_stops_the_start_with_the_sentence() {
        CatalogException broken = failure(new Source(FILE, ""));
        FailureAnalysis analysis = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, failure) -> {}))
                .stream()
                .filter(CatalogFailureAnalyzer.class::isInstance)
                .map(analyzer -> analyzer.analyze(new IllegalStateException("bean creation", broken)))
                .findFirst()
                .orElseThrow();
        assertThat(analysis.getDescription()).isEqualTo(FILE + ", line 1: The file is empty.");
        assertThat(analysis.getAction()).isEqualTo("Correct " + FILE + " at line 1 and start again.");
    }

    private static CatalogException failure(Source... sources) {
        return catchThrowableOfType(CatalogException.class, () -> CatalogLoader.load(List.of(sources)));
    }
}
