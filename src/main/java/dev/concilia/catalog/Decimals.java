package dev.concilia.catalog;

import java.math.BigDecimal;

/** Money and quantities: decimal strings or numbers, never binary floating point. */
final class Decimals {
    static final int MAX_DECIMALS = 4;
    static final int MAX_INTEGER_DIGITS = 15;
    static final BigDecimal STEP = BigDecimal.ONE.movePointLeft(MAX_DECIMALS);
    static final BigDecimal LARGEST = BigDecimal.TEN.pow(MAX_INTEGER_DIGITS).subtract(STEP);

    private Decimals() {}

    /** Whether the text is digits with an optional minus sign before and an optional point and digits behind. */
    static boolean isDecimal(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int point = digitsEnd(text, start);
        if (point == start || point - start > MAX_INTEGER_DIGITS) {
            return false;
        }
        if (point == text.length()) {
            return true;
        }
        int end = digitsEnd(text, point + 1);
        int decimals = end - point - 1;
        return text.charAt(point) == '.' && end == text.length() && decimals > 0 && decimals <= MAX_DECIMALS;
    }

    /** Whether a text that is a decimal stands for zero. */
    static boolean isZero(String decimal) {
        for (int i = 0; i < decimal.length(); i++) {
            char c = decimal.charAt(i);
            if (c >= '1' && c <= '9') {
                return false;
            }
        }
        return true;
    }

    private static int digitsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
