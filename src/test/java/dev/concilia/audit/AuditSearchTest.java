package dev.concilia.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.Json;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is found in the audit log, and by which index. */
@HubTest
class AuditSearchTest {
    private static final int MANY = 20_000;
    private static final String ANA = "user:" + UUID.randomUUID();
    private static final String BEN = "user:" + UUID.randomUUID();

    private final AuditLog log;
    private final Tables tables;
    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final TestClock clock;
    private final BusinessId business;

    AuditSearchTest(Hub hub, AuditLog log, Tables tables, Tenants tenants, JdbcClient jdbc, TestClock clock) {
        this.log = log;
        this.tables = tables;
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.clock = clock;
        this.business = BusinessId.of(hub.business().id());
    }

    private void write(String actor, String action, String subject, String name) {
        log.record(business, actor, action, subject, Map.of("name", name));
    }

    private List<String> found(@Nullable String actor, @Nullable String action, @Nullable String text) {
        return found(new AuditFilter(actor, action, text, null, null));
    }

    private List<String> found(AuditFilter filter) {
        return log.list(business, filter, Long.MAX_VALUE, 100).stream()
                .map(entry -> entry.detail().path("name").asString(""))
                .toList();
    }

    @Test
    void wordsAreFoundWithoutCaseAccentsAndTheirEnds() {
        String id = UUID.randomUUID().toString();
        write(ANA, "device.enrol", id, "Caja Ñandú");
        write(ANA, "device.enrol", "x", "Caja Sur");

        assertThat(found(null, null, "caja")).containsExactly("Caja Sur", "Caja Ñandú");
        assertThat(found(null, null, "NANDU caj")).containsExactly("Caja Ñandú");
        assertThat(found(null, null, "ñan")).containsExactly("Caja Ñandú");
        assertThat(found(null, null, id)).containsExactly("Caja Ñandú");
        assertThat(found(null, null, id.substring(0, 8))).containsExactly("Caja Ñandú");
        assertThat(found(null, null, "aja")).as("the middle of a word").isEmpty();
        assertThat(found(null, null, "caja norte")).isEmpty();
        assertThat(found(null, null, "%' OR 1=1 --")).isEmpty();
        assertThat(found(null, null, "%_")).isEmpty();
        assertThat(found(null, null, "  ")).hasSize(3);
    }

    @Test
    void personActionAndTextNarrowTogether() {
        write(ANA, "device.enrol", "a", "one");
        write(BEN, "device.enrol", "b", "two");
        write(BEN, "key.revoke", "c", "three");

        assertThat(found(BEN, null, null)).containsExactly("three", "two");
        assertThat(found(null, "device.enrol", null)).containsExactly("two", "one");
        assertThat(found(BEN, "device.enrol", null)).containsExactly("two");
        assertThat(found(BEN, "device.enrol", "tw")).containsExactly("two");
        assertThat(found(ANA, null, "two")).isEmpty();
    }

    @Test
    void aTimeIsFromUntil() {
        write(ANA, "thing.touch", "a", "now");
        clock.shifted(Duration.ofDays(2), () -> {
            write(ANA, "thing.touch", "b", "later");
            return true;
        });
        Instant between = clock.instant().plus(Duration.ofDays(1));

        assertThat(found(new AuditFilter(ANA, null, null, between, null))).containsExactly("later");
        assertThat(found(new AuditFilter(null, null, "now", null, between))).containsExactly("now");
        assertThat(found(new AuditFilter(null, null, null, between, between))).isEmpty();
        assertThat(found(new AuditFilter(ANA, null, null, null, Instant.EPOCH))).isEmpty();
        assertThat(found(new AuditFilter(ANA, null, null, between.plus(Duration.ofDays(9)), null)))
                .isEmpty();
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        for (int i = 0; i < 5; i++) {
            write(ANA, "thing.touch", "s" + i, "caja " + i);
        }
        List<String> read = new ArrayList<>();
        long before = Long.MAX_VALUE;
        List<AuditEntry> page;
        do {
            page = log.list(business, new AuditFilter(ANA, null, "caja", null, null), before, 2);
            page.forEach(entry -> read.add(entry.detail().path("name").asString("")));
            before = page.isEmpty() ? 0 : page.getLast().n();
        } while (!page.isEmpty());

        assertThat(read).containsExactly("caja 4", "caja 3", "caja 2", "caja 1", "caja 0");
    }

