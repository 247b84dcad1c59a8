package dev.concilia.admin.component;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Moments in the business's zone and the reader's language. */
public record Dates(ZoneId zone, Locale language) {
    /** Day and minute; empty for none. */
    public String moment(@Nullable Instant at) {
        return at == null
                ? ""
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(language)
                        .format(at.atZone(zone));
    }

    /** The day only; empty for none. */
    public String day(@Nullable Instant at) {
        return at == null ? "" : day(at.atZone(zone).toLocalDate());
    }

    public String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(language)
                .format(day);
    }

    /** For {@code concilia-time}: milliseconds since 1970; empty for none. */
    public static String millis(@Nullable Instant at) {
        return at == null ? "" : Long.toString(at.toEpochMilli());
    }
}
