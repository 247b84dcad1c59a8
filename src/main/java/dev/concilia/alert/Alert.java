package dev.concilia.alert;

import dev.concilia.kernel.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong, about one thing at a time.
 *
 * <pre>
 * OPEN ──► ACKNOWLEDGED     somebody looks after it
 *   └────────┴──► RECOVERED ──► (the same state as before, if it comes back soon)
 * </pre>
 *
 * @param subject id of the device or item; empty: the business as a whole
 * @param detail what its sentence tells: {@code name}, {@code number}, {@code since} (ISO 8601)
 * @param reopened how often it came back soon after it had recovered
 */
public record Alert(
        UUID id,
        AlertKind kind,
        String subject,
        Map<String, String> detail,
        Instant raisedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable UserId acknowledgedBy,
        @Nullable String note,
        @Nullable Instant recoveredAt,
        int reopened) {
    /** Where an alert stands. */
    public enum State {
        OPEN,
        ACKNOWLEDGED,
        RECOVERED
    }

    public Alert {
        detail = Map.copyOf(detail);
    }

    public State state() {
        if (recoveredAt != null) {
            return State.RECOVERED;
        }
        return acknowledgedAt == null ? State.OPEN : State.ACKNOWLEDGED;
    }
}
