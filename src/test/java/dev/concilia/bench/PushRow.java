package dev.concilia.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Batches of 500 on 4 connections; the twin writes the same rows by one plain statement per batch. */
final class PushRow implements Row {
    /** The hub's own table: its columns, its primary key and the index of its feed. */
    private static final String SAME = """
            INSERT INTO %s (business_id, entity, id, data, version, field_versions, born_version, deleted, digest,
                created_at, updated_at, side, device_id, seq)
            SELECT ?, r.entity, r.id, r.data::jsonb, 1, '{}', 1, false, 0, now(), now(), 'LOCAL', ?, nextval('%s_seq')
            FROM unnest(?, ?, ?) AS r (entity, id, data)
            """;

    @Override
    public String name() {
        return "push";
    }

    @Override
    public void measure(Stage stage, Figures figures) throws Exception {
        int batches = stage.size(20, 4);
        Duel duel = new Duel(stage.size(3, 2), stage.size(5, 3));
        tables(stage);
        Pushing one = new Pushing(stage, stage.shop(Stage.CONNECTIONS));
        Duel.Result same = duel.fight(() -> one.round(Stage.CONNECTIONS, batches), () -> plain(stage, "same", batches));
        figures.compared(
                "push",
                same.hub(),
                "ops/s",
                same.twin(),
                "the same rows into the same table by one statement per batch");
        Pushing four = new Pushing(stage, stage.shop(1), stage.shop(1), stage.shop(1), stage.shop(1));
        Duel.Result bare =
                duel.fight(() -> four.round(Stage.CONNECTIONS, batches), () -> plain(stage, "bare", batches));
        figures.compared(
                "push-four-businesses",
                bare.hub(),
                "ops/s",
                bare.twin(),
                "the same rows into a table with nothing but its primary key");
    }

    /** What the hub's table has, made anew so that the hub itself keeps out of it. */
    private static void tables(Stage stage) throws Exception {
        try (Connection twin = stage.twin();
                Statement sql = twin.createStatement()) {
            for (String table : new String[] {"same", "bare"}) {
                sql.execute("DROP TABLE IF EXISTS " + table);
                sql.execute("CREATE SEQUENCE IF NOT EXISTS " + table + "_seq CACHE 500");
                sql.execute("CREATE TABLE " + table + """
                         (business_id uuid NOT NULL, entity text NOT NULL, id text NOT NULL, data jsonb NOT NULL,
                        version bigint NOT NULL, field_versions jsonb NOT NULL, born_version bigint NOT NULL,
                        deleted boolean NOT NULL, digest bigint NOT NULL, created_at timestamptz NOT NULL,
                        updated_at timestamptz NOT NULL, side text NOT NULL, device_id uuid, user_id uuid,
                        seq bigint NOT NULL, PRIMARY KEY (business_id, entity, id))
                        """);
            }
            sql.execute("""
                    CREATE UNIQUE INDEX same_feed ON same (business_id, seq)
                        INCLUDE (entity, updated_at, digest, deleted, device_id)
                    """);
        }
    }

    private static double plain(Stage stage, String table, int batches) throws Exception {
        String round = UUID.randomUUID().toString().substring(0, 8);
        double seconds = Stage.seconds(() -> Stage.together(Stage.CONNECTIONS, connection -> {
            try (Connection twin = stage.twin();
                    PreparedStatement insert = twin.prepareStatement(SAME.formatted(table, table))) {
                for (int batch = 0; batch < batches; batch++) {
                    write(twin, insert, round + connection, batch * Stage.BATCH);
                }
            }
        }));
        return Stage.CONNECTIONS * batches * Stage.BATCH / seconds;
    }

    private static void write(Connection twin, PreparedStatement insert, String prefix, int from) throws SQLException {
        String[][] columns = new String[3][Stage.BATCH];
        for (int i = 0; i < Stage.BATCH; i++) {
            Sale row = Sale.of(prefix, from + i);
            columns[0][i] = row.entity();
            columns[1][i] = row.id();
            columns[2][i] = row.data();
        }
        insert.setObject(1, new UUID(0, 1));
        insert.setObject(2, new UUID(0, 2));
        for (int i = 0; i < columns.length; i++) {
            insert.setArray(3 + i, twin.createArrayOf("text", columns[i]));
        }
        insert.executeUpdate();
    }
}
