package dev.concilia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class ReplicaTest {
    private static final Instant EARLY = Instant.parse("2026-11-20T10:00:00.000001Z");
    private static final Instant LATE = Instant.parse("2026-11-20T10:00:01.5Z");

    private final Replica replica = new Replica(Set.of("products"));

    private static String digest(String... idVersions) {
        long digest = 0;
        for (String one : idVersions) {
            digest ^= ByteBuffer.wrap(Sha256.of(one)).getLong();
        }
        return HexFormat.of().toHexDigits(digest);
    }

    private JsonNode products() {
        return replica.summary().path("products");
    }

    @Test
    void an_empty_table_is_all_zeros_and_has_no_latest_change() {
        assertThat(products().toString()).isEqualTo("{\"count\":0,\"digest\":\"0000000000000000\"}");
    }

    @Test
    void the_digest_is_over_live_records_in_their_present_versions() {
        replica.put("products", "a", 1, false, EARLY);
        replica.put("products", "b", 2, false, EARLY);
        replica.put("products", "a", 3, false, LATE);
        replica.put("products", "a", 2, false, EARLY);
        assertThat(products().path("digest").asString("")).isEqualTo(digest("a:3", "b:2"));
        assertThat(products().path("count").asInt()).isEqualTo(2);
        assertThat(products().path("latestUpdatedAt").asString("")).isEqualTo(LATE.toString());
    }

    @Test
    void a_deleted_record_counts_no_more_and_comes_back_with_a_later_version() {
        replica.put("products", "a", 1, false, EARLY);
        replica.put("products", "b", 1, false, LATE);
        replica.put("products", "b", 2, true, LATE);
        assertThat(products().path("digest").asString("")).isEqualTo(digest("a:1"));
        assertThat(products().path("latestUpdatedAt").asString("")).isEqualTo(EARLY.toString());
        assertThat(replica.version("products", "b")).isZero();
        replica.put("products", "b", 3, false, LATE);
        assertThat(products().path("digest").asString("")).isEqualTo(digest("a:1", "b:3"));
    }

    @Test
    void many_records_keep_their_versions() {
        for (int i = 0; i < 5_000; i++) {
            replica.put("products", "p" + i, i + 1, false, EARLY);
        }
        for (int i = 0; i < 5_000; i++) {
            assertThat(replica.version("products", "p" + i)).isEqualTo(i + 1);
        }
        assertThat(products().path("count").asInt()).isEqualTo(5_000);
    }

    @Test
    void buckets_are_by_the_first_byte_of_the_ids_hash_and_name_what_they_hold() {
        for (int i = 0; i < 2_000; i++) {
            replica.put("products", "p" + i, 1, false, EARLY);
        }
        String bucket = HexFormat.of().toHexDigits(Sha256.of("p7")[0]);
        long digest = 0;
        for (String id : replica.held("products", bucket).keySet()) {
            assertThat(HexFormat.of().toHexDigits(Sha256.of(id)[0])).isEqualTo(bucket);
            digest ^= ByteBuffer.wrap(Sha256.of(id + ":1")).getLong();
        }
        assertThat(replica.held("products", bucket)).containsEntry("p7", 1L);
        assertThat(replica.buckets("products").path(bucket).asString(""))
                .isEqualTo(HexFormat.of().toHexDigits(digest));
    }

    @Test
    void what_is_forgotten_leaves_no_trace_and_what_is_settled_stands() {
        replica.put("products", "a", 5, false, LATE);
        replica.put("products", "b", 1, false, EARLY);
        replica.forget("products", "a");
        replica.forget("products", "never-there");
        assertThat(products().path("digest").asString("")).isEqualTo(digest("b:1"));
        assertThat(products().path("count").asInt()).isEqualTo(1);
        assertThat(products().path("latestUpdatedAt").asString("")).isEqualTo(EARLY.toString());
        replica.settle("products", "b", 1, true, LATE);
        replica.settle("products", "a", 2, false, EARLY);
        assertThat(products().path("digest").asString("")).isEqualTo(digest("a:2"));
        assertThat(products().path("count").asInt()).isEqualTo(1);
    }

    @Test
    void a_table_that_is_not_kept_is_not_in_the_summary() {
        replica.put("sales", "a", 1, false, EARLY);
        assertThat(replica.summary().propertyNames()).containsExactly("products");
    }

    @Test
    void an_operation_leaves_the_outbox_only_with_an_answer_that_is_final() {
        Outbox outbox = new Outbox();
        Unit done = Unit.of(Op.insert("brands", "1", JsonNodeFactory.instance.objectNode(), EARLY));
        Unit later = Unit.of(Op.insert("brands", "2", JsonNodeFactory.instance.objectNode(), EARLY));
        Unit silent = Unit.of(Op.insert("brands", "3", JsonNodeFactory.instance.objectNode(), EARLY));
        List.of(done, later, silent).forEach(outbox::add);
        JsonNode fine = JsonNodeFactory.instance.objectNode().put("success", true);
        JsonNode failed = JsonNodeFactory.instance.objectNode().put("retry", "later");
        outbox.settle(
                outbox.first(60),
                Map.of(
                        done.ops().getFirst().operationId(), fine,
                        later.ops().getFirst().operationId(), failed));
        assertThat(outbox.first(60)).containsExactly(later, silent);
        assertThat(outbox.size()).isEqualTo(2);
    }
}
