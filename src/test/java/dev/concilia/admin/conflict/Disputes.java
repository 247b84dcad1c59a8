package dev.concilia.admin.conflict;

import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;

import dev.concilia.support.Pushed;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;

/** Conflicts for tests: made by two devices over HTTP, or many at once behind the hub's back. */
public final class Disputes {
    private static final String RECORDS = """
            INSERT INTO record (business_id, entity, id, data, version, field_versions, born_version, deleted, digest,
                created_at, updated_at, side, seq)
            SELECT :business::uuid, 'customers', 'many-' || n,
                jsonb_build_object('name', 'Customer ' || n, 'phone', 'hub-' || n), 2, '{"phone": 2}', 1, false, n, now(),
                now(), 'LOCAL', (SELECT seq FROM business_clock WHERE business_id = :business::uuid) + n
            FROM generate_series(1, :count) AS n
            """;
    private static final String CLOCK =
            "UPDATE business_clock SET seq = seq + :count, last_at = now() WHERE business_id = :business::uuid";
    private static final String CONFLICTS = """
            INSERT INTO conflict (business_id, id, entity, entity_id, operation_id, action, base_version, hub_version, base,
                mine, theirs, fields, state, created_at)
            SELECT :business::uuid, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'customers',
                'many-' || n, 'op-' || n, 'update', 1, 2, '{"phone": "old"}',
                jsonb_build_object('phone', 'device-' || n), jsonb_build_object('phone', 'hub-' || n), '{phone}', 'OPEN',
                now() - interval '1 hour'
            FROM generate_series(1, :count) AS n
            """;

    public final TestDevice till;
    public final TestDevice tablet;
    private final TestBusiness business;

    public Disputes(TestBusiness business) {
        this.business = business;
        this.till = business.device("Caja Norte");
        this.tablet = business.device("Tableta Centro 2");
    }

    /** A customer whose phone both devices have changed; the id of the conflict. */
    public String phone(String id, String name) {
        return fields(id, name, new Object[] {"phone", "55 1234 9999"}, new Object[] {"phone", "55 1234 5678"});
    }

    /** A customer whose phone and credit limit both have changed, and its notes only the tablet. */
    public String phoneAndLimit(String id, String name) {
        return fields(id, name, new Object[] {"phone", "55 1234 9999", "creditLimit", "1000"}, new Object[] {
            "phone", "55 1234 5678", "creditLimit", "800", "internalNotes", "Paga los viernes"
        });
    }

    /** A customer with the till's change, and the tablet's that meets it. */
    public String fields(String id, String name, Object[] tills, Object[] tablets) {
        till.push(insert("customers", id, "name", name, "phone", "55 1234 0000", "creditLimit", "500"));
        till.push(update("customers", id, tills).base(1));
        Pushed.Result result = tablet.push(update("customers", id, tablets).base(1));
        return result.conflictId();
    }

    /** Open conflicts about the phones of as many customers. */
    public void many(Tables tables, int count) {
        for (String sql : new String[] {RECORDS, CLOCK, CONFLICTS}) {
            tables.owner()
                    .sql(sql)
                    .param("business", business.id())
                    .param("count", count)
                    .update();
        }
    }
}
