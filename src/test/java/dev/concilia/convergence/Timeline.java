package dev.concilia.convergence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Every version of every record, made again from the last one backwards through the history. */
final class Timeline {
    private final Map<Key, TreeMap<Long, Moment>> records = new TreeMap<>();

    /** One version: how it came about and what it held. A tombstone's data is what stood there last. */
    record Moment(HubTables.Past past, ObjectNode data, boolean deleted) {
        String content() {
            return deleted ? "deleted" : Canon.of(data);
        }
    }

    static Timeline of(HubTables tables, Ledger ledger) {
        Timeline timeline = new Timeline();
        Map<Key, List<HubTables.Past>> byKey = new HashMap<>();
        tables.history()
                .forEach(past -> byKey.computeIfAbsent(past.key(), k -> new ArrayList<>())
                        .add(past));
        byKey.forEach((key, pasts) -> {
            HubTables.Row row = tables.records().get(key);
            if (row == null || row.state().version() != pasts.getLast().version()) {
                return; // found by others
            }
            TreeMap<Long, Moment> versions = rebuild(tables, ledger, pasts, row.data());
            if (versions.lastEntry().getValue().deleted() != row.state().deleted()) {
                ledger.find(row + " should be deleted or not as " + pasts.getLast() + " says");
            }
            timeline.records.put(key, versions);
        });
        return timeline;
    }

    private static TreeMap<Long, Moment> rebuild(
            HubTables tables, Ledger ledger, List<HubTables.Past> pasts, ObjectNode last) {
        TreeMap<Long, ObjectNode> data = new TreeMap<>();
        ObjectNode now = last.deepCopy();
        for (HubTables.Past past : pasts.reversed()) {
            data.put(past.version(), now);
            now = now.deepCopy();
            now.setAll(past.before());
            past.added().forEach(now::remove);
        }
        TreeMap<Long, Moment> versions = new TreeMap<>();
        boolean deleted = false;
        for (HubTables.Past past : pasts) {
            deleted = past.byPerson()
                    ? settles(tables, ledger, past, versions)
                    : past.action().equals("delete");
            versions.put(past.version(), new Moment(past, data.getOrDefault(past.version(), now), deleted));
        }
        return versions;
    }

    /** Whether a version that a person made is a tombstone. */
    private static boolean settles(HubTables tables, Ledger ledger, HubTables.Past past, TreeMap<Long, Moment> before) {
        HubTables.Dispute about = tables.conflicts().get(past.conflict());
        return switch (ledger.howSettled(past.conflict(), past.version())) {
            case "CENTRAL_WINS" -> isDeleted(before, past.version() - 1);
            case "TERMINAL_WINS" ->
                about != null
                        && about.action().equals("delete")
                        && about.fields().contains("_deleted");
            case "MANUAL_MERGE" -> false;
            case "UNDO" -> isDeleted(before, settlement(past, before) - 1);
            default -> throw new AssertionError("nobody settled " + past);
        };
    }

    private static boolean isDeleted(TreeMap<Long, Moment> versions, long version) {
        Moment moment = versions.get(version);
        return moment != null && moment.deleted();
    }

    /** The version that an undo takes back: the conflict's last settlement. */
    private static long settlement(HubTables.Past undo, TreeMap<Long, Moment> before) {
        return before.descendingMap().entrySet().stream()
                .filter(e -> e.getValue().past().operation().startsWith("settle:" + undo.conflict() + ":"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0L);
    }

    /** What was told of a version, to whomever, is what stood there. */
    void told(Ledger ledger) {
        ledger.told()
                .forEach((key, versions) -> versions.forEach((version, content) -> {
                    Moment moment = records.getOrDefault(key, new TreeMap<>()).get(version);
                    if (moment == null || !moment.content().equals(content)) {
                        ledger.find(key + "@" + version + " was told as " + content + " and was "
                                + (moment == null ? "never there" : moment.content()) + "; its history: " + story(key));
                    }
                }));
    }

    private List<String> story(Key key) {
        return records.getOrDefault(key, new TreeMap<>()).values().stream()
                .map(m -> m.past().version() + " by " + m.past().operation() + " over "
                        + m.past().before() + m.past().added())
                .toList();
    }

    Map<Key, TreeMap<Long, Moment>> records() {
        return records;
    }

    Optional<Moment> at(Key key, long version) {
        return Optional.ofNullable(records.getOrDefault(key, new TreeMap<>()).get(version));
    }
}
