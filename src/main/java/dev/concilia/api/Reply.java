package dev.concilia.api;

import dev.concilia.kernel.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * What a write answers.
 *
 * @param keep whether the same {@code Idempotency-Key} gets this answer again; false where a retry may end otherwise
 */
public record Reply(int status, boolean keep, Consumer<JsonGenerator> body) {
    /** Status 200 with what {@code body} writes. */
    public static Reply ok(Consumer<JsonGenerator> body) {
        return new Reply(HttpServletResponse.SC_OK, true, body);
    }

    /** This reply, to be given again only if {@code settled}. */
    public Reply keptIf(boolean settled) {
        return new Reply(status, settled, body);
    }

    void stream(HttpServletResponse response) {
        JsonAnswer.write(response, status, body);
    }

    StoredAnswer rendered() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.mapper().createGenerator(text)) {
            body.accept(out);
        }
        return new StoredAnswer(
                status,
                Map.of("Content-Type", "application/json;charset=UTF-8", "Cache-Control", "no-store"),
                text.toString());
    }
}
