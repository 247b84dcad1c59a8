package dev.concilia.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.sync.reconcile.Reconciler;
import java.lang.reflect.Field;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * The plans of the hot statements, at 20,000 records, with and without statistics. Source: decision 007. The tables are copies
 * in a schema of the test's own: a plan depends on all rows of a table, and other tests write as many as they like.
 */
@HubTest
class PlanTest {
    private static final int RECORDS = 20_000;
    private static final int OTHERS = 20;
    private static final int BATCH = 500;

    private static final String COPY = """
            DO $$
            DECLARE name text; definition text;
            BEGIN
                DROP SCHEMA IF EXISTS plans CASCADE;
                CREATE SCHEMA plans;
                GRANT USAGE ON SCHEMA plans TO concilia_app;
                FOREACH name IN ARRAY ARRAY['record', 'record_history', 'sync_operation'] LOOP
                    EXECUTE format('CREATE TABLE plans.%1$I (LIKE public.%1$I INCLUDING DEFAULTS INCLUDING GENERATED)', name);
                    EXECUTE format('ALTER TABLE plans.%I SET (autovacuum_enabled = false)', name);
                    EXECUTE format('ALTER TABLE plans.%I ENABLE ROW LEVEL SECURITY', name);
                    EXECUTE format('CREATE POLICY tenant ON plans.%I USING (business_id = (SELECT current_business()))', name);
                    EXECUTE format('GRANT SELECT ON plans.%I TO concilia_app', name);
                    FOR definition IN SELECT pg_get_indexdef(indexrelid) FROM pg_index
                            WHERE indrelid = format('public.%I', name)::regclass LOOP
                        EXECUTE replace(definition, ' ON public.', ' ON plans.');
                    END LOOP;
                END LOOP;
            END $$
            """;
    private static final String FILL = """
            INSERT INTO plans.record (business_id, entity, id, data, version, field_versions, born_version, deleted, digest,
                created_at, updated_at, side, seq)
            SELECT b, (ARRAY['customers', 'sales', 'orders', 'inventory_items', 'order_items'])[1 + n % 5], 'r' || n,
                jsonb_build_object('name', repeat('x', 300), 'orderId', 'r' || n / 10, 'productId', 'p' || n,
                    'status', CASE WHEN n % 1000 = 2 THEN 'PENDING' ELSE 'COMPLETED' END),
                1, '{}', 1, false, n, now() - n * interval '1 minute', now(), 'LOCAL', n
            FROM unnest(:businesses::uuid[]) AS b, generate_series(1, :count) AS n
            """;
    private static final String FILL_OPERATIONS = """
            INSERT INTO plans.sync_operation (business_id, operation_id, entity, action, entity_id, fingerprint, outcome,
                result, at)
            SELECT business_id, 'o' || id, entity, 'insert', id, '\\x00', 'applied', '{}', updated_at
            FROM plans.record
            """;
    private static final String FILL_HISTORY = """
            INSERT INTO plans.record_history (business_id, entity, id, version, action, before, added, at, side, seq)
            SELECT business_id, entity, id, v, 'update', '{}', '{}', updated_at, 'LOCAL', seq
            FROM plans.record, generate_series(1, 2) AS v
            """;

    private final Tables tables;
    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final BusinessId business;

    PlanTest(Hub hub, Tables tables, Tenants tenants, JdbcClient jdbc) {
        this.tables = tables;
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.business = BusinessId.of(hub.business().id());
    }

    @BeforeEach
    void fill() {
        tables.owner().sql(COPY).update();
        fill(RECORDS, business.value());
        fill(RECORDS / OTHERS, Stream.generate(UUID::randomUUID).limit(OTHERS).toArray(UUID[]::new));
        tables.owner().sql(FILL_OPERATIONS).update();
        tables.owner().sql(FILL_HISTORY).update();
    }

    private void fill(int count, UUID... businesses) {
        tables.owner()
                .sql(FILL)
                .param("businesses", businesses)
                .param("count", count)
                .update();
    }

    @AfterEach
    void drop() {
        tables.owner().sql("DROP SCHEMA plans CASCADE").update();
    }

    private void settle() {
        tables.owner().sql("VACUUM (ANALYZE) plans.record").update();
        tables.owner().sql("ANALYZE plans.record_history").update();
        tables.owner().sql("ANALYZE plans.sync_operation").update();
    }

    /** One scan of a table, as EXPLAIN tells it. */
    private record Scan(String kind, String table, String index, String condition) {}

    private record Plan(List<Scan> scans, List<String> nodes) {}

