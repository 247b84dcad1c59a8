package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.WeekFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The words of a date picker in the reader's language. */
public final class DateWords {
    private DateWords() {}

    /** In {@code language}; {@code place} knows the texts. */
    public static DatePicker.DatePickerI18n picker(Component place, Locale language) {
        String pattern = DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                        FormatStyle.SHORT, null, IsoChronology.INSTANCE, language)
                .replaceAll("y+", "yyyy");
        return new DatePicker.DatePickerI18n()
                .setMonthNames(months(month -> month.getDisplayName(TextStyle.FULL_STANDALONE, language)))
                .setWeekdays(days(day -> day.getDisplayName(TextStyle.FULL_STANDALONE, language)))
                .setWeekdaysShort(days(day -> day.getDisplayName(TextStyle.SHORT_STANDALONE, language)))
                .setFirstDayOfWeek(WeekFields.of(language).getFirstDayOfWeek().getValue() % 7)
                .setDateFormat(pattern)
                .setToday(place.getTranslation("date.today"))
                .setCancel(place.getTranslation("date.cancel"));
    }

    private static List<String> months(Function<Month, String> name) {
        return Arrays.stream(Month.values()).map(name).toList();
    }

    /** From Sunday on, as the picker counts. */
    private static List<String> days(Function<DayOfWeek, String> name) {
        return Arrays.stream(DayOfWeek.values())
                .map(day -> day.minus(1))
                .map(name)
                .toList();
    }
}
