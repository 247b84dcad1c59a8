package dev.concilia.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concilia.business.Deed;
import dev.concilia.business.Deeds;
import dev.concilia.kernel.BusinessId;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written into the audit log is what people can read and filter there. */
class DeedsTest {
    private static final Path CODE = Path.of("src/main/java/dev/concilia");
    private static final Path TEXTS = Path.of("src/main/resources/vaadin-i18n");
    private static final Pattern WRITES = Pattern.compile("\\bDeeds\\.|\\baudit\\.record\\(|new Deed\\(");
    private static final Pattern DOTTED = Pattern.compile("\"([a-z]+(?:\\.[a-zA-Z]+)+)\"");

    @Test
    void the_list_to_choose_from_has_them_all() throws IllegalAccessException {
        Set<String> constants = new HashSet<>();
        for (var field : Deeds.class.getFields()) {
            if (field.getType() == String.class) {
                constants.add((String) field.get(null));
            }
        }
        assertThat(Deeds.ALL).containsExactlyInAnyOrderElementsOf(constants);
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "pt", "en"})
    void each_has_a_text_and_no_text_is_of_something_else(String language) {
        Set<String> said = texts("audit_" + language + ".properties").stringPropertyNames().stream()
                .filter(key -> key.startsWith("deed."))
                .map(key -> key.substring("deed.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(said).containsExactlyInAnyOrderElementsOf(Deeds.ALL);
    }

    @Test
    void who_writes_names_no_deed_of_its_own() throws IOException {
        Set<String> areas = Deeds.ALL.stream()
                .map(deed -> deed.substring(0, deed.indexOf('.')))
                .collect(Collectors.toSet());
        Set<String> words = words();
        try (Stream<Path> files = Files.walk(CODE)) {
            List<String> own = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("Deeds.java"))
                    .filter(file -> WRITES.matcher(read(file)).find())
                    .flatMap(file -> dotted(file)
                            .filter(text -> areas.contains(text.substring(0, text.indexOf('.'))))
                            .filter(text -> !words.contains(text))
                            .map(text -> file.getFileName() + ": " + text))
                    .toList();
            assertThat(own).isEmpty();
        }
    }

    @Test
    void another_deed_is_not_published() {
        BusinessId business = new BusinessId(UUID.randomUUID());
        assertThatThrownBy(() -> new Deed(business, "hub", "thing.touch", "x", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Stream<String> dotted(Path file) {
        Matcher matcher = DOTTED.matcher(read(file));
        return matcher.results().map(r -> r.group(1));
    }

    /** The keys of all texts, which look alike. */
    private static Set<String> words() throws IOException {
        try (Stream<Path> files = Files.list(TEXTS)) {
            return files.filter(file -> file.toString().endsWith("_es.properties"))
                    .flatMap(file -> texts(file.getFileName().toString()).stringPropertyNames().stream())
                    .collect(Collectors.toSet());
        }
    }

    private static Properties texts(String file) {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(TEXTS.resolve(file))) {
            texts.load(reader);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return texts;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