    /** The plan of the statement in a constant of the engine, as the application's own pool makes it. */
    private Plan plan(Class<?> owner, String constant, Map<String, Object> parameters) {
        String json = tenants.read(business, () -> {
            jdbc.sql("SET LOCAL search_path = plans, public").update();
            return jdbc.sql("EXPLAIN (FORMAT JSON) " + text(owner, constant))
                    .params(parameters)
                    .param("business", business.value())
                    .query(String.class)
                    .single();
        });
        Plan plan = new Plan(new ArrayList<>(), new ArrayList<>());
        collect(Json.mapper().readTree(json).get(0).get("Plan"), plan);
        return plan;
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

    private static void collect(JsonNode node, Plan plan) {
        String kind = node.get("Node Type").asString();
        plan.nodes().add(kind);
        if (node.has("Relation Name")) {
            plan.scans()
                    .add(new Scan(
                            kind,
                            node.get("Relation Name").asString(),
                            node.path("Index Name").asString(""),
                            node.path("Index Cond").asString("")));
        }
        node.path("Plans").forEach(child -> collect(child, plan));
    }

    private void probes(Plan plan, String table, String key, String... conditions) {
        assertThat(plan.scans()).singleElement().satisfies(scan -> {
            assertThat(scan.table()).isEqualTo(table);
            assertThat(scan.index()).isEqualTo(key);
            assertThat(scan.kind()).startsWith("Index");
            assertThat(scan.condition()).contains(conditions);
        });
        assertThat(plan.nodes()).contains("Nested Loop").doesNotContain("Hash Join", "Merge Join", "Memoize");
    }

    private static String[] texts(String prefix) {
        return IntStream.range(0, BATCH).mapToObj(n -> prefix + n * 17).toArray(String[]::new);
    }

    private static String[] entities() {
        return IntStream.range(0, BATCH).mapToObj(n -> "customers").toArray(String[]::new);
    }

    private void lookUpsProbe() {
        Map<String, Object> keys = Map.of("entities", entities(), "ids", texts("r"));
        probes(plan(BatchReads.class, "RECORDS", keys), "record", "record_pkey", "wanted.entity", "wanted.id");
        Plan operations = plan(BatchReads.class, "OPERATIONS", Map.of("ids", texts("or")));
        probes(operations, "sync_operation", "sync_operation_pkey", "wanted.id");
        Long[] bases = IntStream.range(0, BATCH).mapToObj(n -> 1L).toArray(Long[]::new);
        Plan history =
                plan(BatchReads.class, "HISTORY", Map.of("entities", entities(), "ids", texts("r"), "bases", bases));
        probes(history, "record_history", "record_history_pkey", "wanted.entity", "wanted.id", "wanted.base");
    }

    @Test
    void aBatchProbesThePrimaryKeysWithAndWithoutStatistics() {
        lookUpsProbe();
        settle();
        lookUpsProbe();
    }

    private void pagesFollowTheFeed() {
        Map<String, Object> place = Map.of("after", 5_000L, "end", (long) RECORDS, "limit", 501);
        Map<String, Object> some = Map.of(
                "after", 5_000L, "end", (long) RECORDS, "limit", 501, "entities", new String[] {"customers", "sales"});
        for (Plan all : List.of(
                plan(ChangeFeed.class, "ALL", with(place, "own", business.value())),
                plan(Snapshot.class, "ALL", place))) {
            assertThat(all.scans()).singleElement().satisfies(scan -> {
                assertThat(scan.index()).isEqualTo("record_feed");
                assertThat(scan.condition()).contains("seq > ", "seq <= ");
            });
            assertThat(all.nodes()).doesNotContain("Sort", "Bitmap Heap Scan");
        }
        for (Plan filtered : List.of(
                plan(ChangeFeed.class, "SOME", with(some, "own", business.value())),
                plan(Snapshot.class, "SOME", some))) {
            assertThat(filtered.scans())
                    .hasSize(2)
                    .allSatisfy(scan -> assertThat(scan.index()).isEqualTo("record_feed"));
            assertThat(filtered.scans())
                    .anySatisfy(scan -> assertThat(scan.kind()).isEqualTo("Index Only Scan"));
        }
    }

    private static Map<String, Object> with(Map<String, Object> parameters, String name, Object value) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put(name, value);
        return all;
    }

    @Test
    void pagesComeFromTheFeedsIndexInItsOrder() {
        settle();
        pagesFollowTheFeed();
    }

