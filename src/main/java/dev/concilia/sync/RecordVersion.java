package dev.concilia.sync;

import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One version of a record.
 *
 * @param device the device that made it, with its name
 * @param user the person who made it, with a name
 * @param outcome what became of the operation that made it; none if the operation is not known any more
 * @param recovered whether a device brought it back after a restore
 * @param changes what it changed against the version before
 * @param data the whole record at this version, as far as history tells; not to be changed
 */
public record RecordVersion(
        long version,
        Action action,
        Instant at,
        Side side,
        @Nullable DeviceId device,
        @Nullable String deviceName,
        @Nullable UserId user,
        @Nullable String userName,
        @Nullable Outcome outcome,
        boolean recovered,
        List<Change> changes,
        @Nullable ObjectNode data) {

    /** A field with its values; {@code MissingNode} where there was none. */
    public record Change(String field, JsonNode before, JsonNode after) {}
}
