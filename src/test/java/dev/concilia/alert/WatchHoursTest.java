package dev.concilia.alert;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 2026-11-20 is a Friday. */
class WatchHoursTest {
    private static final ZoneId ZONE = ZoneId.of("America/Mexico_City");
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    private static WatchHours hours(String from, String to, Set<DayOfWeek> days) {
        return new WatchHours(LocalTime.parse(from), LocalTime.parse(to), days);
    }

    private static @Nullable Instant began(WatchHours hours, String local) {
        return hours.began(at(local), ZONE).orElse(null);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T07:59:59,",
        "2026-11-20T08:00:00,2026-11-20T08:00:00",
        "2026-11-20T21:59:59,2026-11-20T08:00:00",
        "2026-11-20T22:00:00,"
    })
    void the_day_has_a_beginning_and_an_end_in_the_businesss_zone(String now, @Nullable String start) {
        assertThat(began(hours("08:00", "22:00", ALL), now)).isEqualTo(start == null ? null : at(start));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T17:59:59,",
        "2026-11-20T23:00:00,2026-11-20T18:00:00",
        "2026-11-21T01:59:59,2026-11-20T18:00:00",
        "2026-11-21T02:00:00,",
        "2026-11-21T19:00:00,2026-11-21T18:00:00",
        "2026-11-22T01:00:00,2026-11-21T18:00:00",
        "2026-11-22T19:00:00,"
    })
    void a_night_belongs_to_the_day_on_which_it_begins(String now, @Nullable String start) {
        assertThat(began(hours("18:00", "02:00", EnumSet.of(FRIDAY, SATURDAY)), now))
                .isEqualTo(start == null ? null : at(start));
    }

    @Test
    void whole_days_in_a_row_are_one_time_without_a_break() {
        WatchHours days = hours("06:00", "06:00", EnumSet.of(FRIDAY, SATURDAY));

        assertThat(days.length()).isEqualTo(Duration.ofDays(1));
        assertThat(began(days, "2026-11-21T07:00")).isEqualTo(at("2026-11-20T06:00"));
        assertThat(began(days, "2026-11-22T05:59")).isEqualTo(at("2026-11-20T06:00"));
        assertThat(began(days, "2026-11-22T06:00")).isNull();
        assertThat(began(hours("00:00", "00:00", ALL), "2026-11-21T07:00")).isEqualTo(at("2026-11-15T00:00"));
    }

    @Test
    void the_hours_follow_the_clock_of_the_place_when_it_is_changed() {
        ZoneId newYork = ZoneId.of("America/New_York");
        WatchHours night = hours("22:00", "06:00", ALL);

        assertThat(night.began(Instant.parse("2026-03-08T09:59:59Z"), newYork)).isPresent();
        assertThat(night.began(Instant.parse("2026-03-08T10:00:00Z"), newYork)).isEmpty();
    }

    @Test
    void silence_is_counted_from_when_the_hours_began() {
        AlertRule silent = rule(AlertKind.DEVICE_SILENT, Map.of("minutes", 30));
        AlertRule failed = rule(AlertKind.DEVICE_FAILED, Map.of("count", 5));

        assertThat(silent.isDue(at("2026-11-20T08:29:59"), ZONE)).isFalse();
        assertThat(silent.isDue(at("2026-11-20T08:30"), ZONE)).isTrue();
        assertThat(failed.isDue(at("2026-11-20T08:00"), ZONE)).isTrue();
        assertThat(failed.isDue(at("2026-11-20T07:59"), ZONE)).isFalse();
        assertThat(rule(AlertKind.DEVICE_SILENT, Map.of("minutes", 840)).isNeverDue())
                .isTrue();
        assertThat(rule(AlertKind.DEVICE_SILENT, Map.of("minutes", 839)).isNeverDue())
                .isFalse();
    }

    private static AlertRule rule(AlertKind kind, Map<String, Integer> limits) {
        return new AlertRule(kind, true, limits, hours("08:00", "22:00", ALL));
    }
}
