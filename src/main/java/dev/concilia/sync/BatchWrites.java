package dev.concilia.sync;

import dev.concilia.kernel.Ids;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.UserId;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores what a batch did: one statement per table, however large the batch. */
@Component
class BatchWrites {
    private static final String RECORDS = """
            INSERT INTO record (business_id, entity, id, data, version, field_versions, born_version, deleted, digest,
                created_at, updated_at, side, device_id, user_id, seq, claim)
            SELECT :business, r.entity, r.id, r.data::jsonb, r.version, r.field_versions::jsonb, r.born_version,
                r.deleted, r.digest, r.created_at::timestamptz, :now, :side, r.device_id, :user, r.seq, r.claim
            FROM unnest(:entities::text[], :ids::text[], :data::text[], :versions::bigint[], :fieldVersions::text[],
                :born::bigint[], :deleted::boolean[], :digests::bigint[], :created::text[], :seqs::bigint[],
                :claims::text[], :devices::uuid[])
                AS r (entity, id, data, version, field_versions, born_version, deleted, digest, created_at, seq, claim,
                    device_id)
            ON CONFLICT (business_id, entity, id) DO UPDATE SET
                data = excluded.data, version = excluded.version, field_versions = excluded.field_versions,
                born_version = excluded.born_version, deleted = excluded.deleted, digest = excluded.digest,
                updated_at = excluded.updated_at, side = excluded.side, device_id = excluded.device_id,
                user_id = excluded.user_id, seq = excluded.seq, claim = excluded.claim
            """;
    private static final String HISTORY = """
            INSERT INTO record_history (business_id, entity, id, version, action, before, added, at, side, device_id,
                user_id, operation_id, seq, recovered)
            SELECT :business, h.entity, h.id, h.version, h.action, h.before::jsonb, h.added::text[], :now, :side,
                h.device_id, :user, h.operation_id, h.seq, h.recovered
            FROM unnest(:entities::text[], :ids::text[], :versions::bigint[], :actions::text[], :before::text[],
                :added::text[], :operations::text[], :seqs::bigint[], :recovered::boolean[], :devices::uuid[])
                AS h (entity, id, version, action, before, added, operation_id, seq, recovered, device_id)
            """;
    private static final String OPERATIONS = """
            INSERT INTO sync_operation (business_id, operation_id, device_id, entity, action, entity_id, fingerprint,
                outcome, result, client_at, at)
            SELECT :business, o.id, :device, o.entity, o.action, o.entity_id, o.fingerprint, o.outcome,
                o.result::jsonb, o.client_at::timestamptz, :now
            FROM unnest(:ids::text[], :entities::text[], :actions::text[], :entityIds::text[], :fingerprints::bytea[],
                :outcomes::text[], :results::text[], :clientAt::text[])
                AS o (id, entity, action, entity_id, fingerprint, outcome, result, client_at)
            """;
    private static final String CONFLICTS = """
            INSERT INTO conflict (business_id, id, entity, entity_id, operation_id, action, base_version, hub_version,
                base, mine, theirs, fields, state, device_id, created_at)
            SELECT :business, c.id, c.entity, c.entity_id, c.operation_id, c.action, c.base_version, c.hub_version,
                c.base::jsonb, c.mine::jsonb, c.theirs::jsonb, c.fields::text[], 'OPEN', :device, :now
            FROM unnest(:ids::uuid[], :entities::text[], :entityIds::text[], :operations::text[], :actions::text[],
                :bases::bigint[], :hub::bigint[], :base::text[], :mine::text[], :theirs::text[], :fields::text[])
                AS c (id, entity, entity_id, operation_id, action, base_version, hub_version, base, mine, theirs,
                    fields)
            """;
    private static final String REFUSED = """
            INSERT INTO refused_operation (business_id, operation_id, device_id, entity, action, entity_id, outcome,
                error, detail, at)
            SELECT :business, r.operation_id, :device, r.entity, r.action, r.entity_id, r.outcome, r.error, r.detail, :now
            FROM unnest(:ids::text[], :entities::text[], :actions::text[], :entityIds::text[], :outcomes::text[],
                :errors::text[], :details::text[])
                AS r (operation_id, entity, action, entity_id, outcome, error, detail)
            """;
    /** One open alert of a kind about a subject is enough; whoever watches may be opening the same one right now. */
    private static final String ALERTS = """
            INSERT INTO alert (business_id, id, kind, subject, detail, raised_at)
            SELECT :business, a.id, a.kind, a.subject, a.detail::jsonb, :now
            FROM unnest(:ids::uuid[], :kinds::text[], :subjects::text[], :details::text[])
                AS a (id, kind, subject, detail)
            WHERE NOT EXISTS (SELECT FROM alert o WHERE o.business_id = :business AND o.kind = a.kind
                AND o.subject = a.subject AND o.recovered_at IS NULL)
            ON CONFLICT DO NOTHING
            """;

