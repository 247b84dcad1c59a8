package dev.concilia.api;

import dev.concilia.kernel.Json;
import dev.concilia.sync.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call that writes.
 *
 * @param key whose key or token came with it
 * @param as the same caller in the engine's terms: the device or the person
 * @param body what it sent; null in JSON's terms where it sent nothing
 */
public record WriteCall(
        ApiCaller key, Caller as, HttpServletRequest request, HttpServletResponse response, JsonNode body) {
    /** To whom an idempotency key belongs: a device or person keeps it when its API key or token is replaced. */
    String owner() {
        if (as.device() != null) {
            return "device:" + as.device();
        }
        return as.user() != null ? "user:" + as.user() : "key:" + key.credential();
    }

    /** Method, address and content, as a hash that does not depend on how the JSON is spelled. */
    byte[] fingerprint() {
        ObjectNode call = Json.mapper()
                .createObjectNode()
                .put("method", request.getMethod())
                .put("path", request.getRequestURI())
                .put("query", request.getQueryString());
        call.set("body", body);
        return Json.fingerprint(call);
    }
}
