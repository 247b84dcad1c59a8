package dev.concilia.api;

import dev.concilia.catalog.FieldError;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes problem details (RFC 9457). Source: the protocol's "Errors". */
@Component
public class ProblemWriter {
    private static final Duration UNAVAILABLE = Duration.ofSeconds(5);

    private final Sentences sentences;

    ProblemWriter(Sentences sentences) {
        this.sentences = sentences;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, ProblemCode code) throws IOException {
        write(request, response, new ProblemException(code, "", "", ""));
    }

    public void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        rendered(request, problem, UNAVAILABLE).send(response);
    }

    /** {@code pause}: what {@code Retry-After} says, in whole seconds, 1 at least. */
    public void write(
            HttpServletRequest request, HttpServletResponse response, ProblemException problem, Duration pause)
            throws IOException {
        rendered(request, problem, pause).send(response);
    }

    /** The answer to {@code problem} in the language of {@code request}. */
    StoredAnswer rendered(HttpServletRequest request, ProblemException problem) {
        return rendered(request, problem, UNAVAILABLE);
    }

    private StoredAnswer rendered(HttpServletRequest request, ProblemException problem, Duration pause) {
        ProblemCode code = problem.code();
        Locale language = sentences.languageOf(request);
        ObjectNode document = document(problem, language);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/problem+json;charset=UTF-8");
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Language", language.getLanguage());
        if (code.retry() == ProblemCode.Retry.LATER && code != ProblemCode.INTERNAL) {
            headers.put(
                    "Retry-After",
                    String.valueOf(Math.max(1, pause.plusMillis(999).toSeconds())));
        }
        return new StoredAnswer(code.status(), headers, Json.mapper().writeValueAsString(document));
    }

    /** The problem details themselves. */
    public ObjectNode document(ProblemException problem, Locale language) {
        ProblemCode code = problem.code();
        ObjectNode document = Json.mapper()
                .createObjectNode()
                .put("type", "urn:concilia:problem:" + code)
                .put("title", sentences.title(code, language))
                .put("status", code.status())
                .put("detail", sentences.detail(code, problem.arguments(), language))
                .put("code", code.name())
                .put("retry", code.retry().wire());
        problem.extra().forEach((name, value) -> document.set(name, shown(value, language)));
        return document;
    }

    private static JsonNode shown(Object value, Locale language) {
        return value instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof FieldError
                ? FieldJson.of(list.stream().map(FieldError.class::cast).toList(), language)
                : Json.mapper().valueToTree(value);
    }
}
