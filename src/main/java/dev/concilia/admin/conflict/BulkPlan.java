package dev.concilia.admin.conflict;

import dev.concilia.sync.ConflictFilter;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Which conflicts are to be settled at once.
 *
 * @param filter the filter in words
 * @param counts how many by entity
 * @param sample the first of them
 */
record BulkPlan(String filter, Map<String, Integer> counts, List<ConflictList.Row> sample) {
    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** {@code filter} without what arose at {@code moment} or later. */
    static ConflictFilter until(ConflictFilter filter, Instant moment) {
        Instant before = filter.before();
        Instant end = before == null || moment.isBefore(before) ? moment : before;
        return new ConflictFilter(filter.state(), filter.entity(), filter.device(), filter.field(), end, filter.job());
    }
}