    private static void uses(Plan plan, String index, String condition) {
        assertThat(plan.scans())
                .filteredOn(scan -> scan.table().equals("record"))
                .singleElement()
                .satisfies(scan -> {
                    assertThat(scan.index()).isEqualTo(index);
                    assertThat(scan.condition()).contains(condition);
                });
    }

    @Test
    void listsByTimePartsAndPendingOrdersComeFromTheirIndexes() {
        settle();
        OffsetDateTime noon = OffsetDateTime.now(ZoneOffset.UTC).minusHours(5);
        Map<String, Object> list = new HashMap<>();
        list.put("entity", "sales");
        list.put("from", noon);
        list.put("to", noon.plusHours(1));
        list.put("fields", new String[0]);
        list.put("limit", 101);
        list.put("text", null);
        list.put("moment", null);
        list.put("after", null);
        Plan page = plan(Records.class, "BY_MOMENT", list);
        uses(page, "record_moment", "moment >= ");
        assertThat(page.nodes()).doesNotContain("Sort");
        list.put("moment", noon.plusMinutes(5));
        list.put("after", "r5");
        uses(plan(Records.class, "BY_MOMENT", list), "record_moment", "ROW(moment, id) > ROW(");
        uses(plan(Records.class, "BY_ID", list), "record_pkey", "id > ");
        Map<String, Object> parts = Map.of("entity", "order_items", "ids", texts("r"));
        uses(plan(Records.class, "PARTS", parts), "record_part", "belongs_to = whole.id");
        Map<String, Object> stock = Map.of("products", texts("p"));
        uses(plan(BatchReads.class, "STOCK", stock), "record_part", "belongs_to = wanted.product");
        Map<String, Object> claims = Map.of("claims", texts("daily:"));
        uses(plan(BatchReads.class, "HOLDERS", claims), "record_claim", "claim = wanted.claim");
        Map<String, Object> pending = Map.of("mine", new String[0], "limit", 500);
        uses(plan(PendingOrders.class, "LIST", pending), "record_unconfirmed", "business_id");
    }

    @Test
    void listsForPeopleWalkOneIndexAndSortNothing() {
        settle();
        Map<String, Object> list = new HashMap<>();
        list.put("entity", "sales");
        list.put("limit", 50);
        list.put("moment", OffsetDateTime.now(ZoneOffset.UTC).minusHours(5));
        list.put("after", "r5");
        list.put("seq", 7L);
        list.put("text", "%x%");
        list.put("fields", texts("name"));
        list.put("stretch", 200); // of this table, as few as the real stretch is of a large one
        for (String statement : List.of("NEWEST", "SEARCH_NEWEST")) {
            Plan newest = plan(RecordList.class, statement, list);
            uses(newest, "record_moment", "ROW(moment, id) < ROW(");
            assertThat(newest.nodes()).doesNotContain("Sort");
        }
        for (String statement : List.of("BY_ID", "SEARCH_BY_ID")) {
            Plan byId = plan(RecordList.class, statement, with(list, "entity", "customers")); // those without a time
            uses(byId, "record_pkey", "id > ");
            assertThat(byId.nodes()).doesNotContain("Sort");
        }
        for (String statement : List.of("DELETED", "SEARCH_DELETED")) {
            Plan deleted = plan(RecordList.class, statement, list);
            assertThat(deleted.scans()).extracting(Scan::index).as(statement).containsExactly("record_tombstone");
            assertThat(deleted.nodes()).doesNotContain("Sort");
        }
        Map<String, Object> counts = Map.of("entities", texts("sales"), "deleted", false, "limit", 1_001);
        assertThat(plan(RecordList.class, "COUNTS", counts).scans())
                .filteredOn(scan -> scan.table().equals("record"))
                .singleElement()
                .satisfies(scan -> assertThat(scan.kind()).isNotEqualTo("Seq Scan"));
        Map<String, Object> history = Map.of("entity", "sales", "id", "r5", "before", 9L, "limit", 21);
        assertThat(plan(RecordHistory.class, "PAGE", history).scans())
                .filteredOn(scan -> scan.table().equals("record_history"))
                .extracting(Scan::index)
                .containsExactly("record_history_pkey");
    }

    @Test
    void theSummaryReadsTheFeedsIndexAndNothingElse() {
        settle();
        Plan summary = plan(Reconciler.class, "SUMMARY", Map.of());

        assertThat(summary.scans()).singleElement().satisfies(scan -> {
            assertThat(scan.kind()).isEqualTo("Index Only Scan");
            assertThat(scan.index()).isEqualTo("record_feed");
        });
    }
}
