package dev.concilia.device;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What devices call entities, learnt from what they push: a client that has a table {@code abonos} knows no {@code
 * payments}. Source: the dialects page, "engine". Each node remembers it for a minute, since every pull asks.
 */
@Service
public class Vocabulary {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final String OF =
            "SELECT entity_names::text FROM device WHERE business_id = :business AND id = :device";
    private static final String LEARN = """
            UPDATE device SET entity_names = entity_names || :names::jsonb
            WHERE business_id = :business AND id = :device
            """;

    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ConcurrentMap<DeviceId, Remembered> remembered = new ConcurrentHashMap<>();

    Vocabulary(Tenants tenants, JdbcClient jdbc, Clock clock) {
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Remembered(Map<String, String> names, Instant until) {}

    /** The device's own names by the catalog's; what is not among them it calls as the catalog does. */
    public Map<String, String> of(BusinessId business, DeviceId device) {
        Remembered known = remembered.get(device);
        if (known == null || known.until().isBefore(clock.instant())) {
            known = remember(device, read(business, device));
        }
        return known.names();
    }

    /** Notes names that the device has used; a later one takes the place of an earlier. */
    public void learn(BusinessId business, DeviceId device, Map<String, String> names) {
        if (names.isEmpty()) {
            return; // most devices, and they pay nothing
        }
        Map<String, String> known = of(business, device);
        Map<String, String> all = new HashMap<>(known);
        all.putAll(names);
        if (all.equals(known)) {
            return;
        }
        tenants.run(
                business,
                () -> jdbc.sql(LEARN)
                        .param("business", business.value())
                        .param("device", device.value())
                        .param("names", Json.mapper().writeValueAsString(names))
                        .update());
        remember(device, all);
    }

    private Remembered remember(DeviceId device, Map<String, String> names) {
        Remembered now = new Remembered(Map.copyOf(names), clock.instant().plus(REMEMBERED));
        remembered.put(device, now);
        return now;
    }

    private Map<String, String> read(BusinessId business, DeviceId device) {
        Map<String, String> names = new HashMap<>();
        tenants.read(
                        business,
                        () -> jdbc.sql(OF)
                                .param("business", business.value())
                                .param("device", device.value())
                                .query(String.class)
                                .optional())
                .map(Json.mapper()::readTree)
                .ifPresent(json -> json.properties()
                        .forEach(
                                name -> names.put(name.getKey(), name.getValue().asString())));
        return names;
    }
}
