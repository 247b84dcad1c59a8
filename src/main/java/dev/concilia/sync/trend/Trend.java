package dev.concilia.sync.trend;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A business over some time, oldest slot first and none left out.
 *
 * @param outcomes the outcomes that there were, in the words of the protocol
 */
public record Trend(List<Slot> slots, List<String> outcomes) {
    public Trend {
        slots = List.copyOf(slots);
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Five minutes.
     *
     * @param operations how many had each outcome
     * @param oldestSeconds age of the oldest unsent operation, the worst of the slot; unknown where nobody looked
     */
    public record Slot(
            Instant start,
            Map<String, Long> operations,
            @Nullable Long oldestSeconds) {
        public Slot {
            operations = Map.copyOf(operations);
        }

        /** How many had {@code outcome}. */
        public long of(String outcome) {
            return operations.getOrDefault(outcome, 0L);
        }
    }

    /** How many operations there were at all. */
    public long total() {
        return slots.stream()
                .flatMap(slot -> slot.operations().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}
