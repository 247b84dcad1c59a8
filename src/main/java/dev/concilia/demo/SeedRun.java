package dev.concilia.demo;

import dev.concilia.kernel.BusinessId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sends the seed through the devices, once: cut short, the next start sends it again and the hub knows what it has. */
final class SeedRun {
    private static final Logger log = LoggerFactory.getLogger(SeedRun.class);
    private static final int BATCH = 500;
    private static final int TRIES = 20;

    private final Seed seed;
    private final HubClient hub;
    private final Clock clock;
    private final Map<String, Integer> outcomes = new TreeMap<>();

    SeedRun(Seed seed, HubClient hub, Clock clock) {
        this.seed = seed;
        this.hub = hub;
        this.clock = clock;
    }

    /** {@code keys}: the API key that sends for each place; the first place's sends the master data. */
    void run(BusinessId business, List<SeedPlace> places, Map<SeedPlace, String> keys)
            throws IOException, InterruptedException {
        String first = keys.getOrDefault(places.getFirst(), "");
        if (isComplete(first)) {
            return;
        }
        Instant start = clock.instant();
        log.info("Demo: filling business {} with {} days of sales", business, Seed.DAYS);
        Batches masters = new Batches(BATCH);
        for (Unit unit : seed.masters()) {
            send(first, masters.add(unit));
        }
        send(first, masters.rest());
        days(places, keys);
        send(first, List.of(seed.mark()));
        log.info(
                "Demo: filled in {} s, operations by outcome: {}",
                Duration.between(start, clock.instant()).toSeconds(),
                outcomes);
    }

    private void days(List<SeedPlace> places, Map<SeedPlace, String> keys) throws IOException, InterruptedException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), seed.zone());
        Map<SeedPlace, Batches> batches = new HashMap<>();
        places.forEach(place -> batches.put(place, new Batches(BATCH)));
        for (int i = 0; i < Seed.DAYS; i++) {
            for (SeedPlace place : places) {
                Batches batch = batches.getOrDefault(place, new Batches(BATCH));
                for (Unit unit : seed.day(place, today.minusDays(Seed.DAYS - i))) {
                    send(keys.getOrDefault(place, ""), batch.add(unit));
                }
            }
            if ((i + 1) % (Seed.DAYS / 10) == 0) {
                log.info("Demo: {} %", (i + 1) * 100 / Seed.DAYS);
            }
        }
        for (SeedPlace place : places) {
            send(
                    keys.getOrDefault(place, ""),
                    batches.getOrDefault(place, new Batches(BATCH)).rest());
        }
    }

    private boolean isComplete(String key) throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Answer answer = hub.pull(key, new Pull(null, Set.of("restaurant_config"), false, 0, 0));
            if (answer.ok()) {
                return answer.body()
                        .path("changes")
                        .valueStream()
                        .anyMatch(change -> change.path("id").asString("").equals(Seed.MARK));
            }
            await(answer);
        }
        throw new IOException("the hub does not answer");
    }

    private void send(String key, List<Unit> units) throws IOException, InterruptedException {
        if (units.isEmpty()) {
            return;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode operations = body.putArray("operations");
        units.forEach(unit -> unit.addTo(operations));
        body.put("deviceTime", clock.instant().toString()).put("pending", 0);
        for (int i = 0; i < TRIES; i++) {
            Answer answer = hub.push(key, body);
            if (answer.ok()) {
                count(answer.body().path("results"));
                return;
            }
            await(answer);
        }
        throw new IOException("the hub does not take the sample");
    }

    private void await(Answer answer) throws IOException, InterruptedException {
        if (answer.status() != 429 && answer.status() < 500) {
            throw new IOException("the hub answered " + answer.status() + " " + answer.code());
        }
        Duration wanted = answer.retryAfter();
        Thread.sleep(wanted == null ? Duration.ofSeconds(2) : wanted);
    }

    private void count(JsonNode results) {
        for (JsonNode result : results) {
            String outcome = result.path("outcome").asString("?");
            if (outcomes.merge(outcome, 1, Integer::sum) == 1
                    && !result.path("success").asBoolean(false)) {
                log.warn("Demo: the first operation that was {}: {}", outcome, result);
            }
        }
    }
}
