package dev.concilia.sync;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One settling of many conflicts, or the taking back of one.
 *
 * @param filter the conflicts that are meant, none that arose after the job's start
 * @param resolution none when it takes back
 * @param total how many there were at the start
 * @param settled how many are done
 * @param skipped how many were left alone: overtaken by a later change, or not writable
 * @param lastId how far it has come
 */
public record BulkJob(
        UUID id,
        Action action,
        ConflictFilter filter,
        Conflict.@Nullable Resolution resolution,
        @Nullable String note,
        State state,
        int total,
        int settled,
        int skipped,
        @Nullable UUID lastId,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant finishedAt) {

    public enum Action {
        RESOLVE,
        UNDO
    }

    public enum State {
        RUNNING,
        DONE,
        CANCELLED
    }

    static BulkJob started(
            UUID id,
            Action action,
            ConflictFilter filter,
            Conflict.@Nullable Resolution resolution,
            @Nullable String note,
            int total,
            Instant now) {
        ConflictFilter bounded = action == Action.RESOLVE ? filter.until(now) : filter;
        return new BulkJob(id, action, bounded, resolution, note, State.RUNNING, total, 0, 0, null, now, now, null);
    }

    /** Whether {@code other} asks for the same, whatever has become of either. */
    boolean asksAs(BulkJob other) {
        return action == other.action
                && filter.equals(other.filter)
                && resolution == other.resolution
                && Objects.equals(note, other.note);
    }

    BulkJob after(int moreSettled, int moreSkipped, UUID last, Instant now) {
        return new BulkJob(
                id,
                action,
                filter,
                resolution,
                note,
                state,
                total,
                settled + moreSettled,
                skipped + moreSkipped,
                last,
                createdAt,
                now,
                finishedAt);
    }

    BulkJob ended(Instant now) {
        return new BulkJob(
                id, action, filter, resolution, note, State.DONE, total, settled, skipped, lastId, createdAt, now, now);
    }
}
