package dev.concilia.demo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the hub said; {@code retryAfter} is how long it asked to be left alone. */
record Answer(int status, JsonNode body, @Nullable Duration retryAfter) {
    private static final Duration LATER = Duration.ofSeconds(60);

    boolean ok() {
        return status == 200;
    }

    /** The problem's code, empty if there is none. */
    String code() {
        return body.path("code").asString("");
    }

    /** How long to leave the hub alone after an answer that was not ok. */
    Duration pause() {
        return retryAfter == null ? LATER : retryAfter;
    }
}
