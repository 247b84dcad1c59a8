package dev.concilia.convergence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** What the database holds of one business, read behind the hub's back. */
record HubTables(
        Map<Key, Row> records,
        List<Past> history,
        Map<String, Logged> operations,
        Map<String, Dispute> conflicts,
        long clock) {

    /** A row of {@code record}; {@code data} of a tombstone is what stood there last. */
    record Row(State state, ObjectNode data, long seq, long digest) {}

    /** A row of {@code record_history}. */
    record Past(
            Key key,
            long version,
            String action,
            ObjectNode before,
            List<String> added,
            long seq,
            String operation,
            @Nullable String device) {
        boolean byPerson() {
            return operation.startsWith("settle:") || operation.startsWith("undo:");
        }

        /** The conflict that a person settled or reopened by this. */
        String conflict() {
            return operation.split(":")[1];
        }
    }

    /** A row of {@code sync_operation}. */
    record Logged(String outcome, long version, @Nullable String device) {}

    /** A row of {@code conflict}. */
    record Dispute(String operation, String state, String action, Set<String> fields, ObjectNode mine) {}

    static HubTables read(JdbcClient owner, String business) {
        Map<Key, Row> records = new TreeMap<>();
        each(owner, business, "SELECT * FROM record WHERE business_id = :business", row -> {
            Row one = record(row);
            records.put(one.state().key(), one);
        });
        List<Past> history = new ArrayList<>();
        each(
                owner,
                business,
                "SELECT * FROM record_history WHERE business_id = :business ORDER BY seq",
                row -> history.add(past(row)));
        Map<String, Logged> operations = new HashMap<>();
        each(
                owner,
                business,
                "SELECT * FROM sync_operation WHERE business_id = :business",
                row -> operations.put(
                        row.getString("operation_id"),
                        new Logged(
                                row.getString("outcome"),
                                json(row, "result").path("version").asLong(),
                                uuid(row, "device_id"))));
        Map<String, Dispute> conflicts = new HashMap<>();
        each(
                owner,
                business,
                "SELECT * FROM conflict WHERE business_id = :business",
                row -> conflicts.put(
                        row.getString("id"),
                        new Dispute(
                                row.getString("operation_id"),
                                row.getString("state"),
                                row.getString("action"),
                                new TreeSet<>(texts(row, "fields")),
                                json(row, "mine"))));
        long clock = owner.sql("SELECT seq FROM business_clock WHERE business_id = :business")
                .param("business", UUID.fromString(business))
                .query(Long.class)
                .single();
        return new HubTables(records, history, operations, conflicts, clock);
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(JdbcClient owner, String business, String sql, RowReader reader) {
        owner.sql(sql).param("business", UUID.fromString(business)).query(reader::read);
    }

    private static Row record(ResultSet row) throws SQLException {
        boolean deleted = row.getBoolean("deleted");
        ObjectNode data = json(row, "data");
        State state = new State(
                new Key(row.getString("entity"), row.getString("id")),
                row.getLong("version"),
                deleted,
                deleted ? Generator.object() : data,
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
        return new Row(state, data, row.getLong("seq"), row.getLong("digest"));
    }

    private static Past past(ResultSet row) throws SQLException {
        return new Past(
                new Key(row.getString("entity"), row.getString("id")),
                row.getLong("version"),
                row.getString("action"),
                json(row, "before"),
                texts(row, "added"),
                row.getLong("seq"),
                String.valueOf(row.getString("operation_id")),
                uuid(row, "device_id"));
    }

    private static ObjectNode json(ResultSet row, String column) throws SQLException {
        return (ObjectNode) Canon.JSON.readTree(row.getString(column));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    private static @Nullable String uuid(ResultSet row, String column) throws SQLException {
        UUID id = row.getObject(column, UUID.class);
        return id == null ? null : id.toString();
    }
}
