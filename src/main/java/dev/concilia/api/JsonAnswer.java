package dev.concilia.api;

import dev.concilia.kernel.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;

/** Writes an answer straight to the socket, field by field: no reflection, no tree in between. */
public final class JsonAnswer {
    /** Leaves the socket's stream alone: the answer is complete when the call is, with all that is noted of it. */
    private static final ObjectWriter WRITER = Json.mapper()
            .writer()
            .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .without(StreamWriteFeature.FLUSH_PASSED_TO_STREAM);

    private JsonAnswer() {}

    /** Status 200 with what {@code body} writes. */
    public static void write(HttpServletResponse response, Consumer<JsonGenerator> body) {
        write(response, HttpServletResponse.SC_OK, body);
    }

    /** {@code status} with what {@code body} writes. */
    static void write(HttpServletResponse response, int status, Consumer<JsonGenerator> body) {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        try (JsonGenerator out = WRITER.createGenerator(response.getOutputStream())) {
            body.accept(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
