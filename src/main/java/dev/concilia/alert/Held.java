package dev.concilia.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert that may still change by itself: open, or recovered so lately that it may come back.
 *
 * @param announced whether it was told, where there was somebody to tell
 * @param told the channels that got the alarm
 */
record Held(
        UUID id,
        AlertKind kind,
        String subject,
        Map<String, String> detail,
        Instant raisedAt,
        @Nullable Instant recoveredAt,
        boolean announced,
        List<UUID> told) {
    Problem.About about() {
        return new Problem.About(kind, subject);
    }
}
