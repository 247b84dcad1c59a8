package dev.concilia.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * One day of one location, from opening the drawer to closing it. It follows from place and date alone, not from when the
 * seed runs: a seed that is resumed on a later day makes the same days again.
 */
final class SeedDay {
    private static final int OPENS = 7;
    /** Share of the day's sales by hour, from {@link #OPENS} on: breakfast, lunch, and the bread for supper. */
    private static final int[] HOURS = {8, 12, 11, 8, 6, 5, 6, 7, 5, 5, 7, 10, 9, 4};

    private static final List<String> STAFF = List.of("Lupita", "Beto", "Chayo", "Memo", "Ana", "Paco");
    private static final List<String> EXPENSES =
            List.of("Hielo", "Gas", "Productos de limpieza", "Bolsas y servilletas", "Taxi de reparto", "Fruta");

    private final SeedPlace place;
    private final LocalDate day;
    private final ZoneId zone;
    private final Checkout checkout;
    private final OrderDesk orders;
    private final List<Inventory.Item> stock;
    private final SplittableRandom random;
    private final Supplier<String> ids;
    private final String session;

    SeedDay(Menu menu, SeedPlace place, LocalDate day, ZoneId zone) {
        this.place = place;
        this.day = day;
        this.zone = zone;
        this.checkout = new Checkout(menu);
        this.orders = new OrderDesk(menu);
        this.stock = Inventory.items(menu);
        this.random = new SplittableRandom(Seed.SEED + 1_000_003L * day.toEpochDay() + 7_919L * place.number());
        this.ids = DemoIds.series("day/" + place.number() + "/" + day);
        this.session = DemoIds.of("session/" + place.number() + "/" + day);
    }

    private record Event(Instant at, Unit unit) {}

    /** The day's operations in the order in which they happened. */
    List<Unit> units() {
        String opener = Dice.pick(random, STAFF);
        long drawer = Drawer.OPENING_CENTS;
        List<Event> events = new ArrayList<>();
        int sales = salesOfTheDay();
        for (int i = 0; i < sales; i++) {
            Instant at = moment();
            Checkout.Sale sale = checkout.sale(random, ids, new Till(place.locationId(), session), at);
            drawer += sale.cashCents();
            events.add(new Event(at, sale.unit()));
        }
        drawer += extras(events);
        takeOrders(events);
        events.sort((a, b) -> a.at().compareTo(b.at()));
        List<Unit> units = new ArrayList<>();
        units.add(Unit.of(Drawer.open(session, place.locationId(), opener, at(LocalTime.of(6, 40)))));
        events.forEach(event -> units.add(event.unit()));
        units.add(Unit.of(Drawer.close(
                session, Dice.pick(random, STAFF), Money.of(Math.max(0, drawer)), at(LocalTime.of(21, 15)))));
        return units;
    }

    private int salesOfTheDay() {
        int percent = day.getDayOfWeek() == DayOfWeek.SUNDAY || day.getDayOfWeek() == DayOfWeek.SATURDAY
                ? 130
                : day.getDayOfWeek() == DayOfWeek.MONDAY ? 82 : 100;
        return place.salesPerDay() * percent * random.nextInt(85, 116) / 10_000;
    }

    /** Expenses, cash taken to the bank, change brought in, deliveries; the drawer's change in cents. */
    private long extras(List<Event> events) {
        long change = 0;
        for (int i = random.nextInt(3); i > 0; i--) {
            long cents = random.nextInt(3, 40) * 1_000L;
            String what = Dice.pick(random, EXPENSES);
            change -= add(events, at -> Drawer.expense(ids.get(), session, cents, what, "Operación", at), cents);
        }
        if (Dice.chance(random, 0.7)) {
            long cents = random.nextInt(5, 16) * 10_000L;
            change -= add(events, at -> Drawer.movement(ids.get(), session, "OUT", cents, "Retiro a banco", at), cents);
        }
        if (Dice.chance(random, 0.25)) {
            long cents = random.nextInt(2, 6) * 10_000L;
            change += add(events, at -> Drawer.movement(ids.get(), session, "IN", cents, "Cambio", at), cents);
        }
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            add(events, at -> Inventory.movement(random, stock, ids.get(), at), 0);
        }
        return change;
    }

    private interface Maker {
        Op at(Instant at);
    }

    private long add(List<Event> events, Maker maker, long cents) {
        Instant at = moment();
        events.add(new Event(at, Unit.of(maker.at(at))));
        return cents;
    }

    private void takeOrders(List<Event> events) {
        int count = random.nextInt(2, 7);
        for (int number = 1; number <= count; number++) {
            Instant at = moment();
            String status = Dice.chance(random, 0.92) ? "COMPLETED" : "CANCELLED";
            OrderDesk.Slip slip = new OrderDesk.Slip(place.locationId(), day, number, at);
            events.add(new Event(at, orders.order(random, ids, slip, status)));
        }
    }

    private Instant moment() {
        int hour = OPENS + Dice.weighted(random, HOURS);
        return at(LocalTime.of(hour, random.nextInt(60), random.nextInt(60)));
    }

    private Instant at(LocalTime time) {
        return day.atTime(time).atZone(zone).toInstant();
    }
}
