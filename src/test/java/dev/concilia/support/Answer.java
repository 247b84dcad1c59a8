package dev.concilia.support;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the hub answered. */
public record Answer(int status, HttpHeaders headers, byte[] body) {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return MAPPER.readTree(body);
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The problem's code, or nothing. */
    public String code() {
        return json().path("code").asString("");
    }

    /** A member of the answer as text. */
    public String at(String member) {
        return json().path(member).asString("");
    }

    @Override
    public String toString() {
        String text = text();
        return status + " " + (text.length() > 600 ? text.substring(0, 600) + "…" : text);
    }
}
