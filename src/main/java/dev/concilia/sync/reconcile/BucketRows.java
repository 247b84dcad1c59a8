package dev.concilia.sync.reconcile;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The table {@code reconcile_bucket}; callers are in a transaction of the business. */
@Component
class BucketRows {
    private static final String KEEP = """
            INSERT INTO reconcile_bucket (business_id, device_id, entity, buckets, reported_at)
            VALUES (:business, :device, :entity, :buckets, :now)
            ON CONFLICT (business_id, device_id, entity)
            DO UPDATE SET buckets = excluded.buckets, reported_at = excluded.reported_at
            """;
    private static final String FIND = """
            SELECT buckets, reported_at FROM reconcile_bucket
            WHERE business_id = :business AND device_id = :device AND entity = :entity
            """;
    private static final String RECORDS = """
            SELECT id, version, updated_at, data::text AS data FROM record
            WHERE business_id = :business AND entity = :entity AND NOT deleted
                AND encode(substring(sha256(convert_to(id, 'UTF8')) FROM 1 FOR 1), 'hex') = ANY (:buckets)
            ORDER BY id LIMIT :limit
            """;

    private final JdbcClient jdbc;

    BucketRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void keep(BusinessId business, DeviceId device, String entity, Collection<String> buckets, Instant now) {
        jdbc.sql(KEEP)
                .param("business", business.value())
                .param("device", device.value())
                .param("entity", entity)
                .param("buckets", buckets.toArray(String[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Buckets> find(BusinessId business, DeviceId device, String entity) {
        return jdbc.sql(FIND)
                .param("business", business.value())
                .param("device", device.value())
                .param("entity", entity)
                .query((row, n) -> new Buckets(
                        Arrays.asList((String[]) row.getArray("buckets").getArray()),
                        row.getObject("reported_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    List<Buckets.Candidate> records(BusinessId business, String entity, List<String> buckets, int limit) {
        return jdbc.sql(RECORDS)
                .param("business", business.value())
                .param("entity", entity)
                .param("buckets", buckets.toArray(String[]::new))
                .param("limit", limit)
                .query((row, n) -> candidate(row))
                .list();
    }

    private static Buckets.Candidate candidate(ResultSet row) throws SQLException {
        return new Buckets.Candidate(
                row.getString("id"),
                row.getLong("version"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                (ObjectNode) Json.mapper().readTree(row.getString("data")));
    }
}
