package dev.concilia.api.resources;

import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which version a caller has edited: {@code version} in the body, or {@code If-Match}. */
final class Versions {
    private Versions() {}

    /** Takes {@code version} out of {@code body}; none if neither it nor the header is there. */
    static @Nullable Long of(HttpServletRequest request, ObjectNode body) {
        JsonNode version = body.remove("version");
        if (version != null && !version.isNull()) {
            if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 0) {
                throw invalid("version");
            }
            return version.longValue();
        }
        String match = request.getHeader("If-Match");
        if (match == null || match.strip().equals("*")) {
            return null;
        }
        String text = match.strip().replaceFirst("^W/", "").replaceAll("^\"|\"$", "");
        try {
            return Long.parseUnsignedLong(text) < 0 ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw invalid("If-Match");
        }
    }

    private static ProblemException invalid(String name) {
        return new ProblemException(
                ProblemCode.VALIDATION_FAILED,
                Map.of("fields", List.of(new FieldError(name, "type", "a version: a whole number from 0"))),
                name);
    }
}
