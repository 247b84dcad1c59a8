package dev.concilia.sync;

import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question to a person: both sides changed the same fields to different values.
 *
 * @param baseVersion the version the device had edited, if it said so
 * @param base the fields' values at that version, as far as they can be rebuilt
 * @param mine what the device wants
 * @param theirs what the hub held when the conflict arose
 * @param undo how to take the settlement back; the hub's own affair
 */
public record Conflict(
        UUID id,
        RecordKey key,
        String operationId,
        Action action,
        @Nullable Long baseVersion,
        long hubVersion,
        ObjectNode base,
        ObjectNode mine,
        ObjectNode theirs,
        List<String> fields,
        State state,
        @Nullable Resolution resolution,
        @Nullable String note,
        @Nullable DeviceId device,
        Instant createdAt,
        @Nullable Instant resolvedAt,
        @Nullable UserId resolvedBy,
        @Nullable ObjectNode undo) {

    public enum State {
        OPEN,
        RESOLVED
    }

    /** How a person settles it. */
    public enum Resolution {
        TERMINAL_WINS,
        CENTRAL_WINS,
        MANUAL_MERGE
    }
}
