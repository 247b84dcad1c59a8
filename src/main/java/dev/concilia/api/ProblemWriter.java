package dev.concilia.api;

import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Writes problem details (RFC 9457). Source: the protocol's "Errors". */
@Component
public class ProblemWriter {
    private static final String RETRY_SECONDS = "5";

    private final Sentences sentences;

    ProblemWriter(Sentences sentences) {
        this.sentences = sentences;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, ProblemCode code) throws IOException {
        write(request, response, new ProblemException(code, "", "", ""));
    }

    public void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        ProblemCode code = problem.code();
        Locale language = sentences.languageOf(request);
        ObjectNode document = Json.mapper()
                .createObjectNode()
                .put("type", "urn:concilia:problem:" + code)
                .put("title", sentences.title(code, language))
                .put("status", code.status())
                .put("detail", sentences.detail(code, problem.arguments(), language))
                .put("code", code.name())
                .put("retry", code.retry().wire());
        problem.extra()
                .forEach((name, value) -> document.set(name, Json.mapper().valueToTree(value)));
        response.resetBuffer();
        response.setStatus(code.status());
        response.setContentType("application/problem+json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Language", language.getLanguage());
        if (code.retry() == ProblemCode.Retry.LATER && code != ProblemCode.INTERNAL) {
            response.setHeader("Retry-After", RETRY_SECONDS);
        }
        response.getOutputStream().write(Json.mapper().writeValueAsBytes(document));
    }
}
