package dev.concilia.alert;

import java.math.BigDecimal;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Alerts in words, in Spanish, Portuguese and English, for pages and messages alike. */
@Component
public class AlertTexts {
    private static final int LONGEST_NAME = 200;
    private static final List<String> LANGUAGES = List.of("es", "pt", "en");
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Clock clock;

    AlertTexts(Clock clock) {
        this.clock = clock;
    }

    /** What the kind is called: a few words. */
    public String name(AlertKind kind, Locale language) {
        return text("kind." + kind + ".name", language);
    }

    /** What is wrong, as read now: one sentence, with names, numbers and times. Not escaped: names come from people. */
    public String sentence(Alert alert, Locale language, ZoneId zone) {
        return sentence(alert.kind(), alert.detail(), language, zone, LocalDate.ofInstant(clock.instant(), zone));
    }

    /** What to do about it: one sentence. */
    public String advice(AlertKind kind, Locale language) {
        return text("kind." + kind + ".advice", language);
    }

    /** Why something was not delivered, and what to do: one or two sentences. */
    public String failure(DeliveryFailure failure, Locale language) {
        return text("failure." + failure.reason(), language, failure.detail());
    }

    /** As in a message, which may be read on another day. */
    String sentence(AlertKind kind, Map<String, String> detail, Locale language, ZoneId zone) {
        return sentence(kind, detail, language, zone, null);
    }

    private String sentence(
            AlertKind kind, Map<String, String> detail, Locale language, ZoneId zone, @Nullable LocalDate today) {
        String number = detail.getOrDefault(Problem.NUMBER, detail.getOrDefault("quantity", ""));
        String since = detail.getOrDefault(Problem.SINCE, "");
        String sentence = text(
                "kind." + kind + ".sentence",
                language,
                plain(detail.getOrDefault(Problem.NAME, "?")),
                number(number),
                time(since, language, zone, today));
        return sentence.endsWith("..") ? sentence.substring(0, sentence.length() - 1) : sentence; // "6:00 a.m.."
    }

    String text(String key, Locale language, Object... values) {
        Locale ours = LANGUAGES.contains(language.getLanguage()) ? language : Locale.of("es");
        String text = ResourceBundle.getBundle("alerts/alerts", Locale.of(ours.getLanguage()), NO_FALLBACK)
                .getString(key);
        return values.length == 0 ? text : new MessageFormat(text, ours).format(values);
    }

    private String time(String instant, Locale language, ZoneId zone, @Nullable LocalDate today) {
        try {
            return instant.isEmpty() ? "?" : time(Instant.parse(instant), language, zone, today);
        } catch (DateTimeException e) {
            return "?";
        }
    }

    String time(Instant instant, Locale language, ZoneId zone) {
        return time(instant, language, zone, null);
    }

    private String time(Instant instant, Locale language, ZoneId zone, @Nullable LocalDate today) {
        ZonedDateTime at = instant.atZone(zone);
        boolean isToday = at.toLocalDate().equals(today);
        DateTimeFormatter format = isToday
                ? DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT);
        return text(
                isToday ? "time.today" : "time.on",
                language,
                format.withLocale(language).format(at));
    }

    /** One line, not endless. */
    static String plain(String name) {
        String line = name.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
    }

    private static Object number(String text) {
        try {
            return text.isEmpty() ? 0 : new BigDecimal(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
