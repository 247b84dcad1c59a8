package dev.concilia.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Page.Change;
import dev.concilia.support.ReplicaDevice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A day of work through all five families at once ends with everybody holding what the hub holds, and everything there once. */
@HubTest
@Timeout(120)
class DayTest {
    private final Hub hub;

    DayTest(Hub hub) {
        this.hub = hub;
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false"})
    void aDayEndsReconciled(long seed, boolean sockets) throws Exception {
        Day day = new Day(hub, seed, sockets);
        day.run();

        assertThat(day.ledger.refusals()).isEmpty();
        assertThat(day.lostAnswers()).isPositive();
        assertThat(day.restarts()).isPositive();
        assertThat(day.ledger.conflictsSettled()).isPositive();
        everybodyIsReconciled(day);
        List<Change> records = records(day);
        everythingIsThereOnce(day, records);
        theSumsAreRight(day, records);
        theKitchenHasEveryOrderOnce(day, records);
        if (sockets) {
            eventsWereHeard(day);
        } else {
            assertThat(day.ledger.heard()).noneMatch(what -> what.startsWith("order:new") || what.startsWith("update"));
        }
        assertThat(day.ledger.heard()).contains("trigger till-1", "trigger till-2");
    }

    private static void everybodyIsReconciled(Day day) {
        day.clients().forEach((name, client) -> {
            assertThat(client.isIdle()).as(name).isTrue();
            JsonNode answer = client.reconcile().json();
            assertThat(answer.get("isConsistent").booleanValue())
                    .as(name + " " + answer)
                    .isTrue();
        });
        ReplicaDevice witness = new ReplicaDevice(day.business.device("witness"));
        witness.sync();
        assertThat(witness.reconcile().json().get("isConsistent").booleanValue())
                .isTrue();
    }

    private static List<Change> records(Day day) {
        List<Change> all = new ArrayList<>();
        String cursor = "";
        boolean more = true;
        while (more) {
            var page = day.office.pull("limit=1000" + cursor);
            page.changes().stream().filter(change -> !change.deleted()).forEach(all::add);
            cursor = "&cursor=" + page.cursor();
            more = page.hasMore();
        }
        return all;
    }

    private static void everythingIsThereOnce(Day day, List<Change> records) {
        Map<String, List<String>> found = new HashMap<>();
        records.forEach(record -> record.data()
                .valueStream()
                .filter(value -> day.ledger.marks().containsKey(value.asString("")))
                .forEach(value -> found.computeIfAbsent(value.asString(), mark -> new ArrayList<>())
                        .add(record.entity())));
        Map<String, List<String>> wanted = new HashMap<>();
        day.ledger.marks().forEach((mark, table) -> {
            if (!day.ledger.isDeleted(mark)) {
                wanted.put(mark, List.of(table));
            }
        });
        assertThat(new TreeMap<>(found)).isEqualTo(new TreeMap<>(wanted));
    }

    private static void theSumsAreRight(Day day, List<Change> records) {
        for (Change record : records) {
            if (record.entity().equals("customers") && Day.isShared(record.id())) {
                assertThat(record.data().get("loyaltyPoints").asInt())
                        .as(record.id())
                        .isEqualTo(day.ledger.pointsOf(record.id()));
            } else if (record.id().equals(Day.STOCK)) {
                assertThat(record.data().get("quantity").asInt())
                        .isEqualTo(Day.STOCK_AT_DAWN - day.ledger.takenFromStock());
            } else if (record.entity().equals("cash_sessions")) {
                assertThat(record.data().get("status").asString()).isEqualTo("CLOSED");
            }
        }
    }

    private static void theKitchenHasEveryOrderOnce(Day day, List<Change> records) {
        RestaurantBackEnd kitchen = day.at("restaurant", RestaurantBackEnd.class);
        Map<String, Integer> numbers = records.stream()
                .filter(record ->
                        record.entity().equals("orders") && record.data().has("dailyNumber"))
                .collect(Collectors.toMap(
                        Change::id, record -> record.data().get("dailyNumber").asInt()));
        assertThat(kitchen.orders()).isEqualTo(new TreeMap<>(numbers));
        assertThat(numbers.keySet())
                .containsAll(day.at("bot", WhatsAppBot.class).orders());
        assertThat(numbers.values()).doesNotHaveDuplicates();
        Map<String, String> dishes = records.stream()
                .filter(record ->
                        record.entity().equals("products") && record.id().startsWith("dish-"))
                .collect(Collectors.toMap(
                        Change::id, record -> record.data().get("price").asString()));
        assertThat(dishes).isEqualTo(kitchen.dishes());
    }

    private static void eventsWereHeard(Day day) {
        assertThat(day.ledger.heard())
                .contains("update oven", "update counter")
                .containsAll(day.at("bot", WhatsAppBot.class).orders().stream()
                        .map(order -> "order:new " + order)
                        .toList());
    }
}
