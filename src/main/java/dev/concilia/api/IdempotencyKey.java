package dev.concilia.api;

import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the header {@code Idempotency-Key}: 1 to 255 visible characters, quoted or bare; both spell the same key. */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";

    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,255}");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\[\"\\\\])*)\"");

    private IdempotencyKey() {}

    /** The key, if the header is there. Throws {@code INVALID_PARAMETER} for one that is no key, or for two. */
    static Optional<String> of(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HEADER));
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        String text = headers.getFirst().strip();
        if (text.startsWith("\"")) {
            var quoted = QUOTED.matcher(text);
            text = quoted.matches() ? quoted.group(1).replaceAll("\\\\(.)", "$1") : "";
        }
        if (headers.size() > 1 || !VISIBLE.matcher(text).matches()) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, HEADER);
        }
        return Optional.of(text);
    }
}
