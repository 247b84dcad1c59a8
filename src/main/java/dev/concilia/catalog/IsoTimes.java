package dev.concilia.catalog;

import java.time.YearMonth;

/**
 * ISO 8601 dates and times as RFC 3339 writes them. What passes here, {@link java.time.OffsetDateTime#parse} reads; no
 * exception is thrown for what doesn't.
 */
final class IsoTimes {
    private static final int MAX_FRACTION = 9;
    private static final int MAX_OFFSET_HOURS = 18;

    private IsoTimes() {}

    /** {@code 2026-02-11T18:00[:00[.000]]} followed by {@code Z} or an offset such as {@code -06:00}. */
    static boolean isDateTime(String text) {
        if (text.length() < 17 || !isDate(text) || !isOneOf(text.charAt(10), 'T', 't')) {
            return false;
        }
        if (!inRange(text, 11, 23) || text.charAt(13) != ':' || !inRange(text, 14, 59)) {
            return false;
        }
        int end = secondsEnd(text);
        return end > 0 && isOffset(text, end);
    }

    /** Whether the first ten characters are a day of the calendar. */
    static boolean isDate(String text) {
        if (text.length() < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return false;
        }
        int century = twoDigits(text, 0);
        int year = twoDigits(text, 2);
        int month = twoDigits(text, 5);
        int day = twoDigits(text, 8);
        if (century < 0 || year < 0 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        return day <= 28 || day <= YearMonth.of(century * 100 + year, month).lengthOfMonth();
    }

    /** Where the offset begins, or -1 if seconds or their fraction are wrong. */
    private static int secondsEnd(String text) {
        if (text.charAt(16) != ':') {
            return 16;
        }
        if (!inRange(text, 17, 59)) {
            return -1;
        }
        if (text.length() < 20 || text.charAt(19) != '.') {
            return 19;
        }
        int end = 20;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        int digits = end - 20;
        return digits > 0 && digits <= MAX_FRACTION ? end : -1;
    }

    private static boolean isOffset(String text, int start) {
        if (text.length() == start + 1) {
            return isOneOf(text.charAt(start), 'Z', 'z');
        }
        if (text.length() != start + 6 || !isOneOf(text.charAt(start), '+', '-') || text.charAt(start + 3) != ':') {
            return false;
        }
        boolean full = inRange(text, start + 1, MAX_OFFSET_HOURS - 1) && inRange(text, start + 4, 59);
        return full || (twoDigits(text, start + 1) == MAX_OFFSET_HOURS && twoDigits(text, start + 4) == 0);
    }

    private static boolean inRange(String text, int start, int max) {
        int value = twoDigits(text, start);
        return value >= 0 && value <= max;
    }

    /** The number that two digits stand for, or -1 where there aren't two digits. */
    private static int twoDigits(String text, int start) {
        if (start + 2 > text.length() || !isDigit(text.charAt(start)) || !isDigit(text.charAt(start + 1))) {
            return -1;
        }
        return (text.charAt(start) - '0') * 10 + text.charAt(start + 1) - '0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isOneOf(char c, char one, char other) {
        return c == one || c == other;
    }
}
