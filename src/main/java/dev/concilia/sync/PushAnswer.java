package dev.concilia.sync;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One result per operation, in the order sent, with the hub's epoch and time. */
public record PushAnswer(List<OperationResult> results, UUID epoch, Instant serverTimestamp) {
    /** How many operations wrote something. */
    public int written() {
        return (int) results.stream()
                .filter(result -> result.outcome() == Outcome.APPLIED || result.outcome() == Outcome.MERGED)
                .count();
    }
}
