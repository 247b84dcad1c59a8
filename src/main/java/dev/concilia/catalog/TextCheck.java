package dev.concilia.catalog;

import dev.concilia.kernel.FieldText;
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
            report.add("max_length", FieldText.LONGEST, maxLength);
            return;
        }
        if (minLength > 0 && text.codePointCount(0, text.length()) < minLength) {
            report.add("min_length", FieldText.SHORTEST, minLength);
        }
        if (pattern != null && !pattern.matcher(text).find()) {
            report.add("pattern", FieldText.PATTERN, pattern);
        }
        if (format != null && !format.accepts(text)) {
            report.add("format", FieldText.SEND, format.words());
        }
    }
}