    private static final String CLOCK =
            "UPDATE business_clock SET seq = :seq, last_at = :now WHERE business_id = :business";

    private final JdbcClient jdbc;
    private final Ids ids;

    BatchWrites(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** Stores all of a batch; the caller's transaction holds the clock. */
    void store(BatchState state) {
        if (!state.changes().isEmpty()) {
            records(state);
            history(state);
        }
        if (!state.accepted().isEmpty()) {
            operations(state);
        }
        if (!state.conflicts().isEmpty()) {
            conflicts(state);
        }
        if (!state.alerts().isEmpty()) {
            alerts(state);
        }
        if (!state.changes().isEmpty()) {
            statement(CLOCK, state).param("seq", state.seq()).update();
        }
    }

    private void records(BatchState state) {
        List<RecordState> rows = state.dirty();
        authored(RECORDS, state)
                .param("devices", devices(rows))
                .param("entities", Columns.texts(rows, r -> r.key().entity()))
                .param("ids", Columns.texts(rows, r -> r.key().id()))
                .param("data", Columns.texts(rows, state::json))
                .param("versions", Columns.longs(rows, RecordState::version))
                .param("fieldVersions", Columns.texts(rows, r -> Columns.json(r.fieldVersions())))
                .param("born", Columns.longs(rows, RecordState::bornVersion))
                .param("deleted", rows.stream().map(RecordState::deleted).toArray(Boolean[]::new))
                .param("digests", Columns.longs(rows, RecordState::digest))
                .param("created", Columns.texts(rows, r -> r.createdAt().toString()))
                .param("seqs", Columns.longs(rows, RecordState::seq))
                .param("claims", rows.stream().map(RecordState::claim).toArray(String[]::new))
                .update();
    }

    private void history(BatchState state) {
        List<BatchState.Change> rows = state.changes();
        authored(HISTORY, state)
                .param(
                        "devices",
                        devices(rows.stream().map(BatchState.Change::after).toList()))
                .param("entities", Columns.texts(rows, c -> c.after().key().entity()))
                .param("ids", Columns.texts(rows, c -> c.after().key().id()))
                .param("versions", Columns.longs(rows, c -> c.after().version()))
                .param("actions", Columns.texts(rows, c -> c.action().wire()))
                .param("before", Columns.texts(rows, c -> Columns.json(c.before())))
                .param("added", Columns.texts(rows, c -> textArray(c.added())))
                .param("operations", Columns.texts(rows, BatchState.Change::operationId))
                .param("seqs", Columns.longs(rows, c -> c.after().seq()))
                .param(
                        "recovered",
                        rows.stream().map(BatchState.Change::recovered).toArray(Boolean[]::new))
                .update();
    }

    private void operations(BatchState state) {
        List<BatchState.Accepted> rows = state.accepted();
        withDevice(OPERATIONS, state)
                .param("ids", Columns.texts(rows, a -> a.fit().operation().operationId()))
                .param("entities", Columns.texts(rows, a -> a.fit().type().name()))
                .param(
                        "actions",
                        Columns.texts(rows, a -> a.fit().operation().action().wire()))
                .param("entityIds", Columns.texts(rows, a -> a.fit().operation().entityId()))
                .param(
                        "fingerprints",
                        rows.stream().map(a -> a.fit().fingerprint()).toArray(byte[][]::new))
                .param("outcomes", Columns.texts(rows, a -> a.outcome().wire()))
                .param("results", Columns.texts(rows, a -> Columns.json(a.result())))
                .param(
                        "clientAt",
                        rows.stream()
                                .map(a -> text(a.fit().operation().clientTimestamp()))
                                .toArray(String[]::new))
                .update();
    }

    private void conflicts(BatchState state) {
        List<BatchState.Raised> rows = state.conflicts();
        withDevice(CONFLICTS, state)
                .param("ids", rows.stream().map(BatchState.Raised::id).toArray(UUID[]::new))
                .param("entities", Columns.texts(rows, c -> c.fit().type().name()))
                .param("entityIds", Columns.texts(rows, c -> c.fit().operation().entityId()))
                .param(
                        "operations",
                        Columns.texts(rows, c -> c.fit().operation().operationId()))
                .param(
                        "actions",
                        Columns.texts(rows, c -> c.fit().operation().action().wire()))
                .param(
                        "bases",
                        rows.stream()
                                .map(c -> c.fit().operation().baseVersion())
                                .toArray(Long[]::new))
                .param("hub", Columns.longs(rows, BatchState.Raised::hubVersion))
                .param("base", Columns.texts(rows, c -> Columns.json(c.base())))
                .param("mine", Columns.texts(rows, c -> Columns.json(c.mine())))
                .param("theirs", Columns.texts(rows, c -> Columns.json(c.theirs())))
                .param("fields", Columns.texts(rows, c -> textArray(c.fields())))
                .update();
    }

    private void alerts(BatchState state) {
        List<BatchState.Alert> rows = List.copyOf(state.alerts());
        statement(ALERTS, state)
                .param("ids", rows.stream().map(a -> ids.next()).toArray(UUID[]::new))
                .param("kinds", Columns.texts(rows, BatchState.Alert::kind))
                .param("subjects", Columns.texts(rows, BatchState.Alert::subject))
                .param("details", Columns.texts(rows, a -> Json.mapper().writeValueAsString(a.detail())))
                .update();
    }

    /** Lists what was not accepted, for people to read; it decides nothing. */
    void refused(BatchState state, List<Operation> operations, List<OperationResult> results) {
        withDevice(REFUSED, state)
                .param("ids", Columns.texts(operations, o -> shown(o.operationId(), 64)))
                .param("entities", Columns.texts(operations, o -> shown(o.entity(), 64)))
                .param("actions", Columns.texts(operations, o -> o.action().wire()))
                .param("entityIds", Columns.texts(operations, o -> shown(o.entityId(), 64)))
                .param("outcomes", Columns.texts(results, r -> r.outcome().wire()))
                .param("errors", Columns.texts(results, BatchWrites::error))
                .param("details", results.stream().map(Refusal::kept).toArray(String[]::new))
                .update();
    }

    private static String error(OperationResult result) {
        return result instanceof OperationResult.Rejected rejected
                ? rejected.error().name()
                : ProblemCode.INTERNAL.name();
    }

    private JdbcClient.StatementSpec statement(String sql, BatchState state) {
        return jdbc.sql(sql)
                .param("business", state.caller().business().value())
                .param("now", Columns.at(state.now()));
    }

    private JdbcClient.StatementSpec withDevice(String sql, BatchState state) {
        var device = state.caller().device();
        return statement(sql, state).param("device", device == null ? null : device.value(), Types.OTHER);
    }

    private static UUID[] devices(List<RecordState> rows) {
        return rows.stream()
                .map(RecordState::device)
                .map(device -> device == null ? null : device.value())
                .toArray(UUID[]::new);
    }

    private JdbcClient.StatementSpec authored(String sql, BatchState state) {
        UserId user = state.caller().user();
        return statement(sql, state)
                .param("user", user == null ? null : user.value(), Types.OTHER)
                .param("side", state.caller().side().name());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** What a stranger sent, cut and without what a text column cannot hold. */
    private static String shown(String text, int length) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return clean.length() <= length ? clean : clean.substring(0, length);
    }

    /** A PostgreSQL array literal, because arrays of arrays must be rectangular. */
    private static String textArray(List<String> items) {
        StringBuilder literal = new StringBuilder("{");
        for (String item : items) {
            literal.append(literal.length() > 1 ? "," : "")
                    .append('"')
                    .append(item.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return literal.append('}').toString();
    }
}
