package dev.concilia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.catalog.Catalog;
import dev.concilia.catalog.EntityType;
import dev.concilia.catalog.Reference;
import dev.concilia.kernel.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

class SeedTest {
    private static final ZoneId ZONE = ZoneId.of("America/Mexico_City");
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 8, 24);
    private static final Catalog CATALOG = Catalog.fromClasspath();
    private static final List<SeedPlace> PLACES = List.of(
            new SeedPlace(0, "Centro", "00000000-0000-0000-0000-000000000001", 62),
            new SeedPlace(1, "Norte", "00000000-0000-0000-0000-000000000002", 46),
            new SeedPlace(2, "Sur", "00000000-0000-0000-0000-000000000003", 34));
    private static final List<Unit> UNITS = units(7);

    private static List<Unit> units(int days) {
        Seed seed = new Seed(Menu.read(), ZONE);
        List<Unit> units = new ArrayList<>(seed.masters());
        for (int i = 0; i < days; i++) {
            for (SeedPlace place : PLACES) {
                units.addAll(seed.day(place, FIRST_DAY.plusDays(i)));
            }
        }
        units.add(seed.mark());
        return units;
    }

    private static List<Op> ops() {
        return UNITS.stream().flatMap(unit -> unit.ops().stream()).toList();
    }

    private static byte[] bytes(List<Unit> units) {
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        units.forEach(unit -> unit.addTo(operations));
        return Json.mapper().writeValueAsBytes(operations);
    }

    @Test
    void the_same_arguments_make_the_same_bytes() {
        assertThat(bytes(units(7))).isEqualTo(bytes(UNITS));
    }

    @Test
    void every_payload_fits_the_schema_of_its_entity() {
        for (Op op : ops()) {
            EntityType type = CATALOG.find(op.entity()).orElseThrow();
            JsonNode read = Json.mapper().readTree(op.payload().toString());
            assertThat(CATALOG.validator().validate(type, read, op.action().equals("update")))
                    .as("%s %s", op.entity(), read)
                    .isEmpty();
        }
    }

    @Test
    void ids_and_operation_ids_are_unique_except_that_a_session_is_opened_and_closed() {
        Set<String> operations = new HashSet<>();
        Set<String> inserted = new HashSet<>();
        for (Op op : ops()) {
            assertThat(operations.add(op.operationId())).isTrue();
            assertThat(op.action().equals("update") != inserted.add(op.entityId()))
                    .isTrue();
        }
    }

    @Test
    void the_sample_has_the_size_that_was_asked_for() {
        Map<String, Integer> counts = new HashMap<>();
        ops().stream()
                .filter(op -> op.action().equals("insert"))
                .forEach(op -> counts.merge(op.entity(), 1, Integer::sum));
        assertThat(counts.get("products")).isBetween(180, 230);
        assertThat(counts.get("customers")).isEqualTo(1_500);
        assertThat(counts.get("addresses")).isEqualTo(600);
        assertThat(counts.getOrDefault("sales", 0) * 90 / 7).isBetween(10_000, 16_000);
        assertThat(counts.get("cash_sessions")).isEqualTo(21);
        assertThat(counts)
                .containsKeys("orders", "order_items", "expenses", "cash_movements", "inventory_movements", "payments");
    }

    @Test
    void the_total_of_a_sale_is_lines_less_discount_plus_tax_and_its_payments_sum_to_it() {
        for (Unit unit : UNITS) {
            Op head = unit.ops().getFirst();
            if (head.entity().equals("sales")) {
                BigDecimal total = amount(head, "total");
                assertThat(lines(unit).subtract(amount(head, "discount")).add(amount(head, "tax")))
                        .isEqualByComparingTo(total);
                assertThat(payments(unit)).isEqualByComparingTo(total);
            }
        }
    }

    @Test
    void the_total_of_an_order_is_lines_less_discount_and_a_completed_one_is_paid() {
        for (Unit unit : UNITS) {
            Op head = unit.ops().getFirst();
            if (head.entity().equals("orders")) {
                BigDecimal total = amount(head, "total");
                assertThat(lines(unit).subtract(amount(head, "discount"))).isEqualByComparingTo(total);
                boolean completed = head.payload().path("status").asString("").equals("COMPLETED");
                assertThat(payments(unit)).isEqualByComparingTo(completed ? total : BigDecimal.ZERO);
            }
        }
    }

    @Test
    void what_is_referred_to_comes_first() {
        Set<String> seen = new HashSet<>();
        for (Op op : ops()) {
            for (Reference reference : CATALOG.find(op.entity()).orElseThrow().references()) {
                String target = op.payload().path(reference.field()).asString("");
                assertThat(target.isEmpty() || seen.contains(reference.entity() + "/" + target))
                        .as("%s.%s", op.entity(), reference.field())
                        .isTrue();
            }
            seen.add(op.entity() + "/" + op.entityId());
        }
    }

    @Test
    void a_session_is_open_while_it_is_named_and_closed_once() {
        Set<String> open = new HashSet<>();
        Set<String> closed = new HashSet<>();
        for (Op op : ops()) {
            if (op.entity().equals("cash_sessions")) {
                boolean opens = op.action().equals("insert");
                assertThat(opens ? open.add(op.entityId()) : open.remove(op.entityId()) && closed.add(op.entityId()))
                        .isTrue();
            } else if (op.payload().has("cashSessionId")) {
                assertThat(open).contains(op.payload().path("cashSessionId").asString(""));
            }
        }
        assertThat(open).isEmpty();
        assertThat(closed).hasSize(21);
    }

    @Test
    void order_numbers_are_unique_per_location_and_day() {
        Set<String> numbers = new HashSet<>();
        ops().stream()
                .filter(op -> op.entity().equals("orders"))
                .forEach(op -> assertThat(numbers.add(op.payload().path("locationId") + "/"
                                + op.payload().path("businessDate") + "/"
                                + op.payload().path("dailyNumber")))
                        .isTrue());
    }

    @Test
    void ninety_days_never_sell_more_than_the_shelves_hold() {
        Seed seed = new Seed(Menu.read(), ZONE);
        Map<String, Long> sold = new HashMap<>();
        for (int i = 0; i < Seed.DAYS; i++) {
            for (SeedPlace place : PLACES) {
                seed.day(place, FIRST_DAY.plusDays(i)).stream()
                        .flatMap(unit -> unit.ops().stream())
                        .filter(op -> op.entity().equals("sale_items"))
                        .forEach(op -> sold.merge(
                                op.payload().path("productId").asString(""),
                                op.payload().path("quantity").asLong(0),
                                Long::sum));
            }
        }
        seed.masters().stream()
                .flatMap(unit -> unit.ops().stream())
                .filter(op -> op.payload().has("productId"))
                .forEach(op -> assertThat(op.payload().path("quantity").asLong(0))
                        .isGreaterThan(
                                sold.getOrDefault(op.payload().path("productId").asString(""), 0L)));
    }

    @Test
    void batches_stay_within_the_limit_and_keep_units_whole() {
        Batches batches = new Batches(500);
        List<List<Unit>> packed = new ArrayList<>();
        UNITS.forEach(unit -> packed.add(batches.add(unit)));
        packed.add(batches.rest());
        assertThat(packed).allMatch(batch -> batch.stream().mapToInt(Unit::size).sum() <= 500);
        assertThat(packed.stream().flatMap(List::stream).toList()).isEqualTo(UNITS);
    }

    private static BigDecimal lines(Unit unit) {
        return unit.ops().stream()
                .filter(op -> op.entity().endsWith("_items"))
                .map(op -> amount(op, "price").multiply(amount(op, "quantity")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal payments(Unit unit) {
        return unit.ops().stream()
                .filter(op -> op.entity().equals("payments"))
                .map(op -> amount(op, "amount"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal amount(Op op, String field) {
        return op.payload().path(field).decimalValue().setScale(4, RoundingMode.UNNECESSARY);
    }
}
