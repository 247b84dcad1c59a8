package dev.concilia.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import java.lang.reflect.Field;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The plans of what people look through: operations, refusals, comparisons. Each is read newest first from an index. */
@HubTest
class ReviewPlanTest {
    private static final int ROWS = 20_000;
    private static final List<String> FILL = List.of("""
            INSERT INTO sync_operation (business_id, operation_id, device_id, entity, action, entity_id, fingerprint, outcome,
                result, at)
            SELECT :business::uuid, 'o' || n, md5((n % 10)::text)::uuid, (ARRAY['customers', 'sales', 'orders'])[1 + n % 3],
                'insert', 'r' || n, '\\x00', CASE WHEN n % 50 = 0 THEN 'merged' ELSE 'applied' END, '{}',
                now() - n * interval '1 second'
            FROM generate_series(1, :rows) AS n
            """, """
            INSERT INTO refused_operation (business_id, operation_id, device_id, entity, action, entity_id, outcome, error, at)
            SELECT business_id, operation_id, device_id, entity, action, entity_id,
                CASE WHEN outcome = 'merged' THEN 'failed' ELSE 'rejected' END, 'INTERNAL', at
            FROM sync_operation WHERE business_id = :business::uuid AND :rows > 0
            """, """
            INSERT INTO reconcile_run (business_id, device_id, is_consistent, mismatches, created_at)
            SELECT business_id, device_id, outcome = 'applied', '[]', at
            FROM sync_operation WHERE business_id = :business::uuid AND :rows > 0 ORDER BY at
            """);

    private final Tables tables;
    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final BusinessId business;
    private final UUID nobody = UUID.randomUUID();
    private final OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);

    ReviewPlanTest(Hub hub, Tables tables, Tenants tenants, JdbcClient jdbc) {
        this.tables = tables;
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.business = BusinessId.of(hub.business().id());
    }

    @BeforeEach
    void fill() {
        FILL.forEach(sql -> tables.owner()
                .sql(sql)
                .param("business", business.toString())
                .param("rows", ROWS)
                .update());
        for (String table : List.of("sync_operation", "refused_operation", "reconcile_run")) {
            tables.owner().sql("VACUUM (ANALYZE) " + table).update();
        }
    }

    @Test
    void operationsComeFromTheIndexOfTheirFilter() {
        Class<?> rows = OperationRows.class;
        inOrder(plan(rows, "ACCEPTED", Map.of()), "sync_operation_at");
        inOrder(plan(rows, "ACCEPTED", Map.of("outcome", "merged")), "sync_operation_outcome");
        reads(plan(rows, "ACCEPTED", Map.of("device", nobody)), "sync_operation_device");
        reads(plan(rows, "ACCEPTED", Map.of("entity", "payments")), "sync_operation_entity");
        inOrder(
                plan(rows, "ACCEPTED", Map.of("before", now.minusHours(2), "from", now.minusHours(3))),
                "sync_operation_at");
        reads(plan(rows, "STORY", Map.of("id", "o5")), "sync_operation_pkey", "refused_operation_id");
    }

    @Test
    void refusalsComeFromTheIndexOfTheirFilter() {
        Class<?> rows = OperationRows.class;
        reads(plan(rows, "REFUSED", Map.of()), "refused_operation_at");
        reads(plan(rows, "REFUSED", Map.of("outcome", "failed")), "refused_operation_failed");
        reads(plan(rows, "REFUSED", Map.of("device", nobody)), "refused_operation_device");
        reads(
                plan(rows, "REFUSED", Map.of("entity", "payments", "names", new String[] {"payments", "abonos"})),
                "refused_operation_entity");
        reads(plan(rows, "REFUSED_SINCE", Map.of("since", now.minusMinutes(5), "most", 1000)), "refused_operation_at");
    }

    @Test
    void comparisonsComeFromTheIndexOfTheirFilter() throws ClassNotFoundException {
        Class<?> rows = Class.forName("dev.concilia.sync.reconcile.RunRows");
        Map<String, Object> all = Map.of("before", Long.MAX_VALUE);
        inOrder(plan(rows, "LIST", all), "reconcile_run_pkey");
        inOrder(plan(rows, "LIST", Map.of("before", Long.MAX_VALUE, "inconsistent", true)), "reconcile_run_differs");
        inOrder(plan(rows, "LIST", Map.of("before", Long.MAX_VALUE, "device", nobody)), "reconcile_run_device");
        reads(
                plan(
                        rows,
                        "LIST",
                        Map.of("before", Long.MAX_VALUE, "from", now.minusHours(3), "to", now.minusHours(2))),
                "reconcile_run_at");
        reads(plan(rows, "DIFFERED_MOST", Map.of("since", now.minusDays(1))), "reconcile_run_differs");
        Map<String, Object> some = Map.of("since", now.minusDays(1), "devices", new UUID[] {nobody});
        reads(plan(rows, "SHARES", some), "reconcile_run_device");
    }

    private static void inOrder(String plan, String index) {
        reads(plan, index);
        assertThat(plan).doesNotContain("Sort");
    }

    private static void reads(String plan, String... indexes) {
        assertThat(plan).doesNotContain("Seq Scan", "Bitmap");
        assertThat(indexes)
                .allSatisfy(index -> assertThat(plan).containsPattern("Scan (Backward )?using " + index + " "));
    }

    /** The plan of the statement in a constant, as the application's own pool makes it; what is not given is not asked for. */
    private String plan(Class<?> owner, String constant, Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>();
        List.of("from", "to", "outcome", "device", "entity").forEach(none -> all.put(none, null));
        all.put("names", new String[0]);
        all.put("before", now.plusDays(1));
        all.put("beforeId", "");
        all.put("inconsistent", false);
        all.put("limit", 50);
        all.putAll(given);
        return tenants.read(
                business,
                () -> String.join(
                        "\n",
                        jdbc.sql("EXPLAIN (COSTS OFF) " + text(owner, constant))
                                .params(all)
                                .param("business", business.value())
                                .query(String.class)
                                .list()));
    }

    private static String text(Class<?> owner, String constant) {
        try {
            Field field = owner.getDeclaredField(constant);
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(owner + " has no statement " + constant, e);
        }
    }
}
