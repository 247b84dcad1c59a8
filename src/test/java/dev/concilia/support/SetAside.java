package dev.concilia.support;

import java.util.List;
import java.util.UUID;

/** A copy of one business's rows, to be put back later: what a restore of an older backup does to that business. */
public final class SetAside implements AutoCloseable {
    private static final List<String> TABLES =
            List.of("record", "record_history", "sync_operation", "conflict", "business_clock");

    private final Tables tables;
    private final UUID business;
    private final String schema = "aside_" + UUID.randomUUID().toString().replace("-", "");

    public SetAside(Tables tables, TestBusiness business) {
        this.tables = tables;
        this.business = UUID.fromString(business.id());
        run("CREATE SCHEMA " + schema);
        TABLES.forEach(t -> run("CREATE TABLE " + schema + "." + t + " AS SELECT * FROM " + t + " WHERE business_id = '"
                + this.business + "'"));
    }

    /** The tables are as they were. */
    public void putBack() {
        for (String table : TABLES) {
            run("DELETE FROM " + table + " WHERE business_id = '" + business + "'");
            String columns = columns(table);
            run("INSERT INTO " + table + " (" + columns + ") SELECT " + columns + " FROM " + schema + "." + table);
        }
    }

    /** All but those that the database makes. */
    private String columns(String table) {
        return tables.owner().sql("""
                        SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
                        WHERE table_schema = 'public' AND table_name = :table AND is_generated = 'NEVER'
                        """).param("table", table).query(String.class).single();
    }

    private void run(String sql) {
        tables.owner().sql(sql).update();
    }

    @Override
    public void close() {
        run("DROP SCHEMA " + schema + " CASCADE");
    }
}
