package dev.concilia.admin;

import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;

import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A bakery in the middle of its day: products, a refusal, comparisons, devices in every state, a day of figures. */
final class SampleDay {
    private static final String LOCATIONS = """
            INSERT INTO location (business_id, id, name)
            SELECT :business::uuid, gen_random_uuid(), n FROM unnest('{Centro,Norte,Sur}'::text[]) n
            """;
    private static final String PLACES = """
            UPDATE device d SET location_id = l.id, kind = CASE WHEN d.name LIKE 'Tableta%' THEN 'tablet'
                WHEN d.name LIKE 'Servidor%' THEN 'backend' ELSE 'terminal' END FROM location l
            WHERE d.business_id = :business::uuid AND l.business_id = d.business_id
                AND (d.name LIKE '%' || l.name || '%' OR d.name = 'Tableta nueva' AND l.name = 'Sur')
            """;
    private static final String OWNER = """
            UPDATE app_user u SET name = 'Lucía Prado', email = 'lucia-' || right(u.id::text, 6) || '@espiga.example'
            FROM membership m WHERE m.user_id = u.id AND m.business_id = :business::uuid
            """;
    private static final String IN_CONTACT = """
            UPDATE device SET pending = CASE WHEN name = 'Caja Sur' THEN 38 ELSE 0 END,
                consistent = name <> 'Caja Norte', last_push_at = now(), last_pull_at = now(), version = '4.2.0',
                clock_skew_ms = 350, location_id = location_id,
                oldest_pending_at = CASE WHEN name = 'Caja Sur' THEN now() - interval '71 min' END,
                last_seen_at = now() - CASE WHEN name = 'Caja Sur' THEN interval '42 min' ELSE interval '8 s' END
            WHERE business_id = :business::uuid AND name <> 'Tableta nueva'
            """;
    private static final String OPERATIONS = """
            INSERT INTO operation_slot (business_id, slot, outcome, operations)
            SELECT :business::uuid, date_bin('5 minutes', now(), 'epoch') - n * interval '5 minutes', o.outcome,
                (o.share * (1 + sin(n / 40.0)) * (1 + (n * 7919 % 13) / 13.0))::bigint
            FROM generate_series(0, 287) n,
                (VALUES ('applied', 90), ('merged', 6), ('conflict', 2), ('rejected', 2)) AS o (outcome, share)
            """;
    private static final String PENDING = """
            INSERT INTO pending_slot (business_id, slot, oldest_seconds)
            SELECT :business::uuid, date_bin('5 minutes', now(), 'epoch') - n * interval '5 minutes',
                CASE WHEN n < 14 THEN (14 - n) * 300 ELSE (n * 7919 % 60) END
            FROM generate_series(0, 287) n
            """;

    private final TestBusiness business;
    private final Tables tables;

    SampleDay(TestBusiness business, Tables tables) {
        this.business = business;
        this.tables = tables;
    }

    void sells(TestDevice till) {
        till.push(insert("cash_sessions", "caja-1", "openedAt", "2026-11-22T13:00:00Z", "openingAmount", "500.00"));
        till.pushAll(IntStream.range(0, 60).mapToObj(SampleDay::product).toList());
        till.push(update("products", "p-01", "price", "13.00").base(1));
        till.push(insert("products", "p-x", "price", "gratis"));
        compare(till, Map.of("products", Map.of("count", 12)));
        for (String name : List.of("Caja Centro 1", "Caja Sur", "Servidor Centro", "Tableta nueva")) {
            TestDevice device = business.device(name);
            if (name.contains("Centro")) {
                compare(device, held(device));
            }
        }
        List.of(LOCATIONS, PLACES, OPERATIONS, PENDING).forEach(this::run);
        inContact();
    }

    /** Whoever is signed in by now has a name to be shown. */
    void named() {
        run(OWNER);
    }

    /** As of now: the time that has passed since is not of interest. */
    void inContact() {
        run(IN_CONTACT);
    }

    private static dev.concilia.support.Op product(int i) {
        List<String> kinds = List.of("Concha de vainilla", "Bolillo", "Cuernito", "Café de olla", "Oreja");
        return insert(
                "products",
                "p-%02d".formatted(i),
                "name",
                kinds.get(i % kinds.size()) + (i < kinds.size() ? "" : " " + (i / kinds.size() + 1)),
                "sku",
                "PAN-" + (100 + i),
                "price",
                "%d.50".formatted(4 + i % 30),
                "isActive",
                i % 9 != 8);
    }

    /** All that the hub holds, as a device says it that has the same. */
    private Map<String, Object> held(TestDevice device) {
        Map<String, Object> held = new TreeMap<>();
        business.hub()
                .get("/api/sync/reconcile")
                .key(device.apiKey())
                .send()
                .json()
                .get("serverSummary")
                .forEach(table -> held.put(table.get("table").asString(), table));
        return held;
    }

    private void compare(TestDevice device, Map<String, ?> held) {
        business.hub()
                .post("/api/sync/reconcile")
                .key(device.apiKey())
                .json(Map.of("clientSummary", held))
                .send();
    }

    private void run(String sql) {
        tables.owner().sql(sql).param("business", business.id()).update();
    }
}
