package dev.concilia.support;

import dev.concilia.kernel.Json;
import dev.concilia.kernel.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A device with a memory, that speaks the whole protocol: what it was told of each record, tombstones too, and what to do
 * when the hub says that it must start again.
 *
 * <pre>
 * pull ──► 410 ──► for each table: buckets ──► send what changed after the backup, and what differs ──► take the answers
 *   ▲                                                                                                       │
 *   └─────────────────────────────── from the beginning, with nothing in hand ◄─────────────────────────────┘
 * </pre>
 */
public final class ReplicaDevice {
    private static final int MOST = 1_000;

    /** A record as the hub told it; {@code data} is empty for a tombstone. */
    public record Held(String id, long version, boolean deleted, JsonNode data, String updatedAt) {}

    private final TestDevice device;
    private final Map<String, Map<String, Held>> tables = new TreeMap<>();
    private String cursor = "";
    private int resyncs;
    private final List<JsonNode> recovered = new ArrayList<>();

    public ReplicaDevice(TestDevice device) {
        this.device = device;
    }

    public TestDevice device() {
        return device;
    }

    /** How often the hub had it start again. */
    public int resyncs() {
        return resyncs;
    }

    /** All answers to what it brought back. */
    public List<JsonNode> recovered() {
        return recovered;
    }

    /** Sends, and takes in what the answers say. */
    public Pushed push(Op... operations) {
        return push(List.of(operations));
    }

    public Pushed push(Collection<Op> operations) {
        Pushed pushed = device.pushAll(operations);
        int i = 0;
        for (Op op : operations) {
            settle(op.json(), pushed.results().get(i++).json());
        }
        return pushed;
    }

    private void settle(ObjectNode op, JsonNode result) {
        String entity = op.get("entity").asString();
        if (result.has("record")) {
            put(result.get("record"));
        } else if (result.get("outcome").asString().equals("applied")) {
            String id = op.get("entityId").asString();
            Held old = table(entity).get(id);
            ObjectNode data = JsonNodeFactory.instance.objectNode();
            if (old != null && !op.get("action").asString().equals("insert")) {
                data.setAll((ObjectNode) old.data());
            }
            op.path("payload").properties().forEach(e -> data.set(e.getKey(), e.getValue()));
            boolean deleted = op.get("action").asString().equals("delete");
            table(entity)
                    .put(
                            id,
                            new Held(
                                    id,
                                    result.get("version").asLong(),
                                    deleted,
                                    deleted ? JsonNodeFactory.instance.objectNode() : data,
                                    result.get("serverTimestamp").asString()));
        }
    }

