package dev.concilia.alert;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation has to say to one channel: one message, however many alerts.
 *
 * @param items the gravest first
 * @param more how many there are beside these
 */
record Notice(List<Item> items, int more) {
    private static final int MOST = 500;
    private static final Comparator<Item> GRAVEST_FIRST = Comparator.comparing(
                    (Item item) -> item.recoveredAt() != null)
            .thenComparing(item -> item.kind().severity(), Comparator.reverseOrder())
            .thenComparing(Item::kind);

    /** An alarm, or its recovery. */
    record Item(
            UUID alert,
            AlertKind kind,
            String subject,
            Map<String, String> detail,
            Instant raisedAt,
            @Nullable Instant recoveredAt) {
        static Item of(Held held) {
            return new Item(held.id(), held.kind(), held.subject(), held.detail(), held.raisedAt(), held.recoveredAt());
        }
    }

    static Notice of(List<Item> all) {
        List<Item> sorted = all.stream().sorted(GRAVEST_FIRST).toList();
        return new Notice(sorted.stream().limit(MOST).toList(), Math.max(0, sorted.size() - MOST));
    }
}
