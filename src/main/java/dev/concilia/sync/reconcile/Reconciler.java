package dev.concilia.sync.reconcile;

import dev.concilia.business.Tenants;
import dev.concilia.device.Devices;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Json;
import dev.concilia.sync.Caller;
import dev.concilia.sync.FeedPage;
import dev.concilia.sync.Side;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ArrayNode;

/** From a coarse summary to the very records that differ. Source: the protocol's "Reconcile". */
@Service
public class Reconciler {
    private static final String SUMMARY = """
            SELECT entity, count(*) FILTER (WHERE NOT deleted) AS live,
                max(updated_at) FILTER (WHERE NOT deleted) AS latest, bit_xor(digest) AS digest
            FROM record WHERE business_id = :business GROUP BY entity ORDER BY entity
            """;
    private static final String BUCKETS = """
            SELECT encode(substring(sha256(convert_to(id, 'UTF8')) FROM 1 FOR 1), 'hex') AS bucket,
                bit_xor(digest) AS digest
            FROM record WHERE business_id = :business AND entity = :entity AND NOT deleted GROUP BY 1
            """;
    private static final String IN_BUCKETS = """
            SELECT encode(substring(sha256(convert_to(id, 'UTF8')) FROM 1 FOR 1), 'hex') AS bucket, id, version
            FROM record WHERE business_id = :business AND entity = :entity AND NOT deleted
                AND encode(substring(sha256(convert_to(id, 'UTF8')) FROM 1 FOR 1), 'hex') = ANY (:buckets)
            ORDER BY 1, 2
            """;
    private static final String RECORDS = """
            SELECT entity, id, version, CASE WHEN deleted THEN NULL ELSE data::text END AS data, created_at,
                updated_at, side,
                device_id
            FROM record WHERE business_id = :business AND entity = :entity AND id = ANY (:ids) ORDER BY id
            """;
    private static final String KEEP = """
            INSERT INTO reconcile_run (business_id, device_id, machine_id, is_consistent, mismatches, created_at)
            VALUES (:business, :device, :machine, :consistent, :mismatches::jsonb, :now) RETURNING id
            """;
    private static final String HISTORY = """
            SELECT r.id, coalesce(r.machine_id, d.external_id, d.name) AS machine, r.is_consistent, r.mismatches,
                r.created_at
            FROM reconcile_run r LEFT JOIN device d ON d.business_id = r.business_id AND d.id = r.device_id
            WHERE r.business_id = :business AND (:machine::text IS NULL
                    OR r.machine_id = :machine OR d.external_id = :machine OR d.id::text = :machine)
                AND (NOT :inconsistent OR NOT r.is_consistent)
            ORDER BY r.id DESC LIMIT :limit
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final Devices devices;
    private final BucketRows buckets;
    private final Clock clock;

    Reconciler(Tenants tenants, JdbcClient jdbc, Devices devices, BucketRows buckets, Clock clock) {
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.devices = devices;
        this.buckets = buckets;
        this.clock = clock;
    }

    /** What the hub holds of every table that has ever had a record. */
    public List<TableSummary> summary(BusinessId business) {
        return tenants.read(
                business,
                () -> jdbc.sql(SUMMARY)
                        .param("business", business.value())
                        .query(Reconciler::summary)
                        .list());
    }

    /** A comparison and the id under which it is kept. */
    public record Compared(List<Mismatch> mismatches, long runId) {
        public boolean consistent() {
            return mismatches.isEmpty();
        }
    }

    /** Compares what a client says it holds, keeps the result, and marks the device by it. */
    public Compared compare(Caller caller, @Nullable String machineId, List<TableSummary> client) {
        Map<String, TableSummary> server =
                summary(caller.business()).stream().collect(Collectors.toMap(TableSummary::table, Function.identity()));
        List<Mismatch> mismatches = Comparison.of(client, server);
        long run = tenants.write(caller.business(), () -> keep(caller, machineId, mismatches));
        if (caller.device() != null) {
            devices.reconciled(caller.business(), caller.device(), mismatches.isEmpty());
        }
        return new Compared(mismatches, run);
    }

    /** As the other, and keeps which buckets differ, for people who ask what a device differs in. */
    public Map<String, Map<String, Long>> differing(Caller caller, String entity, Map<String, String> client) {
        Map<String, Map<String, Long>> differing = differing(caller.business(), entity, client);
        DeviceId device = caller.device();
        if (device != null) {
            tenants.run(
                    caller.business(),
                    () -> buckets.keep(caller.business(), device, entity, differing.keySet(), clock.instant()));
        }
        return differing;
    }

    /** For each bucket that differs, the hub's ids with their versions; an absent bucket of the client is empty. */
    public Map<String, Map<String, Long>> differing(BusinessId business, String entity, Map<String, String> client) {
        return tenants.read(business, () -> {
            Map<String, String> server = new TreeMap<>();
            jdbc.sql(BUCKETS)
                    .param("business", business.value())
                    .param("entity", entity)
                    .query(row -> {
                        server.put(row.getString("bucket"), hex(row.getLong("digest")));
                    });
            Map<String, Map<String, Long>> differing = new TreeMap<>();
            client.keySet().stream()
                    .filter(b -> !same(client, server, b))
                    .forEach(b -> differing.put(b, new TreeMap<>()));
            server.keySet().stream()
                    .filter(b -> !same(client, server, b))
                    .forEach(b -> differing.put(b, new TreeMap<>()));
            fill(business, entity, differing);
            return differing;
        });
    }

    private void fill(BusinessId business, String entity, Map<String, Map<String, Long>> differing) {
        if (differing.isEmpty()) {
            return;
        }
        jdbc.sql(IN_BUCKETS)
                .param("business", business.value())
                .param("entity", entity)
                .param("buckets", differing.keySet().toArray(String[]::new))
                .query(row -> {
                    differing
                            .getOrDefault(row.getString("bucket"), new TreeMap<>())
                            .put(row.getString("id"), row.getLong("version"));
                });
    }

    private static boolean same(Map<String, String> client, Map<String, String> server, String bucket) {
        String empty = hex(0);
        return client.getOrDefault(bucket, empty).equalsIgnoreCase(server.getOrDefault(bucket, empty));
    }

    /** The present state of records by id; ids that are not there are left out. */
    public List<FeedPage.Change> records(BusinessId business, String entity, Collection<String> ids) {
        return tenants.read(
                business,
                () -> jdbc.sql(RECORDS)
                        .param("business", business.value())
                        .param("entity", entity)
                        .param("ids", ids.toArray(String[]::new))
                        .query(Reconciler::change)
                        .list());
    }

    /** The latest comparisons, newest first. */
    public List<Run> history(BusinessId business, int limit, @Nullable String machineId, boolean onlyInconsistent) {
        return tenants.read(
                business,
                () -> jdbc.sql(HISTORY)
                        .param("business", business.value())
                        .param("machine", machineId, Types.VARCHAR)
                        .param("inconsistent", onlyInconsistent)
                        .param("limit", limit)
                        .query(Reconciler::run)
                        .list());
    }

    private long keep(Caller caller, @Nullable String machineId, List<Mismatch> mismatches) {
        return jdbc.sql(KEEP)
                .param("business", caller.business().value())
                .param(
                        "device",
                        caller.device() == null ? null : caller.device().value(),
                        Types.OTHER)
                .param("machine", machineId, Types.VARCHAR)
                .param("consistent", mismatches.isEmpty())
                .param("mismatches", MismatchJson.of(mismatches).toString())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private static String hex(long digest) {
        return String.format("%016x", digest);
    }

    private static TableSummary summary(ResultSet row, int number) throws SQLException {
        OffsetDateTime latest = row.getObject("latest", OffsetDateTime.class);
        return new TableSummary(
                row.getString("entity"),
                row.getLong("live"),
                latest == null ? null : latest.toInstant(),
                hex(row.getLong("digest")));
    }

    private static FeedPage.Change change(ResultSet row, int number) throws SQLException {
        return new FeedPage.Change(
                row.getString("entity"),
                row.getString("id"),
                row.getLong("version"),
                row.getString("data"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                Side.valueOf(row.getString("side")),
                row.getObject("device_id", UUID.class));
    }

    private static Run run(ResultSet row, int number) throws SQLException {
        return new Run(
                row.getLong("id"),
                row.getString("machine"),
                row.getBoolean("is_consistent"),
                (ArrayNode) Json.mapper().readTree(row.getString("mismatches")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
