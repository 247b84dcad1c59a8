package dev.concilia.sync;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The conflict table. Ids are time-ordered, so they are the order and the page marks. */
@Component
class ConflictRows {
    private static final String LIST = """
            SELECT * FROM conflict WHERE business_id = :business AND state = :state
                AND (:after::uuid IS NULL OR id > :after::uuid) ORDER BY id LIMIT :limit
            """;
    private static final String FIND = "SELECT * FROM conflict WHERE business_id = :business AND id = :id";
    private static final String SETTLE = """
            UPDATE conflict SET state = 'RESOLVED', resolution = :resolution, resolved_data = :data::jsonb, note = :note,
                resolved_at = :now, resolved_by = :user
            WHERE business_id = :business AND id = :id
            """;
    /** From now on a retry of the operation is told how it ended. */
    private static final String ANSWER = """
            UPDATE sync_operation SET outcome = :outcome, result = jsonb_build_object('version', :version::bigint)
            WHERE business_id = :business AND operation_id = :operation
            """;

    private final JdbcClient jdbc;

    ConflictRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Conflict> list(BusinessId business, Conflict.State state, @Nullable UUID after, int limit) {
        return jdbc.sql(LIST)
                .param("business", business.value())
                .param("state", state.name())
                .param("after", after, Types.OTHER)
                .param("limit", limit)
                .query(ConflictRows::row)
                .list();
    }

    Optional<Conflict> find(BusinessId business, UUID id, boolean forUpdate) {
        return jdbc.sql(forUpdate ? FIND + " FOR UPDATE" : FIND)
                .param("business", business.value())
                .param("id", id)
                .query(ConflictRows::row)
                .optional();
    }

    void settle(
            Caller caller, Conflict conflict, Conflicts.Wish wish, ObjectNode data, RecordState record, Instant now) {
        UserId user = caller.user();
        jdbc.sql(SETTLE)
                .param("business", caller.business().value())
                .param("id", conflict.id())
                .param("resolution", wish.resolution().name())
                .param("data", data.toString())
                .param("note", wish.note(), Types.VARCHAR)
                .param("now", Columns.at(now))
                .param("user", user == null ? null : user.value(), Types.OTHER)
                .update();
        Outcome outcome = wish.resolution() == Conflict.Resolution.CENTRAL_WINS ? Outcome.SUPERSEDED : Outcome.MERGED;
        jdbc.sql(ANSWER)
                .param("business", caller.business().value())
                .param("operation", conflict.operationId())
                .param("outcome", outcome.wire())
                .param("version", record.version())
                .update();
    }

    private static Conflict row(ResultSet row, int number) throws SQLException {
        UUID device = row.getObject("device_id", UUID.class);
        UUID user = row.getObject("resolved_by", UUID.class);
        String resolution = row.getString("resolution");
        OffsetDateTime resolvedAt = row.getObject("resolved_at", OffsetDateTime.class);
        return new Conflict(
                row.getObject("id", UUID.class),
                new RecordKey(row.getString("entity"), row.getString("entity_id")),
                row.getString("operation_id"),
                Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                row.getObject("base_version", Long.class),
                row.getLong("hub_version"),
                Columns.object(row.getString("base")),
                Columns.object(row.getString("mine")),
                Columns.object(row.getString("theirs")),
                List.of((String[]) row.getArray("fields").getArray()),
                Conflict.State.valueOf(row.getString("state")),
                resolution == null ? null : Conflict.Resolution.valueOf(resolution),
                row.getString("note"),
                device == null ? null : new DeviceId(device),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                resolvedAt == null ? null : resolvedAt.toInstant(),
                user == null ? null : new UserId(user));
    }
}
