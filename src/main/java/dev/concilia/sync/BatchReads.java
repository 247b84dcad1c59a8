package dev.concilia.sync;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** What a batch has to know before it is decided: each a single statement, however large the batch. */
@Component
class BatchReads {
    private static final String CLOCK = """
            SELECT c.seq, c.last_at, c.purged_seq, c.purged_at, c.version_floor, h.epoch, b.settings_version
            FROM business_clock c JOIN business b ON b.id = c.business_id CROSS JOIN hub h
            WHERE c.business_id = :business
            """;
    // Each look-up is a LATERAL with a LIMIT, so that it can only be a probe of the primary key per wanted row. As
    // plain
    // joins they were planned as a walk over the whole business.
    private static final String OPERATIONS = """
            SELECT o.* FROM unnest(:ids::text[]) AS wanted (id) CROSS JOIN LATERAL (
                SELECT operation_id, fingerprint, outcome, result FROM sync_operation
                WHERE business_id = :business AND operation_id = wanted.id LIMIT 1) o
            """;
    private static final String RECORDS = """
            SELECT r.* FROM unnest(:entities::text[], :ids::text[]) AS wanted (entity, id) CROSS JOIN LATERAL (
                SELECT * FROM record
                WHERE business_id = :business AND entity = wanted.entity AND id = wanted.id LIMIT 1) r
            """;
    private static final String HISTORY = """
            SELECT h.* FROM unnest(:entities::text[], :ids::text[], :bases::bigint[]) AS wanted (entity, id, base)
            CROSS JOIN LATERAL (
                SELECT * FROM record_history
                WHERE business_id = :business AND entity = wanted.entity AND id = wanted.id AND version > wanted.base
                    AND NOT recovered -- a gap: what a device brought back says nothing about the versions before it
                ORDER BY version) h
            """;

    private static final String HOLDERS = """
            SELECT c.* FROM unnest(:claims::text[]) AS wanted (claim) CROSS JOIN LATERAL (
                SELECT claim, entity, id FROM record
                WHERE business_id = :business AND claim = wanted.claim LIMIT 1) c
            """;
    private static final String STOCK = """
            SELECT r.* FROM unnest(:products::text[]) AS wanted (product) CROSS JOIN LATERAL (
                SELECT * FROM record
                WHERE business_id = :business AND entity = 'inventory_items' AND NOT deleted
                    AND belongs_to = wanted.product
                ORDER BY id LIMIT 100) r
            """;

    private final JdbcClient jdbc;

    BatchReads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where a business's feed stands.
     *
     * @param settings the version of its settings
     * @param purgedSeq the highest place of a tombstone that was purged, {@code purgedAt} its time
     * @param versionFloor above the versions of all purged tombstones: what is born now gets a higher one
     */
    record Clock(
            long seq, Instant lastAt, UUID epoch, long settings, long purgedSeq, Instant purgedAt, long versionFloor) {
        /** As readers are told it: where nothing was ever written, the beginning of 1970. */
        Instant lastChange() {
            return lastAt.isBefore(Instant.EPOCH) ? Instant.EPOCH : lastAt;
        }
    }

    /** Waits for its turn as the only writer of the business, until the transaction ends. */
    Clock lock(BusinessId business) {
        return clock(business, CLOCK + " FOR UPDATE OF c");
    }

    /** Where the feed stands for a reader, who waits for nobody. */
    Clock peek(BusinessId business) {
        return clock(business, CLOCK);
    }

    private Clock clock(BusinessId business, String sql) {
        return jdbc.sql(sql)
                .param("business", business.value())
                .query((row, n) -> new Clock(
                        row.getLong("seq"),
                        row.getObject("last_at", OffsetDateTime.class).toInstant(),
                        row.getObject("epoch", UUID.class),
                        row.getLong("settings_version"),
                        row.getLong("purged_seq"),
                        row.getObject("purged_at", OffsetDateTime.class).toInstant(),
                        row.getLong("version_floor")))
                .single();
    }

