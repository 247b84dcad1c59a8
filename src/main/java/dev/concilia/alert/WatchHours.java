package dev.concilia.alert;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * When a rule counts, in the business's zone: from {@code from} until {@code to}, or into the next day where that is not
 * later; on the days on which it begins. The same time twice is the whole day.
 */
public record WatchHours(LocalTime from, LocalTime to, Set<DayOfWeek> days) {
    private static final int WEEK = 7;

    public WatchHours {
        days = Set.copyOf(days);
    }

    /** How long they last on one day. */
    public Duration length() {
        Duration length = Duration.between(from, to);
        return length.isPositive() ? length : length.plusDays(1);
    }

    /** Since when they have lasted without a break, a week at most; empty outside of them. */
    Optional<Instant> began(Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return Optional.of(today)
                .filter(day -> covers(day, now, zone))
                .or(() -> Optional.of(today.minusDays(1)).filter(day -> covers(day, now, zone)))
                .map(day -> start(first(day, zone), zone));
    }

    private LocalDate first(LocalDate day, ZoneId zone) {
        LocalDate first = day;
        for (int i = 1;
                i < WEEK && covers(first.minusDays(1), start(first, zone).minusNanos(1), zone);
                i++) {
            first = first.minusDays(1);
        }
        return first;
    }

    private boolean covers(LocalDate day, Instant now, ZoneId zone) {
        return days.contains(day.getDayOfWeek())
                && !now.isBefore(start(day, zone))
                && now.isBefore((to.isAfter(from) ? day : day.plusDays(1))
                        .atTime(to)
                        .atZone(zone)
                        .toInstant());
    }

    private Instant start(LocalDate day, ZoneId zone) {
        return day.atTime(from).atZone(zone).toInstant();
    }
}
