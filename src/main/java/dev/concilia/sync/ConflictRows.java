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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The conflict table. Ids are time-ordered, so they are the order and the page marks. */
@Component
class ConflictRows {
    private static final String FILTER = """
            FROM conflict WHERE business_id = :business AND state = :state
                AND (:entity::text IS NULL OR entity = :entity)
                AND (:device::uuid IS NULL OR device_id = :device)
                AND (:field::text IS NULL OR :field = ANY (fields))
                AND (:before::timestamptz IS NULL OR created_at < :before)
                AND (:job::uuid IS NULL OR job_id = :job)
            """;
    private static final String LIST =
            "SELECT * " + FILTER + " AND (:after::uuid IS NULL OR id > :after::uuid) ORDER BY id LIMIT :limit";
    private static final String LATEST =
            "SELECT * " + FILTER + " AND (:after::uuid IS NULL OR id < :after::uuid) ORDER BY id DESC LIMIT :limit";
    private static final String PLACE = "SELECT (SELECT count(*) " + FILTER + ") AS total, (SELECT count(*) " + FILTER
            + " AND id < :id) AS earlier, coalesce((SELECT id " + FILTER
            + " AND id > :id ORDER BY id LIMIT 1), (SELECT id "
            + FILTER + " AND id <> :id ORDER BY id LIMIT 1)) AS next";
    private static final String COUNT = "SELECT entity, count(*) AS n " + FILTER + " GROUP BY entity ORDER BY entity";
    private static final String FIND = "SELECT * FROM conflict WHERE business_id = :business AND id = :id";
    private static final String SETTLE = """
            UPDATE conflict c SET state = 'RESOLVED', resolution = :resolution, resolved_data = s.data::jsonb,
                note = :note, resolved_at = :now, resolved_by = :user, settled_version = s.version,
                undo = s.undo::jsonb, job_id = :job
            FROM unnest(:ids::uuid[], :data::text[], :versions::bigint[], :undo::text[]) AS s (id, data, version, undo)
            WHERE c.business_id = :business AND c.id = ANY (:ids) AND c.id = s.id
            """;
    private static final String REOPEN = """
            UPDATE conflict c SET state = 'OPEN', resolution = NULL, resolved_data = NULL, note = NULL,
                resolved_at = NULL, resolved_by = NULL, settled_version = NULL, undo = NULL, job_id = NULL
            WHERE c.business_id = :business AND c.id = ANY (:ids)
            """;
    /** From now on a retry of the operation is told how it ended, or that it is open again. */
    private static final String ANSWER = """
            UPDATE sync_operation o SET outcome = a.outcome, result = a.result::jsonb
            FROM unnest(:operations::text[], :outcomes::text[], :results::text[]) AS a (id, outcome, result)
            WHERE o.business_id = :business AND o.operation_id = ANY (:operations) AND o.operation_id = a.id
            """;

    private final JdbcClient jdbc;

    ConflictRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Conflict> list(BusinessId business, ConflictFilter filter, @Nullable UUID after, int limit) {
        return filtered(LIST, business, filter)
                .param("after", after, Types.OTHER)
                .param("limit", limit)
                .query(ConflictRows::row)
                .list();
    }

    /** As {@link #list}, from the newest back. */
    List<Conflict> latest(BusinessId business, ConflictFilter filter, @Nullable UUID after, int limit) {
        return filtered(LATEST, business, filter)
                .param("after", after, Types.OTHER)
                .param("limit", limit)
                .query(ConflictRows::row)
                .list();
    }

    ConflictReview.Place place(BusinessId business, ConflictFilter filter, UUID id) {
        return filtered(PLACE, business, filter)
                .param("id", id)
                .query((row, n) -> new ConflictReview.Place(
                        row.getInt("earlier") + 1, row.getInt("total"), row.getObject("next", UUID.class)))
                .single();
    }

