package dev.concilia.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Searching records for people: nothing is out of reach, and no statement looks at more than a stretch. */
@HubTest
class RecordSearchTest {
    private static final int CUSTOMERS = 25_000;
    private static final String FILL = """
            INSERT INTO record (business_id, entity, id, data, version, field_versions, born_version, deleted, digest,
                created_at, updated_at, side, seq)
            SELECT :business::uuid, :entity, lpad(n::text, 6, '0'), jsonb_build_object('firstName',
                CASE WHEN n = 15000 OR n = 24999 THEN 'Ana' ELSE 'Luis' END, 'lastName', 'López', 'total', 'de ' || n),
                1, '{}', 1, :deleted, n, now() + n * interval '1 second', now(), 'LOCAL', n + CASE WHEN :deleted THEN :count ELSE 0 END
            FROM generate_series(1, :count) AS n
            """;

    private final TestBusiness business;
    private final Tables tables;
    private final RecordList list;
    private final Catalog catalog;

    RecordSearchTest(Hub hub, Tables tables, RecordList list, Catalog catalog) {
        this.business = hub.business();
        this.tables = tables;
        this.list = list;
        this.catalog = catalog;
    }

    private BusinessId id() {
        return BusinessId.of(business.id());
    }

    private void fill(String entity, boolean deleted) {
        tables.owner()
                .sql(FILL)
                .params(Map.of("business", business.id(), "entity", entity, "deleted", deleted, "count", CUSTOMERS))
                .update();
    }

    private EntityType type(String entity) {
        return catalog.find(entity).orElseThrow();
    }

    private List<RecordList.Found> stretches(RecordList.Query query, int limit) {
        List<RecordList.Found> stretches = new ArrayList<>();
        RecordList.@Nullable Row last = null;
        do {
            RecordList.Found found = list.search(id(), query, last, limit);
            stretches.add(found);
            last = found.last();
        } while (last != null);
        return stretches;
    }

    private static List<String> ids(List<RecordList.Found> stretches) {
        return stretches.stream()
                .flatMap(found -> found.rows().stream())
                .map(row -> row.record().key().id())
                .toList();
    }

    private List<String> ids(String entity, String text) {
        return ids(stretches(new RecordList.Query(type(entity), text, false), 50));
    }

    @Test
    void it_goes_on_where_it_stopped_until_all_was_looked_at() {
        fill("customers", false);
        List<RecordList.Found> stretches = stretches(new RecordList.Query(type("customers"), "aNa", false), 50);
        assertThat(ids(stretches)).containsExactly("015000", "024999");
        assertThat(stretches)
                .extracting(RecordList.Found::looked)
                .containsExactly(RecordList.STRETCH, RecordList.STRETCH, CUSTOMERS - 2 * RecordList.STRETCH);
    }

    @Test
    void full_pages_end_a_stretch_early_and_lose_nothing() {
        fill("customers", false);
        List<RecordList.Found> stretches = stretches(new RecordList.Query(type("customers"), "Luis", false), 700);
        assertThat(stretches.getFirst().looked()).isEqualTo(700);
        assertThat(ids(stretches)).hasSize(CUSTOMERS - 2).doesNotHaveDuplicates();
        assertThat(stretches.stream().mapToInt(RecordList.Found::looked).sum()).isEqualTo(CUSTOMERS);
    }

    @Test
    void what_happened_is_searched_newest_first_and_tombstones_by_their_deletion() {
        fill("orders", false);
        assertThat(ids("orders", "0249999")).isEmpty();
        assertThat(ids("orders", "2499")).startsWith("024999", "024998").hasSize(13);
        fill("brands", true);
        assertThat(ids(stretches(new RecordList.Query(type("brands"), "1500", true), 50)))
                .startsWith("021500", "015009")
                .doesNotHaveDuplicates();
    }

    @Test
    void a_full_name_is_found_over_its_fields_and_signs_mean_themselves() {
        business.device("Caja 1")
                .push(
                        Op.insert("customers", "k1", "firstName", "María José", "lastName", "Gómez"),
                        Op.insert("customers", "k2", "firstName", "100%", "lastName", "A_B!"),
                        Op.insert("customers", "k3", "firstName", "José", "lastName", "María"));
        assertThat(ids("customers", " maría   gómez ")).containsExactly("k1");
        assertThat(ids("customers", "maría josé")).containsExactly("k1");
        assertThat(ids("customers", "0%")).containsExactly("k2");
        assertThat(ids("customers", "a_b!")).containsExactly("k2");
        assertThat(ids("customers", "%")).containsExactly("k2");
        assertThat(ids("customers", "A\nB")).containsExactly("k2");
        assertThat(ids("customers", "k3")).containsExactly("k3");
    }
}
