package dev.concilia.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The plans of the statements behind the conflict pages, with 10,000 open conflicts and as many settled ones. */
@HubTest
class ConflictPlanTest {
    private static final String FILL = """
            INSERT INTO conflict (business_id, id, entity, entity_id, operation_id, action, hub_version, base, mine, theirs,
                fields, state, created_at)
            SELECT :business::uuid, gen_random_uuid(), 'customers', 'r' || n, 'o' || n, 'update', 1, '{}', '{}', '{}',
                '{name}', CASE WHEN n % 2 = 0 THEN 'OPEN' ELSE 'RESOLVED' END, now()
            FROM generate_series(1, 20000) AS n
            """;

    private final Tables tables;
    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final BusinessId business;

    ConflictPlanTest(Hub hub, Tables tables, Tenants tenants, JdbcClient jdbc) {
        this.tables = tables;
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.business = BusinessId.of(hub.business().id());
    }

    @BeforeEach
    void fill() {
        tables.owner().sql(FILL).param("business", business.toString()).update();
        tables.owner().sql("VACUUM (ANALYZE) conflict").update();
    }

    private String plan(Class<?> owner, String constant, Map<String, Object> parameters) throws Exception {
        Field field = owner.getDeclaredField(constant);
        field.setAccessible(true);
        String sql = (String) field.get(null);
        List<String> lines = tenants.read(
                business,
                () -> jdbc.sql("EXPLAIN (COSTS OFF) " + sql)
                        .params(parameters)
                        .param("business", business.value())
                        .query(String.class)
                        .list());
        return String.join("\n", lines);
    }

    private static Map<String, Object> page(String state) {
        Map<String, Object> page = new HashMap<>();
        for (String none : List.of("entity", "device", "field", "before", "job", "after")) {
            page.put(none, null);
        }
        page.put("state", state);
        page.put("limit", 50);
        return page;
    }

    @Test
    void both_lists_read_on_in_the_order_of_the_index_of_their_state() throws Exception {
        for (String list : List.of("LIST", "LATEST")) {
            Map<String, Object> page = page(list.equals("LIST") ? "OPEN" : "RESOLVED");
            assertThat(plan(ConflictRows.class, list, page))
                    .contains("using conflict_state")
                    .doesNotContain("Sort", "Seq Scan", "Bitmap");
            page.put("after", UUID.randomUUID());
            assertThat(plan(ConflictRows.class, list, page))
                    .contains("using conflict_state", list.equals("LIST") ? "(id > " : "(id < ")
                    .doesNotContain("Sort", "Seq Scan", "Bitmap");
        }
    }

    @Test
    void what_open_pages_ask_every_second_comes_from_indexes() throws Exception {
        assertThat(plan(ReviewRows.class, "STANDING", Map.of("watched", new UUID[] {UUID.randomUUID()})))
                .contains("Index Only Scan", "using conflict_open")
                .doesNotContain("Seq Scan on conflict", "Sort"); // the table of records may be empty here
    }

    @Test
    void a_records_steps_come_from_its_primary_key() throws Exception {
        Map<String, Object> steps = Map.of("entity", "customers", "id", "r5", "base", 0L, "until", 9L, "limit", 200);
        assertThat(plan(ReviewRows.class, "STEPS", steps))
                .contains("record_history_pkey")
                .doesNotContain("Seq Scan", "Sort");
    }
}
