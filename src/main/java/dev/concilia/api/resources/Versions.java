package dev.concilia.api.resources;

import dev.concilia.api.BodyCheck;
import dev.concilia.kernel.FieldText;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Which version a caller has edited: {@code version} in the body, or {@code If-Match}. */
final class Versions {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"?(\\d{1,18})\"?");

    private Versions() {}

    /** None if neither is there, or {@code If-Match: *}. */
    static @Nullable Long of(HttpServletRequest request, ObjectNode body) {
        Long version = BodyCheck.version(body.path("version"), "version");
        String match = request.getHeader("If-Match");
        if (version != null || match == null || match.strip().equals("*")) {
            return version;
        }
        Matcher tag = TAG.matcher(match.strip());
        if (!tag.matches()) {
            throw BodyCheck.invalid("If-Match", "type", FieldText.ETAG);
        }
        return Long.valueOf(tag.group(1));
    }
}
