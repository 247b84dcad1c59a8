package dev.concilia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.kernel.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HabitsTest {
    private static final Instant MORNING = Instant.parse("2026-11-20T16:00:00Z");
    private static final Catalog CATALOG = Catalog.fromClasspath();

    private static List<Op> threeDays(Profile profile) {
        Replica replica = new Replica(Set.of("customers", "products"));
        for (int i = 0; i < CustomerBook.SIZE; i++) {
            replica.put("customers", CustomerBook.id(i), 1, false, MORNING);
        }
        Menu menu = Menu.read();
        menu.products().forEach(p -> replica.put("products", p.id(), 1, false, MORNING));
        Habits habits = new Habits(
                profile,
                "here",
                ZoneId.of("America/Mexico_City"),
                menu,
                new SplittableRandom(7),
                DemoIds.series(profile.name()));
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            habits.turn(MORNING.plusSeconds(40L * i), replica, new Outbox()).forEach(unit -> ops.addAll(unit.ops()));
        }
        return ops;
    }

    @Test
    void what_a_device_does_fits_the_schemas_and_can_be_repeated() {
        for (Profile profile : Profile.ALL) {
            List<Op> ops = threeDays(profile);
            assertThat(ops).isEqualTo(threeDays(profile));
            for (Op op : ops) {
                EntityType type = CATALOG.find(op.entity()).orElseThrow();
                var payload = Json.mapper().readTree(op.payload().toString());
                assertThat(CATALOG.validator()
                                .validate(type, payload, op.action().equals("update")))
                        .as("%s %s", op.entity(), payload)
                        .isEmpty();
            }
        }
    }

    @Test
    void a_device_sells_on_its_own_open_session_only() {
        Set<String> open = new HashSet<>();
        for (Op op : threeDays(Profile.ALL.get(1))) {
            if (op.entity().equals("cash_sessions")) {
                assertThat(op.action().equals("insert") ? open.add(op.entityId()) : open.remove(op.entityId()))
                        .isTrue();
            } else if (op.payload().has("cashSessionId")) {
                assertThat(open).contains(op.payload().path("cashSessionId").asString(""));
            }
        }
        assertThat(open).hasSize(1);
    }

    @Test
    void an_order_number_that_the_feed_showed_is_not_given_again() {
        Profile tablet = Profile.ALL.get(3);
        Habits habits = new Habits(
                tablet,
                "here",
                ZoneId.of("America/Mexico_City"),
                Menu.read(),
                new SplittableRandom(7),
                DemoIds.series("x"));
        habits.today(MORNING);
        habits.sawOrder("here", "2026-11-20", 41);
        habits.sawOrder("there", "2026-11-20", 77);
        habits.sawOrder("here", "2026-11-19", 99);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            habits.turn(MORNING, new Replica(Set.of()), new Outbox()).stream()
                    .flatMap(unit -> unit.ops().stream())
                    .filter(op -> op.payload().has("dailyNumber"))
                    .forEach(op -> numbers.add(op.payload().path("dailyNumber").asInt(0)));
        }
        assertThat(numbers).startsWith(42, 43, 44).doesNotHaveDuplicates();
    }
}
