package dev.concilia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The architecture's invariant 4: whatever SQL the application runs, one business's rows are all that it meets. */
@HubTest
class RowLevelSecurityTest {
    /** What the check constraints of a column ask for. */
    private static final Map<String, String> FITTING = Map.of(
            "bulk_settlement.action",
            "'UNDO'",
            "bulk_settlement.state",
            "'DONE'",
            "role",
            "'OWNER'",
            "side",
            "'LOCAL'",
            "state",
            "'OPEN'",
            "status",
            "'SUCCESS'");

    private final Tables tables;
    private final DataSource ownerSource;
    private final UUID mine;
    private final UUID theirs;

    RowLevelSecurityTest(Hub hub, Tables tables, @Qualifier("ownerDataSource") DataSource ownerSource) {
        this.tables = tables;
        this.ownerSource = ownerSource;
        this.mine = UUID.fromString(hub.business().id());
        this.theirs = UUID.fromString(hub.business().id());
    }

    private List<String> names(String sql) {
        return tables.texts(sql);
    }

    @Test
    void everyTenantTableHasRowLevelSecurityAndAPolicy() {
        assertThat(tables.ofTenants()).hasSizeGreaterThan(15).contains("record", "device_key", "audit_entry");
        assertThat(names("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relrowsecurity"))
                .containsAll(tables.ofTenants());
        assertThat(names("""
                        SELECT tablename FROM pg_policies WHERE schemaname = 'public' AND qual LIKE '%current_business()%'
                            AND (with_check IS NULL OR with_check LIKE '%current_business()%') AND permissive = 'PERMISSIVE'
                        """)).containsAll(tables.ofTenants());
        assertThat(names("""
                        SELECT tablename FROM pg_policies WHERE schemaname = 'public'
                        GROUP BY tablename HAVING count(*) > 1
                        """)).as("a second policy would open the first").isEmpty();
    }

    @Test
    void theBusinessLeadsEveryPrimaryKeyAndEveryUniqueIndexOfTenantTables() {
        assertThat(names("""
                        SELECT i.indexrelid::regclass::text FROM pg_index i
                        JOIN pg_class c ON c.oid = i.indrelid
                        JOIN pg_attribute b ON b.attrelid = c.oid AND b.attname = 'business_id'
                        WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
                            AND i.indkey[0] <> b.attnum
                        """)).isEmpty();
        assertThat(names("""
                        SELECT c.relname::text FROM pg_class c
                        JOIN pg_attribute b ON b.attrelid = c.oid AND b.attname = 'business_id'
                        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
                            AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)
                        """)).isEmpty();
    }

    @Test
    void everyForeignKeyBetweenTenantTablesCarriesTheBusiness() {
        assertThat(names("""
                        SELECT f.conname::text FROM pg_constraint f
                        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attname = 'business_id'
                        JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attname = 'business_id'
                        WHERE f.contype = 'f' AND NOT EXISTS (
                            SELECT FROM generate_subscripts(f.conkey, 1) n
                            WHERE f.conkey[n] = a.attnum AND f.confkey[n] = b.attnum)
                        """)).isEmpty();
    }

    @Test
    void thePoolsRoleOwnsNothingAndIsBoundByThePolicies() {
        JdbcClient pool = JdbcClient.create(tables.pool());

        assertThat(pool.sql("SELECT current_user").query(String.class).single()).isEqualTo("concilia_app");
        assertThat(pool.sql(
                                "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = current_user")
                        .query(Boolean.class)
                        .single())
                .isFalse();
        assertThat(names("""
                        SELECT c.relname::text FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
                        WHERE r.rolname = 'concilia_app'
                        """)).isEmpty();
        assertThatThrownBy(() -> pool.sql("ALTER TABLE record DISABLE ROW LEVEL SECURITY")
                        .update())
                .rootCause()
                .hasMessageContaining("must be owner");
    }