    /** As {@link #list}, held against others until the transaction ends. */
    List<Conflict> hold(BusinessId business, ConflictFilter filter, @Nullable UUID after, int limit) {
        return filtered(LIST + " FOR UPDATE", business, filter)
                .param("after", after, Types.OTHER)
                .param("limit", limit)
                .query(ConflictRows::row)
                .list();
    }

    /** How many there are by entity. */
    Map<String, Integer> count(BusinessId business, ConflictFilter filter) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        filtered(COUNT, business, filter).query(row -> {
            counts.put(row.getString("entity"), row.getInt("n"));
        });
        return counts;
    }

    Optional<Conflict> find(BusinessId business, UUID id, boolean forUpdate) {
        return jdbc.sql(forUpdate ? FIND + " FOR UPDATE" : FIND)
                .param("business", business.value())
                .param("id", id)
                .query(ConflictRows::row)
                .optional();
    }

    /** Marks conflicts as settled by one person in one way. */
    void settle(Caller caller, List<Settlement> settled, Conflicts.Wish wish, @Nullable UUID job, Instant now) {
        UserId user = caller.user();
        jdbc.sql(SETTLE)
                .param("business", caller.business().value())
                .param("ids", ids(settled))
                .param("resolution", wish.resolution().name())
                .param(
                        "data",
                        Columns.texts(settled, s -> Columns.json(s.record().data())))
                .param("versions", Columns.longs(settled, s -> s.record().version()))
                .param("undo", Columns.texts(settled, s -> Columns.json(s.undo().json())))
                .param("note", wish.note(), Types.VARCHAR)
                .param("now", Columns.at(now))
                .param("user", user == null ? null : user.value(), Types.OTHER)
                .param("job", job, Types.OTHER)
                .update();
        Outcome outcome = wish.resolution() == Conflict.Resolution.CENTRAL_WINS ? Outcome.SUPERSEDED : Outcome.MERGED;
        answer(caller, settled, outcome);
    }

    /** Marks conflicts as open again. */
    void reopen(Caller caller, List<Settlement> reopened) {
        jdbc.sql(REOPEN)
                .param("business", caller.business().value())
                .param("ids", ids(reopened))
                .update();
        answer(caller, reopened, Outcome.CONFLICT);
    }

    private void answer(Caller caller, List<Settlement> settlements, Outcome outcome) {
        jdbc.sql(ANSWER)
                .param("business", caller.business().value())
                .param(
                        "operations",
                        Columns.texts(settlements, s -> s.conflict().operationId()))
                .param("outcomes", Columns.texts(settlements, s -> outcome.wire()))
                .param(
                        "results",
                        Columns.texts(
                                settlements,
                                s -> Json.mapper()
                                        .createObjectNode()
                                        .put("version", s.record().version())
                                        .put("conflictId", s.conflict().id().toString())
                                        .toString()))
                .update();
    }

    private static UUID[] ids(List<Settlement> settlements) {
        return settlements.stream().map(s -> s.conflict().id()).toArray(UUID[]::new);
    }

    private JdbcClient.StatementSpec filtered(String sql, BusinessId business, ConflictFilter filter) {
        return jdbc.sql(sql)
                .param("business", business.value())
                .param("state", filter.state().name())
                .param("entity", filter.entity(), Types.VARCHAR)
                .param(
                        "device",
                        filter.device() == null ? null : filter.device().value(),
                        Types.OTHER)
                .param("field", filter.field(), Types.VARCHAR)
                .param(
                        "before",
                        filter.before() == null ? null : Columns.at(filter.before()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("job", filter.job(), Types.OTHER);
    }

    private static Conflict row(ResultSet row, int number) throws SQLException {
        UUID device = row.getObject("device_id", UUID.class);
        UUID user = row.getObject("resolved_by", UUID.class);
        String resolution = row.getString("resolution");
        OffsetDateTime resolvedAt = row.getObject("resolved_at", OffsetDateTime.class);
        String undo = row.getString("undo");
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
                user == null ? null : new UserId(user),
                undo == null ? null : Columns.object(undo));
    }
}
