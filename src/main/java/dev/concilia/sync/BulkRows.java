package dev.concilia.sync;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The jobs that settle many conflicts. */
@Component
class BulkRows {
    private static final String INSERT = """
            INSERT INTO bulk_settlement (business_id, id, action, filter, resolution, note, state, total, user_id,
                created_at, updated_at)
            VALUES (:business, :id, :action, :filter::jsonb, :resolution, :note, 'RUNNING', :total, :user, :now, :now)
            """;
    private static final String FIND = "SELECT * FROM bulk_settlement WHERE business_id = :business AND id = :id";
    private static final String PROGRESS = """
            UPDATE bulk_settlement SET state = :state, settled = :settled, skipped = :skipped, last_id = :last,
                updated_at = :now, finished_at = :finished
            WHERE business_id = :business AND id = :id
            """;
    private static final String CANCEL = """
            UPDATE bulk_settlement SET state = 'CANCELLED', updated_at = :now, finished_at = :now
            WHERE business_id = :business AND id = :id AND state = 'RUNNING'
            """;
    private static final String ABANDONED = "SELECT business_id, id, user_id FROM abandoned_settlements(:before)";

    private final JdbcClient jdbc;

    BulkRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Caller caller, BulkJob job) {
        UserId user = caller.user();
        jdbc.sql(INSERT)
                .param("business", caller.business().value())
                .param("id", job.id())
                .param("action", job.action().name())
                .param("filter", json(job.filter()).toString())
                .param(
                        "resolution",
                        job.resolution() == null ? null : job.resolution().name(),
                        Types.VARCHAR)
                .param("note", job.note(), Types.VARCHAR)
                .param("total", job.total())
                .param("user", user == null ? null : user.value(), Types.OTHER)
                .param("now", Columns.at(job.createdAt()))
                .update();
    }

    Optional<BulkJob> find(BusinessId business, UUID id, boolean forUpdate) {
        return jdbc.sql(forUpdate ? FIND + " FOR UPDATE" : FIND)
                .param("business", business.value())
                .param("id", id)
                .query(BulkRows::row)
                .optional();
    }

    void progress(BusinessId business, BulkJob job) {
        Instant finished = job.finishedAt();
        jdbc.sql(PROGRESS)
                .param("business", business.value())
                .param("id", job.id())
                .param("state", job.state().name())
                .param("settled", job.settled())
                .param("skipped", job.skipped())
                .param("last", job.lastId(), Types.OTHER)
                .param("now", Columns.at(job.updatedAt()))
                .param("finished", finished == null ? null : Columns.at(finished), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    void cancel(BusinessId business, UUID id, Instant now) {
        jdbc.sql(CANCEL)
                .param("business", business.value())
                .param("id", id)
                .param("now", Columns.at(now))
                .update();
    }

    /** A job that nobody has moved for a while. */
    record Abandoned(BusinessId business, UUID id, UUID user) {}

    List<Abandoned> abandoned(Instant before) {
        return jdbc.sql(ABANDONED)
                .param("before", Columns.at(before))
                .query((row, n) -> new Abandoned(
                        new BusinessId(row.getObject("business_id", UUID.class)),
                        row.getObject("id", UUID.class),
                        row.getObject("user_id", UUID.class)))
                .list();
    }

    private static ObjectNode json(ConflictFilter filter) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("state", filter.state().name());
        json.put("entity", filter.entity());
        json.put("device", filter.device() == null ? null : filter.device().toString());
        json.put("field", filter.field());
        json.put("before", filter.before() == null ? null : filter.before().toString());
        json.put("job", filter.job() == null ? null : filter.job().toString());
        return json;
    }

    private static ConflictFilter filter(ObjectNode json) {
        String device = text(json, "device");
        String before = text(json, "before");
        String job = text(json, "job");
        return new ConflictFilter(
                Conflict.State.valueOf(json.path("state").asString()),
                text(json, "entity"),
                device == null ? null : DeviceId.of(device),
                text(json, "field"),
                before == null ? null : Instant.parse(before),
                job == null ? null : UUID.fromString(job));
    }

    private static @Nullable String text(ObjectNode json, String name) {
        JsonNode value = json.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    private static BulkJob row(ResultSet row, int number) throws SQLException {
        String resolution = row.getString("resolution");
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new BulkJob(
                row.getObject("id", UUID.class),
                BulkJob.Action.valueOf(row.getString("action")),
                filter(Columns.object(row.getString("filter"))),
                resolution == null ? null : Conflict.Resolution.valueOf(resolution),
                row.getString("note"),
                BulkJob.State.valueOf(row.getString("state")),
                row.getInt("total"),
                row.getInt("settled"),
                row.getInt("skipped"),
                row.getObject("last_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
