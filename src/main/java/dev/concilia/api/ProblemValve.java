package dev.concilia.api;

import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers what Tomcat refuses before any of our code sees it (an address that is no address, say) with a problem document
 * instead of its page. Public, with a public constructor, because Tomcat makes it by name.
 */
public class ProblemValve extends ErrorReportValve {
    public ProblemValve() {
        setShowReport(false);
        setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemCode code = status < 500 ? ProblemCode.INVALID_PARAMETER : ProblemCode.INTERNAL;
        byte[] document = Json.mapper()
                .writeValueAsBytes(Json.mapper()
                        .createObjectNode()
                        .put("type", "urn:concilia:problem:" + code)
                        .put("title", status < 500 ? "Not a request" : "The hub failed")
                        .put("status", status)
                        .put("detail", "The address or the headers of this call are not well-formed.")
                        .put("code", code.name())
                        .put("retry", code.retry().wire()));
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getOutputStream().write(document);
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("The caller hung up", e);
        }
    }
}
