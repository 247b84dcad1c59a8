package dev.concilia.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Fills a business straight in the tables, as pushes of inserts would have: records, history, operations, clock. */
final class Fill {
    private static final String RECORDS = """
            INSERT INTO record (business_id, entity, id, data, version, field_versions, born_version, deleted, digest,
                created_at, updated_at, side, device_id, user_id, seq)
            SELECT b.id, e.entity, e.id,
                CASE WHEN e.entity = 'customers' THEN jsonb_build_object('id', e.id, 'name', 'Ana María Gómez',
                    'email', 'cliente' || n || '@example.com', 'phone', '55 1234 ' || n % 10000, 'loyaltyPoints', n % 500,
                    'totalSpent', (n % 3000) + 0.50, 'internalNotes', 'Paga con tarjeta; prefiere el pan de la mañana',
                    'isBanned', false)
                ELSE jsonb_build_object('id', e.id, 'total', (30 + n % 90)::numeric(10, 2), 'soldAt',
                    '2026-11-22T10:00:00.000Z', 'customerId', 'c-' || n % 999, 'items', jsonb_build_array(
                    jsonb_build_object('id', e.id || '-1', 'productId', 'p-' || n % 300, 'name', 'Concha de vainilla',
                        'quantity', 2, 'price', 12.50),
                    jsonb_build_object('id', e.id || '-2', 'productId', 'p-' || n % 200, 'name', 'Café de olla',
                        'quantity', 1, 'price', 15.00)), 'payments', jsonb_build_array(jsonb_build_object('id',
                        e.id || '-p', 'amount', (30 + n % 90)::numeric(10, 2), 'method', 'CARD', 'reference', '4242')),
                    'notes', 'mesa ' || n % 30) END,
                1, '{}', 1, false,
                ('x' || encode(substring(sha256(convert_to(e.id || ':1', 'UTF8')) FROM 1 FOR 8), 'hex'))::bit(64)::bigint,
                b.start + n * interval '10 microseconds', b.start + n * interval '10 microseconds', 'LOCAL', b.device,
                NULL, n
            FROM (SELECT ?::uuid AS id, now() - interval '1 hour' AS start,
                    (SELECT id FROM device WHERE business_id = ?::uuid LIMIT 1) AS device) b,
                generate_series(?::bigint, ?::bigint) AS n,
                LATERAL (SELECT (?::text[])[1 + n % ?] AS entity, (?::text[])[1 + n % ?] || '-' || n AS id) e
            """;
    private static final String HISTORY = """
            INSERT INTO record_history (business_id, entity, id, version, action, before, added, at, side, device_id,
                operation_id, seq)
            SELECT business_id, entity, id, 1, 'insert', '{}', '{}', updated_at, side, device_id, gen_random_uuid(), seq
            FROM record WHERE business_id = ? AND seq BETWEEN ? AND ?
            """;
    private static final String OPERATIONS = """
            INSERT INTO sync_operation (business_id, operation_id, device_id, entity, action, entity_id, fingerprint,
                outcome, result, client_at, at)
            SELECT business_id, operation_id, device_id, entity, 'insert', id, sha256(convert_to(id, 'UTF8')), 'applied',
                '{"version":1}', at, at
            FROM record_history WHERE business_id = ? AND seq BETWEEN ? AND ?
            """;
    private static final String CLOCK = """
            UPDATE business_clock SET seq = ?, last_at = now() - interval '1 minute' WHERE business_id = ?
            """;
    private static final String[] TEN = {
        "customers",
        "sales",
        "orders",
        "products",
        "payments",
        "categories",
        "expenses",
        "supplies",
        "brands",
        "quotations"
    };
    private static final String[] TWO = {"customers", "sales"};

    private Fill() {}

    /** Records 1 to {@code size} of ten types, one in ten a customer and the others as large as a sale. */
    static void tenTypes(Connection sql, UUID business, int size) throws SQLException {
        records(sql, business, 1, size, TEN);
        settle(sql);
    }

    /** Customers and sales with all that pushes leave behind, for the sequence numbers {@code from} to {@code to}. */
    static void pushed(Connection sql, UUID business, long from, long to) throws SQLException {
        records(sql, business, from, to, TWO);
        for (String rest : new String[] {HISTORY, OPERATIONS}) {
            try (PreparedStatement statement = sql.prepareStatement(rest)) {
                statement.setObject(1, business);
                statement.setLong(2, from);
                statement.setLong(3, to);
                statement.execute();
            }
        }
        settle(sql);
    }

    private static void records(Connection sql, UUID business, long from, long to, String[] types) throws SQLException {
        try (PreparedStatement statement = sql.prepareStatement(RECORDS);
                PreparedStatement clock = sql.prepareStatement(CLOCK)) {
            statement.setObject(1, business);
            statement.setObject(2, business);
            statement.setLong(3, from);
            statement.setLong(4, to);
            statement.setArray(5, sql.createArrayOf("text", types));
            statement.setInt(6, types.length);
            statement.setArray(7, sql.createArrayOf("text", types));
            statement.setInt(8, types.length);
            statement.execute();
            clock.setLong(1, to);
            clock.setObject(2, business);
            clock.execute();
        }
    }

    /** What autovacuum does within a minute of such an insert: the visibility map and the statistics. */
    static void settle(Connection sql) throws SQLException {
        try (Statement statement = sql.createStatement()) {
            statement.execute("VACUUM (ANALYZE) record, record_history, sync_operation");
            statement.execute("CHECKPOINT");
        }
    }
}
