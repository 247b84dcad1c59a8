package dev.concilia.sync;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What a person who settles conflicts looks at, beside the conflicts themselves. */
@Component
class ReviewRows {
    private static final int MOST_STEPS = 200;

    private static final String STANDING = """
            SELECT s.open, s.newest, w.id, w.state, w.version
            FROM (SELECT
                (SELECT count(*) FROM conflict WHERE business_id = :business AND state = 'OPEN') AS open,
                (SELECT max(created_at) FROM conflict WHERE business_id = :business AND state = 'OPEN') AS newest) s
            LEFT JOIN (SELECT c.id, c.state, r.version FROM unnest(:watched::uuid[]) AS wanted (id)
                CROSS JOIN LATERAL (SELECT id, state, entity, entity_id FROM conflict
                    WHERE business_id = :business AND id = wanted.id LIMIT 1) c
                LEFT JOIN LATERAL (SELECT version FROM record
                    WHERE business_id = :business AND entity = c.entity AND id = c.entity_id LIMIT 1) r ON true) w
            ON true
            """;
    private static final String STEPS = """
            SELECT version, before, added, at, device_id, user_id, operation_id FROM record_history
            WHERE business_id = :business AND entity = :entity AND id = :id AND version > :base AND version <= :until
            ORDER BY version DESC LIMIT :limit
            """;
    private static final String FATE = """
            SELECT c.resolved_data, o.client_at FROM conflict c
            LEFT JOIN sync_operation o ON o.business_id = c.business_id AND o.operation_id = c.operation_id
            WHERE c.business_id = :business AND c.id = :conflict
            """;

    private final JdbcClient jdbc;

    ReviewRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ConflictReview.Standing standing(BusinessId business, Collection<UUID> watched) {
        Map<UUID, ConflictReview.Watched> found = new HashMap<>();
        record Head(int open, @Nullable OffsetDateTime newest) {}
        List<Head> heads = jdbc.sql(STANDING)
                .param("business", business.value())
                .param("watched", watched.toArray(UUID[]::new))
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    if (id != null) {
                        Conflict.State state = Conflict.State.valueOf(row.getString("state"));
                        found.put(id, new ConflictReview.Watched(state, row.getLong("version")));
                    }
                    return new Head(row.getInt("open"), row.getObject("newest", OffsetDateTime.class));
                })
                .list();
        Head head = heads.getFirst();
        OffsetDateTime newest = head.newest();
        return new ConflictReview.Standing(head.open(), newest == null ? null : newest.toInstant(), found);
    }

    /** One version of a record: who made it, and which fields it set. */
    record Step(
            long version,
            Set<String> fields,
            ConflictReview.Author author,
            @Nullable String operation) {}

    /** The record's versions between what the device had edited and {@code until}, newest first. */
    List<Step> steps(BusinessId business, Conflict conflict, long until) {
        Long base = conflict.baseVersion();
        return jdbc.sql(STEPS)
                .param("business", business.value())
                .param("entity", conflict.key().entity())
                .param("id", conflict.key().id())
                .param("base", base == null ? 0L : base)
                .param("until", until)
                .param("limit", MOST_STEPS)
                .query(ReviewRows::step)
                .list();
    }

    /** What the record was after the settlement, and when the device says that it made its change. */
    record Fate(@Nullable ObjectNode result, @Nullable OffsetDateTime madeAt) {}

    Fate fate(BusinessId business, UUID conflict) {
        return jdbc.sql(FATE)
                .param("business", business.value())
                .param("conflict", conflict)
                .query((row, n) -> {
                    String result = row.getString("resolved_data");
                    return new Fate(
                            result == null ? null : Columns.object(result),
                            row.getObject("client_at", OffsetDateTime.class));
                })
                .single();
    }

    private static Step step(ResultSet row, int number) throws SQLException {
        UUID device = row.getObject("device_id", UUID.class);
        UUID user = row.getObject("user_id", UUID.class);
        Set<String> fields =
                new HashSet<>(Columns.object(row.getString("before")).propertyNames());
        fields.addAll(Arrays.asList((String[]) row.getArray("added").getArray()));
        return new Step(
                row.getLong("version"),
                fields,
                new ConflictReview.Author(
                        device == null ? null : new DeviceId(device),
                        user == null ? null : new UserId(user),
                        row.getObject("at", OffsetDateTime.class).toInstant()),
                row.getString("operation_id"));
    }
}
