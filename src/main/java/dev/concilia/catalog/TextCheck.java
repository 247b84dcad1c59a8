package dev.concilia.catalog;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A string's length and form. Lengths are in Unicode code points.
 *
 * @param pattern a regular expression found somewhere in the string
 */
record TextCheck(
        int minLength,
        int maxLength,
        @Nullable Pattern pattern,
        @Nullable TextFormat format) {

    void check(String text, Report report) {
        // A code point is one or two chars, so most lengths are settled without counting.
        if (text.length() > maxLength && text.codePointCount(0, text.length()) > maxLength) {
            report.add("max_length", "Send at most " + maxLength + " characters.");
            return;
        }
        if (minLength > 0 && text.codePointCount(0, text.length()) < minLength) {
            report.add("min_length", "Send at least " + minLength + " characters.");
        }
        if (pattern != null && !pattern.matcher(text).find()) {
            report.add("pattern", "Send a value of the form " + pattern + ".");
        }
        if (format != null && !format.accepts(text)) {
            report.add("format", "Send " + format.inWords() + ".");
        }
    }
}
