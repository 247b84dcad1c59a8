package dev.concilia.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * Batches of 500 on 4 connections. The twin writes the same rows as the hub does, record, history and operation, into tables
 * of the same making, by one plain statement per batch; a second one writes the records only.
 */
final class PushRow implements Row {
    private static final String SAME_ROWS = """
            WITH r AS (SELECT *, nextval('twin.seq') AS seq FROM unnest(?, ?, ?, ?) AS r (entity, id, data, operation)),
            h AS (INSERT INTO twin.record_history (business_id, entity, id, version, action, before, added, at, side,
                    device_id, operation_id, seq)
                SELECT ?, entity, id, 1, 'insert', '{}', '{}', now(), 'LOCAL', ?, operation, seq FROM r),
            o AS (INSERT INTO twin.sync_operation (business_id, operation_id, device_id, entity, action, entity_id,
                    fingerprint, outcome, result, client_at, at)
                SELECT ?, operation, ?, entity, 'insert', id, sha256(operation::bytea), 'applied', '{"version":1}',
                    now(), now() FROM r)
            INSERT INTO twin.record (business_id, entity, id, data, version, field_versions, born_version, deleted,
                digest, created_at, updated_at, side, device_id, seq)
            SELECT ?, entity, id, data::jsonb, 1, '{}', 1, false, 0, now(), now(), 'LOCAL', ?, seq FROM r
            """;
    private static final String RECORDS_ONLY = """
            INSERT INTO twin.record (business_id, entity, id, data, version, field_versions, born_version, deleted,
                digest, created_at, updated_at, side, device_id, seq)
            SELECT ?, r.entity, r.id, r.data::jsonb, 1, '{}', 1, false, 0, now(), now(), 'LOCAL', ?, nextval('twin.seq')
            FROM unnest(?, ?, ?) AS r (entity, id, data)
            """;

    @Override
    public String name() {
        return "push";
    }

    @Override
    public void measure(Stage stage, Figures figures) throws Exception {
        int batches = stage.size(20, 4);
        Duel duel = new Duel(stage.size(4, 2), stage.size(5, 3));
        tables(stage);
        Pushing one = new Pushing(stage, stage.shop(Stage.CONNECTIONS));
        Duel.Result same = duel.fight(() -> one.round(Stage.CONNECTIONS, batches), () -> plain(stage, true, batches));
        figures.compared("push", same.hub(), "ops/s", same.twin(), "the same rows by one plain statement per batch");
        Pushing four = new Pushing(stage, stage.shop(1), stage.shop(1), stage.shop(1), stage.shop(1));
        Duel.Result records =
                duel.fight(() -> four.round(Stage.CONNECTIONS, batches), () -> plain(stage, false, batches));
        figures.compared(
                "push-four-businesses",
                records.hub(),
                "ops/s",
                records.twin(),
                "the rows of the record table alone by one plain statement per batch");
    }

    /** Tables like the hub's, with its indexes, in a schema of their own. */
    private static void tables(Stage stage) throws Exception {
        try (Connection twin = stage.database("postgres");
                Statement sql = twin.createStatement()) {
            sql.execute("DROP SCHEMA IF EXISTS twin CASCADE");
            sql.execute("CREATE SCHEMA twin");
            sql.execute("CREATE SEQUENCE twin.seq CACHE 500");
            for (String table : new String[] {"record", "record_history", "sync_operation"}) {
                sql.execute("CREATE TABLE twin." + table + " (LIKE public." + table + " INCLUDING ALL)");
            }
        }
    }

    private static double plain(Stage stage, boolean all, int batches) throws Exception {
        String round = UUID.randomUUID().toString().substring(0, 8);
        double seconds = Stage.seconds(() -> Stage.together(Stage.CONNECTIONS, connection -> {
            try (Connection twin = stage.database("postgres");
                    PreparedStatement insert = twin.prepareStatement(all ? SAME_ROWS : RECORDS_ONLY)) {
                for (int batch = 0; batch < batches; batch++) {
                    write(twin, insert, all, round + connection, batch * Stage.BATCH);
                }
            }
        }));
        return Stage.CONNECTIONS * batches * Stage.BATCH / seconds;
    }

    private static void write(Connection twin, PreparedStatement insert, boolean all, String prefix, int from)
            throws SQLException {
        String[][] columns = new String[all ? 4 : 3][Stage.BATCH];
        for (int i = 0; i < Stage.BATCH; i++) {
            Sale row = Sale.of(prefix, from + i);
            columns[0][i] = row.entity();
            columns[1][i] = row.id();
            columns[2][i] = row.data();
            if (all) {
                columns[3][i] = UUID.randomUUID().toString();
            }
        }
        int place = all ? 1 : 3;
        for (String[] column : columns) {
            insert.setArray(place++, twin.createArrayOf("text", column));
        }
        for (int i = 0; i < (all ? 3 : 1); i++) {
            int at = all ? 5 + 2 * i : 1;
            insert.setObject(at, new UUID(0, 1));
            insert.setObject(at + 1, new UUID(0, 2));
        }
        insert.executeUpdate();
    }
}
