package dev.concilia.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTextsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");
    private static final Map<String, String> DETAIL =
            Map.of("name", "Caja {0} 'uno'", "number", "1234", "since", "2026-11-22T12:00:00Z");

    private final AlertTexts texts = new AlertTexts(Clock.fixed(NOW, ZoneOffset.UTC));

    private static Properties properties(String language) {
        Properties properties = new Properties();
        try (Reader in = new InputStreamReader(
                AlertTexts.class.getResourceAsStream("/alerts/alerts_" + language + ".properties"),
                StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties;
    }

    private static Set<String> arguments(String text) {
        return Pattern.compile("\\{(\\d)")
                .matcher(text)
                .results()
                .map(r -> r.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void all_languages_have_the_same_keys_and_arguments() {
        Properties spanish = properties("es");
        for (String language : List.of("pt", "en")) {
            Properties other = properties(language);
            assertThat(new TreeSet<>(other.stringPropertyNames()))
                    .isEqualTo(new TreeSet<>(spanish.stringPropertyNames()));
            spanish.stringPropertyNames()
                    .forEach(key -> assertThat(arguments(other.getProperty(key)))
                            .as(language + " " + key)
                            .isEqualTo(arguments(spanish.getProperty(key))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "pt", "en", "fr"})
    void every_kind_and_every_failure_has_its_words(String language) {
        Locale locale = Locale.of(language);
        for (AlertKind kind : AlertKind.values()) {
            assertThat(texts.name(kind, locale)).isNotBlank();
            assertThat(texts.advice(kind, locale)).isNotBlank().doesNotContain("{");
            assertThat(texts.sentence(kind, DETAIL, locale, ZoneId.of("America/Mexico_City")))
                    .isNotBlank()
                    .doesNotContain("?");
            assertThat(texts.sentence(kind, Map.of(), locale, ZoneId.of("UTC"))).isNotBlank();
        }
        for (DeliveryFailure.Reason reason : DeliveryFailure.Reason.values()) {
            assertThat(texts.failure(new DeliveryFailure(reason, "550 no"), locale))
                    .isNotBlank()
                    .doesNotContain("{");
        }
    }

    @Test
    void numbers_and_times_are_in_the_readers_own_format_and_the_businesss_zone() {
        assertThat(texts.sentence(AlertKind.UNSENT_MANY, DETAIL, Locale.of("pt"), ZoneId.of("UTC")))
                .isEqualTo("Caja {0} 'uno' tem 1.234 operações por enviar.");
        assertThat(texts.sentence(AlertKind.DEVICE_SILENT, DETAIL, Locale.of("en"), ZoneId.of("America/Mexico_City")))
                .contains("6:00");
    }

    @Test
    void today_is_said_as_today_on_pages_and_as_a_date_in_messages() {
        ZoneId mexico = ZoneId.of("America/Mexico_City");
        assertThat(texts.sentence(alert("2026-11-22T09:33:00Z"), Locale.of("es", "MX"), mexico))
                .startsWith("Caja no da señales desde hoy, 3:33");
        assertThat(texts.sentence(alert("2026-11-22T05:59:00Z"), Locale.of("es", "MX"), mexico))
                .startsWith("Caja no da señales desde el 21 nov 2026");
        assertThat(texts.sentence(
                        AlertKind.DEVICE_SILENT,
                        Map.of("name", "Caja", "since", "2026-11-22T09:33:00Z"),
                        Locale.of("es", "MX"),
                        mexico))
                .startsWith("Caja no da señales desde el 22 nov 2026");
    }

    private static Alert alert(String since) {
        return new Alert(
                new UUID(0, 1),
                AlertKind.DEVICE_SILENT,
                "",
                Map.of("name", "Caja", "since", since),
                NOW,
                null,
                null,
                null,
                null,
                0);
    }

    @Test
    void a_name_is_one_line_and_not_endless() {
        assertThat(AlertTexts.plain("a\r\nBcc: x\u2028y")).isEqualTo("a Bcc: x y");
        assertThat(AlertTexts.plain("x".repeat(10_000))).hasSize(201);
    }

    @Test
    void a_sentence_that_ends_with_a_time_has_one_full_stop() {
        for (AlertKind kind : AlertKind.values()) {
            assertThat(texts.sentence(kind, DETAIL, Locale.of("es", "MX"), ZoneId.of("America/Mexico_City")))
                    .as(kind.name())
                    .endsWith(".")
                    .doesNotContain("..");
        }
    }
}