    /** Pulls to the end; starts again, and brings back what the hub has lost, when it is told to. */
    public void sync() {
        while (true) {
            Answer answer = device.pullRaw("limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            if (answer.status() == 410) {
                resyncs++;
                bringBack();
                tables.values().forEach(Map::clear);
                cursor = "";
                continue;
            }
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.toString());
            }
            answer.json().get("changes").forEach(this::put);
            cursor = answer.at("cursor");
            if (!answer.json().get("hasMore").booleanValue()) {
                return;
            }
        }
    }

    private void put(JsonNode record) {
        String id = record.get("id").asString();
        boolean deleted = record.get("deleted").booleanValue();
        table(record.get("entity").asString())
                .put(
                        id,
                        new Held(
                                id,
                                record.get("version").asLong(),
                                deleted,
                                deleted ? JsonNodeFactory.instance.objectNode() : record.get("data"),
                                record.get("updatedAt").asString()));
    }

    private Map<String, Held> table(String entity) {
        return tables.computeIfAbsent(entity, e -> new TreeMap<>());
    }

    /** Without a recovery (the cursor was only too old) the hub is right, and there is nothing to bring. */
    private void bringBack() {
        for (String entity : List.copyOf(tables.keySet())) {
            JsonNode answer = buckets(entity);
            JsonNode open = answer.get("recovering");
            if (open == null) {
                continue;
            }
            Instant changedAfter = Instant.parse(open.get("changedAfter").asString());
            List<Held> lost = new ArrayList<>();
            for (Held held : table(entity).values()) {
                // Tombstones are in no bucket, and equal versions may differ in content: the time finds these.
                if (Instant.parse(held.updatedAt()).isAfter(changedAfter) || ahead(held, answer.get("buckets"))) {
                    lost.add(held);
                }
            }
            for (int from = 0; from < lost.size(); from += MOST) {
                send(entity, lost.subList(from, Math.min(lost.size(), from + MOST)));
            }
        }
    }

    /** Whether the hub's pairs show that it lacks this version. */
    private static boolean ahead(Held held, JsonNode buckets) {
        JsonNode pairs = buckets.get(bucket(held.id()));
        if (pairs == null) {
            return false;
        }
        for (JsonNode pair : pairs) {
            if (pair.get(0).asString().equals(held.id())) {
                return pair.get(1).asLong() < held.version();
            }
        }
        return !held.deleted();
    }

    private void send(String entity, List<Held> lost) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("entity", entity);
        ArrayNode records = body.putArray("records");
        lost.forEach(held -> records.add(wire(held)));
        Answer answer = call("/api/sync/recover", body);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        answer.json().get("results").forEach(recovered::add);
    }

    /** A record as a recover call takes it. */
    public static ObjectNode wire(Held held) {
        ObjectNode record = JsonNodeFactory.instance
                .objectNode()
                .put("id", held.id())
                .put("version", held.version())
                .put("deleted", held.deleted())
                .put("updatedAt", held.updatedAt());
        if (!held.deleted()) {
            record.set("data", held.data());
        }
        return record;
    }

    private JsonNode buckets(String entity) {
        Map<String, Long> digests = new TreeMap<>();
        table(entity).values().stream()
                .filter(held -> !held.deleted())
                .forEach(held -> digests.merge(bucket(held.id()), digest(held), (a, b) -> a ^ b));
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("entity", entity);
        ObjectNode own = body.putObject("buckets");
        digests.forEach((bucket, digest) -> own.put(bucket, String.format("%016x", digest)));
        Answer answer = call("/api/sync/reconcile/buckets", body);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.json();
    }

    private Answer call(String path, ObjectNode body) {
        return device.hub().post(path).key(device.apiKey()).json(body).send();
    }

    /** Whether the hub finds count, digest and latest time of every table as its own. */
    public Answer reconcile() {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        tables.forEach((entity, records) -> {
            List<Held> live =
                    records.values().stream().filter(h -> !h.deleted()).toList();
            ObjectNode table = summary.putObject(entity).put("count", live.size());
            live.stream()
                    .map(h -> Instant.parse(h.updatedAt()))
                    .max(Instant::compareTo)
                    .ifPresent(at -> table.put("latestUpdatedAt", at.toString()));
            table.put(
                    "digest",
                    String.format(
                            "%016x",
                            live.stream().mapToLong(ReplicaDevice::digest).reduce(0, (a, b) -> a ^ b)));
        });
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("clientSummary", summary);
        return call("/api/sync/reconcile", body);
    }

    private static long digest(Held held) {
        return ByteBuffer.wrap(Sha256.of(held.id() + ":" + held.version())).getLong();
    }

    private static String bucket(String id) {
        return String.format("%02x", Sha256.of(id)[0]);
    }

    public Held held(String entity, String id) {
        return table(entity).get(id);
    }

    /** All it holds as text, live records and tombstones, to compare replicas by. */
    public List<String> contents() {
        List<String> contents = new ArrayList<>();
        tables.forEach((entity, records) -> records.values()
                .forEach(h -> contents.add(entity + " " + h.id() + " v" + h.version() + " "
                        + (h.deleted()
                                ? "deleted"
                                : java.util.HexFormat.of().formatHex(Json.fingerprint(h.data()), 0, 6)))));
        return contents;
    }
}
