package dev.concilia.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What callers are told: the same in every language. */
class ProblemTextTest {
    private static final Properties ENGLISH = texts("en");

    private static Properties texts(String language) {
        Properties texts = new Properties();
        try (Reader in = new InputStreamReader(
                ProblemText.class.getResourceAsStream("/problems/problems_" + language + ".properties"),
                StandardCharsets.UTF_8)) {
            texts.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static Set<String> arguments(String text) {
        return Pattern.compile("\\{(\\d)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void every_code_and_every_field_has_its_words_and_nothing_is_left_over() {
        Set<String> keys = Stream.concat(
                        Arrays.stream(ProblemCode.values())
                                .flatMap(code -> Stream.of(code + ".title", code + ".detail")),
                        Arrays.stream(FieldText.values()).map(text -> "field." + text))
                .collect(Collectors.toCollection(TreeSet::new));

        for (String language : List.of("en", "es", "pt")) {
            Properties texts = texts(language);
            assertThat(new TreeSet<>(texts.stringPropertyNames())).as(language).isEqualTo(keys);
            for (String key : keys) {
                assertThat(texts.getProperty(key)).as(language + " " + key).isNotBlank();
                assertThat(arguments(texts.getProperty(key)))
                        .as(language + " " + key)
                        .isEqualTo(arguments(ENGLISH.getProperty(key)));
                assertThat(texts.getProperty(key).replace("''", ""))
                        .as(language + " " + key + ": a single apostrophe hides what follows")
                        .doesNotContain("'");
            }
        }
    }

    @Test
    void a_fields_words_are_said_in_one_language() {
        List<Object> alternatives = List.of(List.of(FieldText.A_STRING, FieldText.A_NUMBER, FieldText.AN_ARRAY));

        assertThat(FieldText.SEND.in(Locale.ENGLISH, alternatives)).isEqualTo("Send a string or a number or an array.");
        assertThat(FieldText.SEND.in(Locale.of("es"), alternatives))
                .isEqualTo("Envía un texto o un número o una lista.");
        assertThat(FieldText.SEND.in(Locale.of("pt"), List.of(FieldText.A_DATE)))
                .isEqualTo("Envie uma data, por exemplo 2026-02-11.");
        assertThat(FieldText.LONGEST.in(Locale.of("pt"), List.of(1000))).isEqualTo("Envie no máximo 1000 caracteres.");
        assertThat(FieldText.CHOICE.in(Locale.ENGLISH, List.of("it's, {0}")))
                .isEqualTo("Send one of these: it's, {0}.");
    }
}