    @Test
    void theFunctionsThatLookThroughTheWallAreTheKnownOnes() {
        assertThat(names("""
                        SELECT p.proname::text FROM pg_proc p
                        WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace ORDER BY 1
                        """))
                .containsExactly(
                        "abandoned_settlements",
                        "due_alert_deliveries",
                        "find_access_token",
                        "find_enrolment",
                        "find_invitation",
                        "find_key",
                        "memberships_of");
    }

    @Test
    void noTenantTableShowsOrTakesARowOfAnotherBusiness() throws SQLException {
        for (String table : tables.ofTenants()) {
            try (Connection connection = ownerSource.getConnection()) {
                connection.setAutoCommit(false);
                try (Statement sql = connection.createStatement()) {
                    check(table, sql);
                } finally {
                    connection.rollback();
                }
            }
        }
    }

    private void check(String table, Statement sql) throws SQLException {
        sql.execute("SET LOCAL session_replication_role = replica"); // foreign keys are not what is tried here
        sql.execute("DELETE FROM " + table + " WHERE business_id IN ('" + mine + "', '" + theirs + "')");
        sql.execute(insert(table, mine));
        sql.execute(insert(table, theirs));
        sql.execute("SET LOCAL ROLE concilia_app");
        assertThat(count(sql, table)).as("%s without a business", table).isZero();
        sql.execute("SELECT set_config('concilia.business', '" + mine + "', true)");
        assertThat(count(sql, table)).as("%s with a business", table).isEqualTo(1);
        assertThat(count(sql, table + " WHERE business_id = '" + theirs + "'"))
                .as("%s of another", table)
                .isZero();
        if (!table.startsWith("audit_")) { // of which the application may change and delete nothing
            assertThat(sql.executeUpdate("DELETE FROM " + table + " WHERE business_id = '" + theirs + "'"))
                    .as("%s deleted of another", table)
                    .isZero();
            sql.execute("SAVEPOINT s");
            assertThatThrownBy(() -> sql.executeUpdate("UPDATE " + table + " SET business_id = '" + theirs + "'"))
                    .as("%s given to another", table)
                    .hasMessageContaining("row-level security");
            sql.execute("ROLLBACK TO s");
        }
        assertThatThrownBy(() -> sql.execute(insert(table, UUID.randomUUID())))
                .as("%s written for another", table)
                .hasMessageContaining("row-level security");
    }

    private static long count(Statement sql, String what) throws SQLException {
        try (var rows = sql.executeQuery("SELECT count(*) FROM " + what)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private record Column(String name, String type) {}

    /** A row of a business with something in each column that must have something. */
    private String insert(String table, UUID business) {
        List<Column> columns = tables.owner()
                .sql("""
                    SELECT column_name, data_type FROM information_schema.columns
                    WHERE table_schema = 'public' AND table_name = :table AND is_nullable = 'NO'
                        AND column_default IS NULL AND is_identity = 'NO'
                    """)
                .param("table", table)
                .query((row, n) -> new Column(row.getString(1), row.getString(2)))
                .list();
        return columns.stream().map(Column::name).collect(Collectors.joining(", ", "INSERT INTO " + table + " (", ")"))
                + columns.stream()
                        .map(column -> value(table, column, business))
                        .collect(Collectors.joining(", ", " VALUES (", ")"));
    }

    private static String value(String table, Column column, UUID business) {
        if (column.name().equals("business_id")) {
            return "'" + business + "'";
        }
        return switch (column.type()) {
            case "uuid" -> "gen_random_uuid()";
            case "text" ->
                FITTING.getOrDefault(table + "." + column.name(), FITTING.getOrDefault(column.name(), "'x'"));
            case "bytea" -> "'\\x00'";
            case "jsonb" -> "'{}'";
            case "ARRAY" -> "'{}'";
            case "boolean" -> "true";
            case "timestamp with time zone" -> "now()";
            default -> "1";
        };
    }
}