    @Test
    void whatAnotherBusinessDidIsNotFound() {
        write(ANA, "thing.touch", "a", "secreto");
        BusinessId other = new BusinessId(UUID.randomUUID());

        assertThat(log.list(other, new AuditFilter(null, null, "secreto", null, null), Long.MAX_VALUE, 10))
                .isEmpty();
    }

    @Test
    void aSearchReadsItsIndexOnly() {
        fill();
        assertThat(indexes(AuditRows.LIST, Map.of())).containsOnly("audit_entry_pkey");
        assertThat(indexes(AuditRows.BY_ACTOR, Map.of("actor", ANA))).containsOnly("audit_entry_actor");
        assertThat(indexes(AuditRows.BY_ACTION, Map.of("action", "key.revoke"))).containsOnly("audit_entry_action");
        assertThat(indexes(AuditRows.BY_BOTH, Map.of("actor", ANA, "action", "key.revoke")))
                .containsOnly("audit_entry_actor_action");
        assertThat(indexes(AuditRows.BY_WORD, Map.of("word", "caja7", "end", "caja7z", "others", new String[] {"x"})))
                .containsOnly("audit_word_pkey", "audit_entry_pkey");
        assertThat(indexes(AuditRows.FIRST_SINCE, Map.of())).containsOnly("audit_entry_at");
        assertThat(indexes(AuditRows.LAST_BEFORE, Map.of())).containsOnly("audit_entry_at");
    }

    private void fill() {
        tables.owner()
                .sql("""
                        INSERT INTO audit_entry (business_id, n, at, actor, action, subject, hash, words)
                        SELECT :business, n, now(), CASE WHEN n % 7 = 0 THEN :ana ELSE :ben END,
                            CASE WHEN n % 5 = 0 THEN 'key.revoke' ELSE 'device.enrol' END, 's' || n, '\\x00', ' caja' || n
                        FROM generate_series(100, :many) AS n
                        """)
                .param("business", business.value())
                .param("ana", ANA)
                .param("ben", BEN)
                .param("many", MANY)
                .update();
        tables.owner()
                .sql(
                        "INSERT INTO audit_word SELECT business_id, 'caja' || n, n FROM audit_entry WHERE business_id = :b")
                .param("b", business.value())
                .update();
        tables.owner().sql("ANALYZE audit_entry, audit_word").update();
    }

    private List<String> indexes(String sql, Map<String, Object> parameters) {
        var wanted = tenants.read(business, () -> {
            var statement = jdbc.sql("EXPLAIN (FORMAT JSON) " + sql)
                    .param("business", business.value())
                    .param("before", 15_000L)
                    .param("least", 200L)
                    .param("from", Instant.EPOCH.atOffset(java.time.ZoneOffset.UTC))
                    .param("until", Instant.parse("2100-01-01T00:00:00Z").atOffset(java.time.ZoneOffset.UTC))
                    .param("limit", 50)
                    .params(parameters);
            if (!parameters.containsKey("actor")) {
                statement.param("actor", null, java.sql.Types.VARCHAR);
            }
            if (!parameters.containsKey("action")) {
                statement.param("action", null, java.sql.Types.VARCHAR);
            }
            return statement.query(String.class).single();
        });
        List<String> found = new ArrayList<>();
        collect(Json.mapper().readTree(wanted).get(0).get("Plan"), found);
        return found;
    }

    /** The index of each scan; a scan of a whole table by its name. */
    private static void collect(JsonNode node, List<String> found) {
        if (node.has("Index Name")) {
            found.add(node.get("Index Name").asString());
        } else if (node.has("Relation Name")) {
            found.add("all of " + node.get("Relation Name").asString());
        }
        node.path("Plans").forEach(child -> collect(child, found));
    }
}
