package dev.concilia.convergence;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each version is the work of one operation that was acknowledged with it, and is no more than what that wished for. */
final class Effects {
    private final HubTables tables;
    private final Timeline timeline;
    private final Ledger ledger;
    private final Set<String> written = new HashSet<>();
    /** Operations that a conflict arose from: once it is settled, they are answered with the settling version. */
    private final Set<String> disputed = new HashSet<>();

    Effects(HubTables tables, Timeline timeline, Ledger ledger) {
        this.tables = tables;
        this.timeline = timeline;
        this.ledger = ledger;
        tables.conflicts().values().forEach(conflict -> disputed.add(conflict.operation()));
    }

    void check() {
        ledger.changedAnswers().forEach((id, change) -> {
            if (!disputed.contains(id)) {
                ledger.find(change);
            }
        });
        timeline.records().forEach((key, versions) -> {
            Timeline.Moment before = null;
            for (Timeline.Moment moment : versions.values()) {
                ObjectNode data = before == null ? Generator.object() : before.data();
                check(moment, data, before == null || before.deleted());
                before = moment;
            }
        });
        ledger.ops().values().forEach(this::checkWritten);
        counters();
    }

    private void check(Timeline.Moment moment, ObjectNode before, boolean absent) {
        HubTables.Past past = moment.past();
        if (past.byPerson()) {
            settled(moment, before);
            return;
        }
        SentOp op = ledger.ops().get(past.operation());
        if (op == null || op.accepted().isEmpty()) {
            ledger.find(past + " is the work of no operation that was taken: " + op);
        } else if (!op.key.equals(past.key())) {
            derived(op, moment, before);
        } else {
            if (!written.add(op.id())) {
                ledger.find(past + " is the second work of " + op);
            }
            own(op, moment, before, absent);
        }
    }

    private void own(SentOp op, Timeline.Moment moment, ObjectNode before, boolean absent) {
        HubTables.Past past = moment.past();
        long acked = op.accepted().orElseThrow().version();
        if (acked != past.version() && !disputed.contains(op.id())) {
            ledger.find(past + " was acknowledged as version " + acked);
        }
        ObjectNode expected = before;
        if (op.action.equals("insert") && absent) {
            expected = op.payload;
        } else if (!op.action.equals("delete")) {
            HubTables.Logged logged = tables.operations().get(op.id());
            boolean whole = logged != null && logged.outcome().equals("applied");
            expected = whole ? patched(before, op.payload) : between(op, before, moment.data());
        }
        if (!Canon.of(expected).equals(Canon.of(moment.data()))) {
            ledger.find(op + " made " + before + " to " + moment.data() + " instead of " + expected);
        }
    }

    private static ObjectNode patched(ObjectNode before, ObjectNode payload) {
        ObjectNode after = before.deepCopy();
        payload.properties().forEach(e -> {
            if (e.getValue().isNull()) {
                after.remove(e.getKey());
            } else {
                after.set(e.getKey(), e.getValue());
            }
        });
        return after;
    }

    /** A merge: each field that was sent is as sent or as before, points are added, the rest is untouched. */
    private static ObjectNode between(SentOp op, ObjectNode before, ObjectNode after) {
        ObjectNode expected = before.deepCopy();
        ObjectNode sent = patched(before, op.payload);
        for (String field : op.payload.propertyNames()) {
            if (op.points != 0 && field.equals("loyaltyPoints")) {
                expected.put(field, before.path(field).asLong() + op.points);
            } else if (same(sent.path(field), after.path(field))) {
                expected.remove(field);
                if (after.has(field)) {
                    expected.set(field, after.get(field));
                }
            }
        }
        return expected;
    }

    private static boolean same(JsonNode a, JsonNode b) {
        return Canon.of(a).equals(Canon.of(b));
    }

    /** Only a movement changes another record, and of that only the stock. */
    private void derived(SentOp op, Timeline.Moment moment, ObjectNode before) {
        ObjectNode expected = before.deepCopy();
        expected.set("quantity", moment.data().path("quantity"));
        boolean stock = op.key.entity().equals("inventory_movements")
                && op.payload
                        .path("inventoryItemId")
                        .asString()
                        .equals(moment.past().key().id());
        if (!stock || !Canon.of(expected).equals(Canon.of(moment.data()))) {
            ledger.find(op + " changed " + moment + " from " + before);
        }
    }

    /** A person's word touches only what the conflict was about. */
    private void settled(Timeline.Moment moment, ObjectNode before) {
        HubTables.Past past = moment.past();
        HubTables.Dispute about = tables.conflicts().get(past.conflict());
        if (about == null) {
            ledger.find(past + " settles no conflict");
            return;
        }
        Set<String> changed = new HashSet<>(past.added());
        past.before().propertyNames().forEach(changed::add);
        changed.removeAll(about.mine().propertyNames());
        if (!changed.isEmpty() || !written.add(past.operation())) {
            ledger.find(past + " changed " + changed + " beside " + about + ", or settled twice");
        }
    }

    /** What was acknowledged as written is there, unless nothing had to be written. */
    private void checkWritten(SentOp op) {
        HubTables.Logged logged = tables.operations().get(op.id());
        if (logged == null || op.accepted().isEmpty()) {
            return;
        }
        boolean there = written.contains(op.id());
        boolean wrote = logged.outcome().equals("applied") || logged.outcome().equals("merged");
        if (there && !wrote && !disputed.contains(op.id())) {
            ledger.find(op + " is " + logged + " and yet wrote");
        }
        if (!there && wrote && !disputed.contains(op.id()) && !isThereAlready(op)) {
            ledger.find(op + " is " + logged + " and wrote nothing");
        }
    }

    private boolean isThereAlready(SentOp op) {
        return op.action.equals("update")
                && op.points == 0
                && timeline.at(op.key, op.accepted().orElseThrow().version())
                        .filter(m -> same(patched(m.data(), op.payload), m.data()))
                        .isPresent();
    }

    /** Points: what the customers began with and what each acknowledged operation meant to add, once. */
    private void counters() {
        Map<Key, Long> expected = new TreeMap<>();
        for (SentOp op : ledger.ops().values()) {
            if (op.key.entity().equals("customers")
                    && op.key.id().startsWith("c")
                    && op.accepted().isPresent()) {
                long begin = op.action.equals("insert")
                        ? op.payload.path("loyaltyPoints").asLong()
                        : op.points;
                expected.merge(op.key, begin, Long::sum);
            }
        }
        expected.forEach((key, sum) -> {
            HubTables.Row row = tables.records().get(key);
            if (row == null || row.data().path("loyaltyPoints").asLong() != sum) {
                ledger.find(key + " should have " + sum + " points: " + row);
            }
        });
    }
}
