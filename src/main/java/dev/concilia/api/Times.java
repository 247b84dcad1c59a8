package dev.concilia.api;

import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Times as the dialects' clients write them: ISO-8601, a day, or milliseconds since 1970. */
public final class Times {
    /** What a script makes of a time that it does not have yet. */
    private static final Set<String> NONE = Set.of("", "null", "undefined");

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final BigDecimal LARGEST = new BigDecimal(LAST.toEpochMilli());

    private Times() {}

    /** A parameter of the address; null where there is none. Throws {@code INVALID_PARAMETER}. */
    public static @Nullable Instant parameter(HttpServletRequest request, String name) {
        String text = request.getParameter(name);
        if (text == null || NONE.contains(text.strip())) {
            return null;
        }
        try {
            return of(text.strip().replace(' ', '+')); // an unescaped + of an offset arrives as a blank
        } catch (DateTimeException | NumberFormatException e) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, name);
        }
    }

    /** A member of a body; null where there is none. Throws {@code VALIDATION_FAILED} for what is no time. */
    public static @Nullable Instant member(JsonNode node, String path) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        try {
            if (node.isString()) {
                String text = node.stringValue().strip();
                return NONE.contains(text) ? null : of(text);
            }
            if (node.isNumber()) {
                return millis(node.decimalValue());
            }
        } catch (DateTimeException | NumberFormatException e) {
            // named below
        }
        throw BodyCheck.invalid(path, "format", FieldText.TIME_OR_MILLIS);
    }

    private static Instant of(String text) {
        if (text.matches("\\d{10,15}")) {
            return millis(new BigDecimal(text));
        }
        return sane(
                text.length() == 10
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : OffsetDateTime.parse(text).toInstant());
    }

    /** The time, if a database and a calendar know it too. Throws {@link DateTimeException}. */
    public static Instant sane(Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new DateTimeException("out of range");
        }
        return time;
    }

    private static Instant millis(BigDecimal number) {
        if (number.signum() < 0 || number.compareTo(LARGEST) > 0) {
            throw new DateTimeException("out of range");
        }
        return Instant.ofEpochMilli(number.longValue());
    }
}
