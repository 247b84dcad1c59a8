package dev.concilia.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.router.RouteData;
import dev.concilia.admin.conflict.Disputes;
import dev.concilia.support.Tables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A large business: 10,000 open conflicts, 500 devices, 1,000,000 operations. Each page shows its first content within a
 * second of the server's time, and none reads a whole table.
 */
class ScaleTest extends ViewTest {
    private static final Duration FIRST_CONTENT = Duration.ofSeconds(1);
    private static final int FIRST_ROWS = 50;
    private static final List<String> OPERATIONS = List.of("""
            INSERT INTO sync_operation (business_id, operation_id, device_id, entity, action, entity_id, fingerprint, outcome,
                result, at)
            SELECT :business::uuid, 'scale-' || n, NULL, 'products', 'insert', 'p-' || n, '\\x00'::bytea,
                CASE WHEN n % 50 = 0 THEN 'merged' ELSE 'applied' END, '{}', now() - n * interval '86 ms'
            FROM generate_series(1, 1000000) n
            """, """
            INSERT INTO sync_log (business_id, sync_type, records_affected, status, started_at, completed_at)
            SELECT :business::uuid, 'BATCH_PUSH', 100, 'SUCCESS', now() - n * interval '8 s', now() - n * interval '8 s'
            FROM generate_series(1, 20000) n
            """, """
            INSERT INTO reconcile_run (business_id, machine_id, is_consistent, mismatches, created_at)
            SELECT :business::uuid, 'm-' || n % 500, n % 10 <> 0, '[]', now() - n * interval '60 s'
            FROM generate_series(1, 20000) n
            """, """
            INSERT INTO device (business_id, id, name, kind, enrolled_at, last_seen_at, last_push_at, pending)
            SELECT :business::uuid, gen_random_uuid(), 'Caja ' || n, 'terminal', now(), now(), now(), n % 7
            FROM generate_series(1, 498) n
            """);

    @Autowired
    private Tables tables;

    @Test
    void every_page_of_a_large_business_shows_its_first_content_within_a_second() {
        new Disputes(business).many(tables, 10_000);
        OPERATIONS.forEach(
                sql -> tables.owner().sql(sql).param("business", business.id()).update());
        List<String> pages = RouteConfiguration.forApplicationScope().getAvailableRoutes().stream()
                .filter(route -> !route.getTemplate().contains(":"))
                .filter(route -> route.getParentLayouts().stream()
                        .anyMatch(layout -> layout.getSimpleName().equals("MainLayout")))
                .map(RouteData::getTemplate)
                .distinct()
                .toList();
        assertThat(pages).contains("", "conflicts", "devices", "operations", "reconcile", "records");
        Map<String, Long> slow = new TreeMap<>();
        for (String page : pages) {
            open(page); // warm: classes and plans are those of a hub that runs
            long began = System.nanoTime();
            open(page);
            long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
            System.out.printf("scale: /%s %d ms%n", page, took);
            if (took > FIRST_CONTENT.toMillis()) {
                slow.put(page, took);
            }
        }
        assertThat(slow).as("milliseconds").isEmpty();
    }

    /** The page, and the first rows of its lists as a browser asks for them. */
    private void open(String page) {
        UI.getCurrent().navigate("exports");
        UI.getCurrent().navigate(page);
        find(Grid.class).all().forEach(ScaleTest::firstRows);
        roundTrip();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // whatever the rows are
    private static void firstRows(Grid grid) {
        grid.getDataProvider()
                .fetch(new Query<>(0, FIRST_ROWS, List.of(), null, null))
                .forEach(row -> {});
    }
}
