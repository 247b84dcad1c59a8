package dev.concilia.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The role without ownership that the pool runs as; the hub makes it, or is told who has to. */
final class ApplicationRole {
    private static final int GRANTS_NEED_ADMIN_OPTION = 16;

    private static final String RIGHTS = """
            SELECT r.rolname, r.rolsuper, r.rolcreaterole, a.oid IS NOT NULL AS present,
                a.oid IS NOT NULL AND pg_has_role(r.oid, a.oid, 'MEMBER') AS member
            FROM pg_roles r LEFT JOIN pg_roles a ON a.rolname = 'concilia_app' WHERE r.rolname = current_user
            """;

    private ApplicationRole() {}

    /** Throws, with the statements to run, if this user can neither make the role nor use the one that is there. */
    static void check(Connection connection, DatabaseAddress address) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(RIGHTS)) {
            if (row.next() && !suffices(row, connection.getMetaData().getDatabaseMajorVersion())) {
                String user = row.getString("rolname");
                throw new DatabaseUnusableException(
                        "The user " + user + " of the database " + address.shown()
                                + " may not make the role concilia_app, as which the hub runs its queries.",
                        "Let an administrator of the database run once: "
                                + (row.getBoolean("present") ? "" : "CREATE ROLE concilia_app NOLOGIN; ")
                                + "GRANT concilia_app TO \"" + user + "\";");
            }
        }
    }

    private static boolean suffices(ResultSet row, int major) throws SQLException {
        boolean mayMake =
                row.getBoolean("rolcreaterole") && (!row.getBoolean("present") || major < GRANTS_NEED_ADMIN_OPTION);
        return row.getBoolean("rolsuper") || row.getBoolean("member") || mayMake;
    }
}
