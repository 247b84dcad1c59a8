package dev.concilia.bench;

import java.time.Instant;
import java.util.UUID;

/** Records of the usual size: about 200 bytes for a customer, 450 for a sale with two lines and a payment. */
record Sale(String entity, String id, String data) {
    private static final Instant NOW = Instant.now();
    private static final String[] NAMES = {"Ana María Gómez", "João Pereira", "Luis Ñandú", "Sofía Hernández"};

    /** The {@code n}th record: customers and sales in turn. */
    static Sale of(String prefix, int n) {
        return n % 2 == 0 ? customer(prefix, n) : sale(prefix, n);
    }

    static Sale customer(String prefix, int n) {
        String id = prefix + "-c-" + n;
        return new Sale("customers", id, """
                {"id":"%s","name":"%s","email":"cliente%d@example.com","phone":"55 1234 %04d","loyaltyPoints":%d,\
                "totalSpent":%d.50,"internalNotes":"Paga con tarjeta; prefiere el pan de la mañana","isBanned":false}""".formatted(id, NAMES[n % NAMES.length], n, n % 10_000, n % 500, n % 3_000));
    }

    static Sale sale(String prefix, int n) {
        String id = prefix + "-s-" + n;
        int a = 10 + n % 90;
        int b = 15 + n % 40;
        return new Sale("sales", id, """
                {"id":"%s","total":%d.00,"soldAt":"2026-11-22T10:%02d:%02d.000Z","customerId":"c-%d","items":[\
                {"id":"%s-1","productId":"p-%d","name":"Concha de vainilla","quantity":2,"price":%d.00},\
                {"id":"%s-2","productId":"p-%d","name":"Café de olla","quantity":1,"price":%d.00}],"payments":[\
                {"id":"%s-p","amount":%d.00,"method":"CARD","reference":"4242"}],"notes":"mesa %d"}""".formatted(
                id, 2 * a + b, n / 60 % 60, n % 60, n % 999, id, n % 300, a, id, n % 200, b, id, 2 * a + b, n % 30));
    }

    /** This record as the insert of a push. */
    void insert(StringBuilder batch) {
        operation(batch, "insert", data);
    }

    /** An operation on this record. */
    void operation(StringBuilder batch, String action, String payload) {
        batch.append(batch.charAt(batch.length() - 1) == '[' ? "" : ",")
                .append("{\"operationId\":\"")
                .append(UUID.randomUUID())
                .append("\",\"entity\":\"")
                .append(entity)
                .append("\",\"action\":\"")
                .append(action)
                .append("\",\"entityId\":\"")
                .append(id)
                .append("\",\"clientTimestamp\":\"")
                .append(NOW)
                .append("\",\"payload\":")
                .append(payload)
                .append('}');
    }
}
