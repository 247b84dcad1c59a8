package dev.concilia.api.engine;

import static dev.concilia.support.Op.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.device.Presence;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@HubTest
class HeartbeatTest {
    private final Hub hub;
    private final Presence presence;
    private final Tables tables;
    private final TestClock clock;
    private final TestBusiness business;
    private final TestDevice till;

    HeartbeatTest(Hub hub, Presence presence, Tables tables, TestClock clock) {
        this.hub = hub;
        this.presence = presence;
        this.tables = tables;
        this.clock = clock;
        this.business = hub.business();
        this.till = business.device("till");
    }

    private Answer beat(String key, Map<String, Object> body) {
        return hub.post("/api/sync/heartbeat").key(key).json(body).send();
    }

    private Answer beat(Map<String, Object> body) {
        Map<String, Object> all = new HashMap<>(Map.of("terminalId", till.id(), "status", "ONLINE"));
        all.putAll(body);
        return beat(till.apiKey(), all);
    }

    private JsonNode devices() {
        presence.flush();
        return hub.get("/api/admin/devices").bearer(business.token()).send().json();
    }

    private JsonNode row(String name) {
        return devices()
                .get("devices")
                .valueStream()
                .filter(device -> device.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String enrolled(TestBusiness in, String name, String externalId) {
        return hub.post("/api/admin/devices")
                .bearer(in.token())
                .json(Map.of("name", name, "kind", "terminal", "externalId", externalId))
                .send()
                .at("apiKey");
    }

    private Answer trigger(String path) {
        return hub.post("/api/admin/devices" + path)
                .bearer(business.token())
                .json(Map.of())
                .send();
    }

    @Test
    void whatADeviceSaysOfItselfStandsInTheList() {
        Answer answer = beat(Map.of(
                "status",
                "online",
                "pending",
                4,
                "failed",
                1,
                "version",
                "2.3.1",
                "tables",
                Map.of("Product", Map.of("pending", 4, "synced", 120), "sales", 7)));
        JsonNode row = row("till");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("success").booleanValue()).isTrue();
        assertThat(Instant.parse(answer.at("serverTime"))).isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
        assertThat(answer.json().get("pendingTriggers").size()).isZero();
        assertThat(row.get("status").asString()).isEqualTo("ONLINE");
        assertThat(row.get("pending").asInt()).isEqualTo(4);
        assertThat(row.get("failed").asInt()).isEqualTo(1);
        assertThat(row.get("version").asString()).isEqualTo("2.3.1");
        assertThat(row.get("tables").get("Product").get("synced").asInt()).isEqualTo(120);
        assertThat(row.get("tables").get("sales").get("count").asInt()).isEqualTo(7);
        assertThat(row.get("lastSeenAt").isNull()).isFalse();
    }

    private static org.assertj.core.data.TemporalUnitOffset within(Duration duration) {
        return org.assertj.core.api.Assertions.within(duration.toMillis(), java.time.temporal.ChronoUnit.MILLIS);
    }

    @Test
    void whatTheNextHeartbeatLeavesOutStays() {
        beat(Map.of("pending", 4, "version", "2.3.1", "tables", Map.of("sales", 7)));
        beat(Map.of("failed", 0));
        JsonNode row = row("till");

        assertThat(row.get("pending").asInt()).isEqualTo(4);
        assertThat(row.get("version").asString()).isEqualTo("2.3.1");
        assertThat(row.get("tables").has("sales")).isTrue();
        assertThat(row.get("failed").asInt()).isZero();
    }

    @Test
    void aHeartbeatAloneIsNoSync() {
        beat(Map.of("pending", 0, "failed", 0));

        assertThat(row("till").get("badge").asString()).isEqualTo("WAITING");
    }

    @Test
    void whoSignsOffIsOfflineUntilItIsHeardOfAgain() {
        till.push(insert("brands", "b", "name", "B"));
        beat(Map.of("status", "OFFLINE"));
        assertThat(row("till").get("badge").asString()).isEqualTo("OFFLINE");

        till.pull("");
        assertThat(row("till").get("badge").asString()).isEqualTo("SYNCING");
    }

    @Test
    void theClockIsMeasuredAndTheLastMeasurementStands() {
        beat(Map.of("deviceTime", Instant.now().plus(Duration.ofMinutes(20)).toString()));
        assertThat(row("till").get("clockSkewMs").asLong()).isBetween(1_140_000L, 1_260_000L);

        beat(Map.of("deviceTime", Instant.now().minus(Duration.ofDays(2)).toString()));
        assertThat(row("till").get("clockSkewMs").asLong())
                .isBetween(
                        -Duration.ofDays(2).toMillis() - 60_000,
                        -Duration.ofDays(2).toMillis() + 60_000);

        assertThat(beat(Map.of("deviceTime", "+999999999-01-01T00:00:00Z")).status())
                .isEqualTo(200);
    }

    @Test
    void anotherDevicesNameIsNotFound() {
        String caja = enrolled(business, "Caja 1", "caja-1");
        enrolled(business, "Caja 2", "caja-2");
        TestBusiness theirs = hub.business();
        enrolled(theirs, "Theirs", "caja-9");
        TestDevice foreign = theirs.device("foreign");

        for (String name : List.of("caja-2", "caja-9", "nobody", till.id(), foreign.id())) {
            Answer answer = beat(caja, Map.of("terminalId", name, "status", "ONLINE"));
            assertThat(answer.status()).as(name).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("NOT_FOUND");
        }
        for (String name : List.of("caja-1", foreign.id())) {
            assertThat(beat(till.apiKey(), Map.of("terminalId", name, "status", "ONLINE"))
                            .status())
                    .isEqualTo(404);
        }
        assertThat(beat(caja, Map.of("terminalId", "caja-1", "status", "ONLINE"))
                        .status())
                .isEqualTo(200);
        assertThat(beat(caja, Map.of("status", "ONLINE")).status()).isEqualTo(200);
        assertThat(row("till").get("lastSeenAt").isNull()).isTrue();
        assertThat(row("Caja 2").get("lastSeenAt").isNull()).isTrue();
        assertThat(row("Caja 1").get("lastSeenAt").isNull()).isFalse();
        assertThat(beat(till.apiKey(), Map.of("terminalId", "what-it-likes", "status", "ONLINE"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onABusinessKeyAnUnknownNameBecomesADeviceAndAnIdIsTheDeviceItself() {
        String shared = business.newKey("shared").at("apiKey");
        long before = tables.count("device", business.id());

        assertThat(beat(shared, Map.of("terminalId", "terminal-7", "status", "ONLINE", "pending", 3))
                        .status())
                .isEqualTo(200);
        assertThat(beat(shared, Map.of("terminalId", till.id(), "status", "ONLINE", "pending", 5))
                        .status())
                .isEqualTo(200);

        assertThat(tables.count("device", business.id())).isEqualTo(before + 1);
        assertThat(row("terminal-7").get("pending").asInt()).isEqualTo(3);
        assertThat(row("till").get("pending").asInt()).isEqualTo(5);
        assertThat(beat(shared, Map.of("status", "ONLINE")).code()).isEqualTo("INVALID_PARAMETER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":1}",
                "{\"status\":\"\"}",
                "{\"status\":\"ON LINE\"}",
                "{\"terminalId\":7}",
                "{\"terminalId\":\"\"}",
                "{\"pending\":-1}",
                "{\"pending\":1.5}",
                "{\"pending\":\"3\"}",
                "{\"failed\":99999999999}",
                "{\"deviceTime\":\"yesterday\"}",
                "{\"deviceTime\":5}",
                "{\"version\":\"\\u0000\"}",
                "{\"version\":{}}",
                "{\"tables\":[]}",
                "{\"tables\":{\"\":1}}",
                "{\"tables\":{\"a b\":1}}",
                "{\"tables\":{\"sales\":null}}",
                "{\"tables\":{\"sales\":\"many\"}}",
                "{\"tables\":{\"sales\":{\"secret\":1}}}",
                "{\"tables\":{\"sales\":{\"pending\":-1}}}",
                "{\"tables\":{\"sales\":{\"pending\":{\"a\":1}}}}"
            })
    void garbageIsNamedAndNothingIsNoted(String body) {
        Answer answer =
                hub.post("/api/sync/heartbeat").key(till.apiKey()).text(body).send();

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(answer.json().get("fields").get(0).get("path").asString()).isNotEmpty();
        assertThat(row("till").get("lastSeenAt").isNull()).isTrue();
    }

    @Test
    void moreTablesThanThereCanBeAreRefused() {
        Map<String, Object> many = new HashMap<>();
        for (int i = 0; i < 101; i++) {
            many.put("t" + i, 1);
        }
        assertThat(beat(Map.of("tables", many)).status()).isEqualTo(422);
        many.remove("t0");
        assertThat(beat(Map.of("tables", many)).status()).isEqualTo(200);
    }

    @Test
    void aTriggerWaitsForItsDeviceUntilItHasSynced() {
        beat(Map.of());
        presence.flush();
        Answer asked = trigger("/" + till.id() + "/trigger");
        trigger("/" + till.id() + "/trigger");
        JsonNode waiting = beat(Map.of()).json().get("pendingTriggers");

        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.json().get("triggered").asInt()).isEqualTo(1);
        assertThat(asked.json().get("offline").size()).isZero();
        assertThat(waiting.size()).isEqualTo(1);
        assertThat(waiting.get(0).get("type").asString()).isEqualTo("FULL");
        assertThat(waiting.get(0).get("reason").asString()).isEqualTo("MANUAL");
        assertThat(waiting.get(0).get("terminalId").asString()).isEqualTo(till.id());
        assertThat(Instant.parse(waiting.get(0).get("timestamp").asString()))
                .isBefore(Instant.now().plusSeconds(60));
        assertThat(beat(Map.of()).json().get("pendingTriggers").size()).isEqualTo(1);
        till.pull("");
        presence.flush();
        assertThat(beat(Map.of()).json().get("pendingTriggers").size()).isZero();
    }

    @Test
    void allDevicesAreAskedAndThoseOutOfContactAreNamed() {
        String caja = enrolled(business, "Caja 1", "caja-1");
        beat(caja, Map.of("terminalId", "caja-1", "status", "ONLINE"));
        TestDevice elsewhere = hub.business().device("elsewhere");
        presence.flush();
        Answer asked = trigger("/trigger");

        assertThat(asked.json().get("triggered").asInt()).isEqualTo(1);
        assertThat(asked.json().get("offline").valueStream().map(JsonNode::asString))
                .containsExactly(till.id());
        assertThat(beat(Map.of()).json().get("pendingTriggers").size()).isEqualTo(1);
        assertThat(beat(caja, Map.of("terminalId", "caja-1", "status", "ONLINE"))
                        .json()
                        .get("pendingTriggers")
                        .size())
                .isEqualTo(1);
        assertThat(beat(elsewhere.apiKey(), Map.of("status", "ONLINE"))
                        .json()
                        .get("pendingTriggers")
                        .size())
                .isZero();
        assertThat(trigger("/" + elsewhere.id() + "/trigger").status()).isEqualTo(404);
        assertThat(trigger("/" + UUID.randomUUID() + "/trigger").status()).isEqualTo(404);
        assertThat(trigger("/none/trigger").status()).isEqualTo(404);
        assertThat(actions()).containsOnlyOnce("device.trigger");
    }

    private List<String> actions() {
        return hub.get("/api/admin/audit")
                .bearer(business.token())
                .send()
                .json()
                .get("entries")
                .valueStream()
                .map(entry -> entry.get("action").asString())
                .toList();
    }

    private Optional<Integer> failed() {
        JsonNode failed = row("till").get("failed");
        return failed.isNull() ? Optional.empty() : Optional.of(failed.asInt());
    }

    @Test
    void whatTheHubRefusedSinceTheLastReportCountsAsFailed() {
        assertThat(failed()).isEmpty();
        till.push(insert("products", "p1"), insert("products", "p2"), insert("brands", "b", "name", "B"));
        assertThat(failed()).contains(2);

        beat(Map.of("failed", 1));
        assertThat(failed()).contains(1);

        var again = insert("products", "p3");
        till.push(again);
        till.push(again);
        assertThat(failed())
                .as("a retry of the same operation is the same failure")
                .contains(2);

        till.push(insert("products", "p3", "name", "P").id(again.operationId()));
        assertThat(failed()).as("accepted under its id after all").contains(1);
    }

    @Test
    void whatIsRefusedInThePushThatReportsIsNotInItsReport() {
        Answer pushed = hub.post("/api/sync/batch")
                .key(till.apiKey())
                .json(Map.of(
                        "failed",
                        3,
                        "operations",
                        List.of(insert("products", "p1").json())))
                .send();

        assertThat(pushed.status()).isEqualTo(200);
        assertThat(failed()).contains(4);
    }

    @Test
    void aRefusalCountsForADay() {
        clock.shifted(Duration.ofHours(-25), () -> till.push(insert("products", "p1")));

        assertThat(failed()).isEmpty();
    }

    @Test
    void theBadgeOfTheBusinessIsThatOfItsWorstDevice() {
        enrolled(business, "Caja 1", "caja-1");
        till.push(insert("products", "p1"));
        JsonNode answer = devices();

        assertThat(answer.get("badge").asString()).isEqualTo("OFFLINE");
        assertThat(answer.get("because").size()).isEqualTo(1);
        assertThat(answer.get("because").get(0).get("deviceId").asString()).isEqualTo(till.id());
        assertThat(answer.get("because").get(0).get("cause").asString()).isEqualTo("FAILED");
        assertThat(answer.get("because").get(0).get("number").asInt()).isEqualTo(1);
        assertThat(answer.get("locations").size()).isEqualTo(1);
        assertThat(answer.get("locations").get(0).get("devices").asInt()).isEqualTo(2);
    }
}
