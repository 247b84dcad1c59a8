package dev.concilia.convergence;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a reader holds who only ever took what the feed gave. */
final class Mirror {
    final Map<Key, State> records = new TreeMap<>();

    /** Takes a change; false for one that is not newer than what is here, which a cursor must not give. */
    boolean take(State state) {
        State old = records.get(state.key());
        if (old != null && old.version() >= state.version()) {
            return false;
        }
        records.put(state.key(), state);
        return true;
    }

    Mirror copy() {
        Mirror copy = new Mirror();
        copy.records.putAll(records);
        return copy;
    }

    /** What a reconcile compares of one table. */
    record Summary(long count, Optional<Instant> latest, String digest) {}

    Map<String, Summary> summaries() {
        Map<String, Summary> all = new TreeMap<>();
        records.values().forEach(state -> all.merge(state.key().entity(), summary(state), Mirror::together));
        return all;
    }

    private static Summary summary(State state) {
        return state.deleted()
                ? new Summary(0, Optional.empty(), hex(0))
                : new Summary(
                        1,
                        Optional.of(state.updatedAt()),
                        hex(Canon.digest(state.key().id(), state.version())));
    }

    private static Summary together(Summary a, Summary b) {
        Optional<Instant> latest =
                a.latest.isEmpty() || b.latest.isPresent() && b.latest.get().isAfter(a.latest.get())
                        ? b.latest
                        : a.latest;
        return new Summary(a.count + b.count, latest, xor(a.digest, b.digest));
    }

    /** The digests of one table's buckets that are not empty. */
    Map<String, String> buckets(String entity) {
        Map<String, String> buckets = new TreeMap<>();
        records.values().stream()
                .filter(s -> s.key().entity().equals(entity) && !s.deleted())
                .forEach(s -> buckets.merge(
                        Canon.bucket(s.key().id()), hex(Canon.digest(s.key().id(), s.version())), Mirror::xor));
        return buckets;
    }

    private static String xor(String a, String b) {
        return hex(HexFormat.fromHexDigitsToLong(a) ^ HexFormat.fromHexDigitsToLong(b));
    }

    private static String hex(long digest) {
        return HexFormat.of().toHexDigits(digest);
    }
}
