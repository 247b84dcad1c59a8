package dev.concilia.bench;

import java.io.OutputStream;
import java.sql.Connection;
import org.postgresql.PGConnection;

/** The fastest way out of PostgreSQL that there is: the same columns of the same rows by COPY. */
final class Copy {
    private static final String ROWS = """
            COPY (SELECT entity, id, version, deleted, data, updated_at, side, device_id FROM record
                WHERE business_id = '%s' AND NOT deleted) TO STDOUT
            """;

    private Copy() {}

    /** Rows per second. */
    static double rate(Connection sql, Stage.Shop shop, int expected) throws Exception {
        long begin = System.nanoTime();
        long rows = sql.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(ROWS.formatted(shop.business()), OutputStream.nullOutputStream());
        if (rows != expected) {
            throw new IllegalStateException(rows + " rows, not " + expected);
        }
        return rows / ((System.nanoTime() - begin) / 1e9);
    }
}
