package dev.concilia.sync.reconcile;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares summaries. Pure. Only tables that the client names are compared. */
final class Comparison {
    private static final String EMPTY_DIGEST = "0000000000000000";

    private Comparison() {}

    static List<Mismatch> of(List<TableSummary> client, Map<String, TableSummary> server) {
        return client.stream()
                .map(theirs -> compare(
                        theirs,
                        server.getOrDefault(theirs.table(), new TableSummary(theirs.table(), 0, null, EMPTY_DIGEST))))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Mismatch> compare(TableSummary client, TableSummary server) {
        List<String> reasons = new ArrayList<>();
        if (client.count() != server.count()) {
            reasons.add("count");
        }
        if (!Objects.equals(millis(client.latestUpdatedAt()), millis(server.latestUpdatedAt()))) {
            reasons.add("latestUpdatedAt");
        }
        if (client.digest() != null && !client.digest().equalsIgnoreCase(server.digest())) {
            reasons.add("digest");
        }
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(new Mismatch(client.table(), reasons, client, server));
    }

    /** JavaScript keeps times to the millisecond: finer differences are none. */
    private static @Nullable Instant millis(@Nullable Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS);
    }
}
