package dev.concilia.convergence;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** After quiet: compares what was sent and heard, what the tables hold and what the readers hold. */
final class Audit {
    private final Target target;
    private final Firm firm;
    private final Ledger ledger;
    private final List<Reader> readers;

    Audit(Target target, Firm firm, Ledger ledger, List<Reader> readers) {
        this.target = target;
        this.firm = firm;
        this.ledger = ledger;
        this.readers = readers;
    }

    void check(URI node) {
        HubTables tables = HubTables.read(target.owner(), firm.id());
        sequence(tables);
        operations(tables);
        Timeline timeline = Timeline.of(tables, ledger);
        timeline.told(ledger);
        new Effects(tables, timeline, ledger).check();
        new Rules(tables, timeline, ledger).check();
        readers.forEach(reader -> replica(reader, tables));
        summary(node);
        conflicts(tables);
    }

    /** What a device was told of, a person could find, and all of it is settled. */
    private void conflicts(HubTables tables) {
        tables.conflicts().forEach((id, conflict) -> {
            if (!conflict.state().equals("RESOLVED")) {
                ledger.find("conflict " + id + " is still " + conflict.state());
            }
        });
        for (SentOp op : ledger.ops().values()) {
            op.acks.stream()
                    .filter(ack -> ack.outcome().equals("conflict")
                            && !tables.conflicts().containsKey(ack.conflictId()))
                    .forEach(ack -> ledger.find(op + " was told of a conflict that is not there: " + ack));
        }
    }

    /** Numbers without a gap, each once; a record stands at its last one. */
    private void sequence(HubTables tables) {
        Map<Key, HubTables.Past> last = new HashMap<>();
        long seq = 0;
        for (HubTables.Past past : tables.history()) {
            if (past.seq() != ++seq) {
                ledger.find("after seq " + (seq - 1) + " comes " + past);
                seq = past.seq();
            }
            HubTables.Past before = last.put(past.key(), past);
            if (past.version() != (before == null ? 1 : before.version() + 1)) {
                ledger.find("history of " + past.key() + " goes from " + before + " to " + past);
            }
        }
        if (tables.clock() != seq) {
            ledger.find("the clock says " + tables.clock() + ", history ends at " + seq);
        }
        tables.records().forEach((key, row) -> {
            HubTables.Past past = last.remove(key);
            if (past == null || past.version() != row.state().version() || past.seq() != row.seq()) {
                ledger.find(row + " ends its history with " + past);
            }
            long digest = row.state().deleted()
                    ? 0
                    : Canon.digest(key.id(), row.state().version());
            if (row.digest() != digest) {
                ledger.find(row + " should have digest " + digest);
            }
        });
        last.forEach((key, past) -> ledger.find("history without a record: " + past));
    }

    /** Each operation ended; what was taken is in the log once and by its device, what was not is nowhere. */
    private void operations(HubTables tables) {
        Map<String, HubTables.Logged> log = new HashMap<>(tables.operations());
        for (SentOp op : ledger.ops().values()) {
            HubTables.Logged logged = log.remove(op.id());
            Optional<SentOp.Ack> accepted = op.accepted();
            if (!op.settled) {
                ledger.find(op + " never got a final answer");
            } else if (accepted.isPresent() && logged == null) {
                ledger.find(op + " was acknowledged as " + accepted.get() + " and is not in the log");
            } else if (accepted.isEmpty() && logged != null) {
                ledger.find(op + " was refused and is in the log as " + logged);
            } else if (logged != null && !firm.devices().get(op.device).id.equals(logged.device())) {
                ledger.find(op + " is in the log as of " + logged.device());
            }
        }
        log.keySet().stream()
                .filter(id -> !id.startsWith("settle:") && !id.startsWith("undo:"))
                .forEach(id -> ledger.find("nobody sent operation " + id));
    }

    private void replica(Reader reader, HubTables tables) {
        Map<Key, String> there = new TreeMap<>();
        tables.records()
                .forEach((key, row) ->
                        there.put(key, row.state().version() + " " + row.state().content()));
        Map<Key, String> here = new TreeMap<>();
        reader.mirror().records.forEach((key, state) -> here.put(key, state.version() + " " + state.content()));
        there.forEach((key, content) -> {
            String mine = here.remove(key);
            if (!content.equals(mine)) {
                ledger.find(reader + " holds " + key + " as " + mine + ", the hub as " + content);
            }
        });
        here.forEach((key, content) -> ledger.find(reader + " holds " + key + " " + content + ", the hub does not"));
    }

    /** The hub's own summary is what the readers compute, and it says so when asked. */
    private void summary(URI node) {
        Reader reader = readers.getFirst();
        Map<String, Mirror.Summary> mine = reader.mirror().summaries();
        SimDevice device = firm.devices().getFirst();
        JsonNode hubs = Wire.get(node, device.caller, "/api/sync/reconcile").expect(200);
        for (JsonNode table : hubs.path("serverSummary")) {
            Mirror.Summary expected = mine.get(table.path("table").asString());
            Mirror.Summary given = new Mirror.Summary(
                    table.path("count").asLong(),
                    Optional.ofNullable(table.path("latestUpdatedAt").asString(null))
                            .map(Instant::parse),
                    table.path("digest").asString());
            if (!given.equals(expected)) {
                ledger.find("summary " + table + " is not " + expected);
            }
        }
        ObjectNode body = Generator.object();
        ObjectNode client = body.putObject("clientSummary");
        mine.forEach((table, summary) -> {
            ObjectNode one =
                    client.putObject(table).put("count", summary.count()).put("digest", summary.digest());
            summary.latest().ifPresent(latest -> one.put("latestUpdatedAt", latest.toString()));
        });
        JsonNode compared =
                Wire.post(node, device.caller, "/api/sync/reconcile", body).expect(200);
        if (!compared.path("isConsistent").asBoolean()) {
            ledger.find("reconcile finds " + compared);
        }
    }
}
