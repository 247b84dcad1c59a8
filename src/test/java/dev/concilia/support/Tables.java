package dev.concilia.support;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database behind the hub's back: as the owner of the tables, whom row-level security does not bind. */
public final class Tables {
    /** What the hub gathers by itself, whatever is called. */
    private static final List<String> GATHERED =
            List.of("rate_window", "operation_mark", "operation_slot", "pending_slot");

    private static final String TENANT_TABLES = """
            SELECT c.table_name FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = 'public' AND c.column_name = 'business_id' AND t.table_type = 'BASE TABLE'
            ORDER BY c.table_name
            """;

    private final JdbcClient owner;
    private final DataSource pool;

    Tables(DataSource owner, DataSource pool) {
        this.owner = JdbcClient.create(owner);
        this.pool = pool;
    }

    /** As the owner. */
    public JdbcClient owner() {
        return owner;
    }

    /** The application's own pool. */
    public DataSource pool() {
        return pool;
    }

    /** The tables that hold rows of businesses. */
    public List<String> ofTenants() {
        return owner.sql(TENANT_TABLES).query(String.class).list();
    }

    /** How many rows of a business each tenant table holds; what only says who was here when is left out. */
    public Map<String, Long> rowsOf(String business) {
        Map<String, Long> rows = new TreeMap<>();
        for (String table : ofTenants()) {
            if (!table.equals("sync_log")) {
                rows.put(table, count(table, business));
            }
        }
        GATHERED.forEach(rows::remove);
        return rows;
    }

    /** The sequence numbers of a business's history, in order. */
    public List<Long> seqsOf(String business) {
        return owner.sql("SELECT seq FROM record_history WHERE business_id = :business ORDER BY seq")
                .param("business", UUID.fromString(business))
                .query(Long.class)
                .list();
    }

    /** The one column of a query, as the owner. */
    public List<String> texts(String sql) {
        return owner.sql(sql).query(String.class).list();
    }

    public long count(String table, String business) {
        return owner.sql("SELECT count(*) FROM " + table + " WHERE business_id = :business")
                .param("business", UUID.fromString(business))
                .query(Long.class)
                .single();
    }
}