    Map<String, BatchState.Known> operations(BusinessId business, Collection<String> ids) {
        Map<String, BatchState.Known> known = new HashMap<>();
        jdbc.sql(OPERATIONS)
                .param("business", business.value())
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    known.put(
                            row.getString("operation_id"),
                            new BatchState.Known(
                                    row.getBytes("fingerprint"),
                                    Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                                    Columns.object(row.getString("result"))));
                });
        return known;
    }

    Map<RecordKey, RecordState> records(BusinessId business, Collection<RecordKey> keys) {
        List<RecordKey> wanted = List.copyOf(keys);
        Map<RecordKey, RecordState> records = new HashMap<>();
        jdbc.sql(RECORDS)
                .param("business", business.value())
                .param("entities", Columns.texts(wanted, RecordKey::entity))
                .param("ids", Columns.texts(wanted, RecordKey::id))
                .query(row -> {
                    RecordState record = record(row);
                    records.put(record.key(), record);
                });
        return records;
    }

    /** The records that hold claims. */
    Map<String, RecordKey> holders(BusinessId business, Collection<String> claims) {
        Map<String, RecordKey> holders = new HashMap<>();
        jdbc.sql(HOLDERS)
                .param("business", business.value())
                .param("claims", claims.toArray(String[]::new))
                .query(row -> {
                    holders.put(row.getString("claim"), new RecordKey(row.getString("entity"), row.getString("id")));
                });
        return holders;
    }

    /** The live inventory items of products. */
    Map<String, List<RecordState>> stock(BusinessId business, Collection<String> products) {
        return jdbc
                .sql(STOCK)
                .param("business", business.value())
                .param("products", products.toArray(String[]::new))
                .query((row, n) -> record(row))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        item -> item.data().path("productId").asString("")));
    }

    /** What changed since the base versions; {@code bases} names only records that have changed since. */
    Map<RecordKey, BaseValues> history(Caller caller, Map<RecordKey, Long> bases, Map<RecordKey, RecordState> records) {
        List<RecordKey> wanted = List.copyOf(bases.keySet());
        Map<RecordKey, TreeMap<Long, BaseValues.Past>> changes = new HashMap<>();
        jdbc.sql(HISTORY)
                .param("business", caller.business().value())
                .param("entities", Columns.texts(wanted, RecordKey::entity))
                .param("ids", Columns.texts(wanted, RecordKey::id))
                .param("bases", Columns.longs(wanted, key -> bases.getOrDefault(key, 0L)))
                .query(row -> {
                    changes.computeIfAbsent(
                                    new RecordKey(row.getString("entity"), row.getString("id")), k -> new TreeMap<>())
                            .put(row.getLong("version"), past(row, caller));
                });
        Map<RecordKey, BaseValues> history = new HashMap<>();
        changes.forEach((key, versions) -> {
            RecordState record = records.get(key);
            if (record != null) {
                history.put(key, new BaseValues(versions, reach(versions, record.version())));
            }
        });
        return history;
    }

    /** How far back the versions go without a gap. */
    private static long reach(TreeMap<Long, BaseValues.Past> versions, long current) {
        long reach = current;
        while (versions.containsKey(reach)) {
            reach--;
        }
        return reach;
    }

    private static BaseValues.Past past(ResultSet row, Caller caller) throws SQLException {
        UUID device = row.getObject("device_id", UUID.class);
        return new BaseValues.Past(
                before(row),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                caller.is(device == null ? null : new DeviceId(device)));
    }

    static Map<String, JsonNode> before(ResultSet row) throws SQLException {
        Map<String, JsonNode> before = new HashMap<>();
        Columns.object(row.getString("before")).properties().forEach(e -> before.put(e.getKey(), e.getValue()));
        Arrays.stream((String[]) row.getArray("added").getArray())
                .forEach(field -> before.put(field, MissingNode.getInstance()));
        return before;
    }

    static RecordState record(ResultSet row) throws SQLException {
        UUID device = row.getObject("device_id", UUID.class);
        UUID user = row.getObject("user_id", UUID.class);
        ObjectNode versions = Columns.object(row.getString("field_versions"));
        Map<String, Long> fieldVersions = new HashMap<>();
        versions.properties()
                .forEach(e -> fieldVersions.put(e.getKey(), e.getValue().asLong()));
        return new RecordState(
                new RecordKey(row.getString("entity"), row.getString("id")),
                Columns.object(row.getString("data")),
                row.getLong("version"),
                fieldVersions,
                row.getLong("born_version"),
                row.getBoolean("deleted"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                Side.valueOf(row.getString("side")),
                device == null ? null : new DeviceId(device),
                user == null ? null : new UserId(user),
                row.getLong("seq"),
                row.getString("claim"));
    }
}
