package dev.concilia.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer that is complete in memory: to send now, and again. */
record StoredAnswer(int status, Map<String, String> headers, String body) {
    /** Sends it unless another answer has begun already. */
    void send(HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}
