package dev.concilia.alert;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an evaluation finds wrong at the moment. */
record Problem(AlertKind kind, String subject, Map<String, String> detail) {
    static final String NAME = "name";
    static final String NUMBER = "number";
    static final String SINCE = "since";

    /** What an alert is about: at most one is open for each. */
    record About(AlertKind kind, String subject) {}

    static Problem of(
            AlertKind kind, String subject, @Nullable String name, @Nullable Long number, @Nullable Instant since) {
        Map<String, String> detail = new TreeMap<>();
        put(detail, NAME, name);
        put(detail, NUMBER, number);
        put(detail, SINCE, since);
        return new Problem(kind, subject, detail);
    }

    private static void put(Map<String, String> detail, String key, @Nullable Object value) {
        if (value != null) {
            detail.put(key, value.toString());
        }
    }

    About about() {
        return new About(kind, subject);
    }
}
