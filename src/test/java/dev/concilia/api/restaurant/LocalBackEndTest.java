package dev.concilia.api.restaurant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.device.Presence;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the local back end of text 000 does over days, by the one key of its business and without naming itself. */
@HubTest
class LocalBackEndTest {
    private static final Duration DAY = Duration.ofHours(24);

    private final Hub hub;
    private final TestClock clock;
    private final Presence presence;
    private final Tables tables;
    private final TestBusiness business;
    private final TestDevice bot;
    private final String key;

    LocalBackEndTest(Hub hub, TestClock clock, Presence presence, Tables tables) {
        this.hub = hub;
        this.clock = clock;
        this.presence = presence;
        this.tables = tables;
        this.business = hub.business();
        this.bot = business.device("bot");
        this.key = business.newKey("local").at("apiKey");
    }

    private JsonNode get(String path) {
        Answer answer = hub.get(path).key(key).send();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode post(String path, Map<String, ?> body) {
        Answer answer = hub.post(path).key(key).json(body).send();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().path("data");
    }

    private JsonNode confirm(String order, int number) {
        return post(
                "/api/sync/orders/confirm",
                Map.of("orderUpdates", List.of(Map.of("orderId", order, "dailyNumber", number))));
    }

    private JsonNode bulk(Map<String, ?> customer) {
        return post("/api/sync/customers/bulk", Map.of("customers", List.of(customer)));
    }

    @Test
    void an_order_from_before_midnight_takes_a_number_of_the_day_on_which_it_gets_one() {
        bot.push(Op.insert("orders", "o1", "status", "PENDING"), Op.insert("orders", "o2", "status", "PENDING"));
        assertThat(confirm("o1", 1).get("confirmed").asInt()).isEqualTo(1);

        JsonNode tomorrow = clock.shifted(DAY, () -> confirm("o2", 1));
        JsonNode again = clock.shifted(DAY.multipliedBy(2), () -> confirm("o2", 1));

        assertThat(tomorrow.get("confirmed").asInt()).as(tomorrow.toString()).isEqualTo(1);
        assertThat(again.get("confirmed").asInt()).as(again.toString()).isEqualTo(1);
        assertThat(get("/api/sync/orders/pending").get("data")).isEmpty();
        assertThat(get("/api/orders/o2").get("businessDate").asString())
                .isGreaterThan(get("/api/orders/o1").get("businessDate").asString());
    }

    @Test
    void a_number_is_still_taken_once_a_day() {
        bot.push(Op.insert("orders", "o1", "status", "PENDING"), Op.insert("orders", "o2", "status", "PENDING"));
        confirm("o1", 1);

        assertThat(confirm("o2", 1).get("failed").get(0).get("error").asString())
                .isEqualTo("DAILY_NUMBER_TAKEN");
    }

    @Test
    void the_status_knows_a_back_end_that_names_itself_nowhere() {
        assertThat(get("/api/sync/status").get("isConnected").booleanValue()).isFalse();

        get("/api/sync/orders/pending");
        presence.flush();

        JsonNode status = get("/api/sync/status");
        assertThat(status.get("isConnected").booleanValue()).isTrue();
        assertThat(status.get("lastSync").isString()).isTrue();
    }

    @Test
    void a_customer_that_was_deleted_here_does_not_come_back_unasked() {
        Map<String, ?> ana = Map.of("id", "c1", "firstName", "Ana");
        assertThat(bulk(ana).get("applied").asInt()).isEqualTo(1);
        bot.push(Op.delete("customers", "c1"));

        assertThat(bulk(ana).get("conflicts").asInt()).isEqualTo(1);
        assertThat(bulk(ana).get("conflicts").asInt()).isEqualTo(1);
        assertThat(bulk(Map.of("id", "c1", "firstName", "Ana", "version", 1))
                        .get("conflicts")
                        .asInt())
                .isEqualTo(1);

        assertThat(hub.get("/api/customers/c1").key(key).send().status()).isEqualTo(404);
        assertThat(tables.count("conflict", business.id())).isEqualTo(2);
    }

    @Test
    void addresses_that_are_gone_name_their_customers_once() {
        bulk(Map.of("id", "c1", "firstName", "Ana", "addresses", List.of(Map.of("id", "a1"), Map.of("id", "a2"))));
        String since = get("/api/sync/customers/changes").get("serverTimestamp").asString();
        bot.push(Op.delete("addresses", "a1"), Op.delete("addresses", "a2"));

        JsonNode changed = get("/api/sync/customers/changes?since=" + since).get("data");

        assertThat(changed).hasSize(1);
        assertThat(changed.get(0).get("addresses")).isEmpty();
    }

    @Test
    void more_than_one_call_may_hold_is_told_apart_from_what_is_wrong() {
        List<Map<String, Object>> many = IntStream.range(0, 1_001)
                .<Map<String, Object>>mapToObj(i -> Map.of("orderId", "o" + i, "dailyNumber", i))
                .toList();

        Answer answer = hub.post("/api/sync/orders/confirm")
                .key(key)
                .json(Map.of("orderUpdates", many))
                .send();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("BATCH_TOO_LARGE");
    }
}
