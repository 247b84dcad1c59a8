package dev.concilia.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text in every language, none missing and none left over. */
class TextsTest {
    private static final Path CODE = Path.of("src/main/java/dev/concilia/admin");
    private static final Path TEXTS = Path.of("src/main/resources/vaadin-i18n");
    private static final Pattern WORD = Pattern.compile("\"([a-z][a-zA-Z]*(?:\\.[a-zA-Z_]+)+)\"");
    private static final Pattern BEGINNING = Pattern.compile("\"([a-z][a-zA-Z]*(?:\\.[a-zA-Z_]+)*\\.)\"\\s*\\+");
    private static final Pattern ASKED = Pattern.compile("getTranslation\\(\\s*\"([^\"]+)\"\\s*[,)]");

    /** Names come from people: whatever shows them shows text. */
    @Test
    void nothing_shows_text_as_html() {
        assertThat(found(Pattern.compile("(innerHTML|unsafeHTML|flow\\.component\\.Html;)")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pt", "en"})
    void all_languages_have_the_same_keys(String language) {
        assertThat(new TreeSet<>(texts(language).stringPropertyNames())).isEqualTo(keys());
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "pt", "en"})
    void every_text_says_something_and_is_well_formed(String language) {
        texts(language).forEach((key, text) -> {
            assertThat(text.toString()).as(key.toString()).isNotBlank();
            if (text.toString().contains("{")) {
                assertThatCode(() ->
                                new MessageFormat(text.toString(), Locale.of(language)).format(new Object[] {1, 2}))
                        .as(key.toString())
                        .doesNotThrowAnyException();
                assertThat(text.toString())
                        .as("a lone apostrophe swallows what follows: " + key)
                        .doesNotContain("'");
            }
        });
    }

    @Test
    void no_text_takes_other_arguments_in_another_language() {
        for (String key : keys()) {
            List<Set<String>> arguments = Stream.of("es", "pt", "en")
                    .map(language -> arguments(texts(language).getProperty(key)))
                    .toList();
            assertThat(arguments).as(key).containsOnly(arguments.getFirst());
        }
    }

    @Test
    void the_code_asks_for_no_text_that_is_missing() {
        assertThat(keys()).containsAll(found(ASKED));
    }

    @Test
    void no_text_is_left_over() {
        Set<String> used = found(WORD);
        Set<String> beginnings = found(BEGINNING);
        Set<String> unused = keys().stream()
                .filter(key -> !used.contains(key))
                .filter(key -> beginnings.stream().noneMatch(key::startsWith))
                .collect(Collectors.toSet());
        assertThat(unused).isEmpty();
    }

    private static Set<String> arguments(String text) {
        Matcher matcher = Pattern.compile("\\{(\\d+)").matcher(text);
        return matcher.results().map(r -> r.group(1)).collect(Collectors.toSet());
    }

    private static TreeSet<String> keys() {
        return new TreeSet<>(texts("es").stringPropertyNames());
    }

    private static Set<String> found(Pattern pattern) {
        try (Stream<Path> files = Files.walk(CODE)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .flatMap(f -> pattern.matcher(read(f)).results().toList().stream())
                    .map(r -> r.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The texts of all areas; a key that two areas have fails. */
    private static Properties texts(String language) {
        Properties all = new Properties();
        try (Stream<Path> files = Files.list(TEXTS)) {
            for (Path file : files.filter(f -> f.toString().endsWith("_" + language + ".properties"))
                    .toList()) {
                Properties area = new Properties();
                area.load(new StringReader(read(file)));
                area.forEach((key, text) ->
                        assertThat(all.put(key, text)).as("%s twice", key).isNull());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return all;
    }
}
