package dev.concilia.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the people at one device do with it. Not thread-safe: one device, one thread. */
final class Habits {
    private static final int ORDERS_IN_HAND = 12;

    /** An order of this device that goes on; {@code status} is its last. */
    private record Running(String id, String status) {}

    private final Profile profile;
    private final String locationId;
    private final ZoneId zone;
    private final Checkout checkout;
    private final OrderDesk desk;
    private final List<Inventory.Item> stock;
    private final RandomGenerator random;
    private final Supplier<String> ids;
    private final List<Running> orders = new ArrayList<>();
    private @Nullable LocalDate sessionDay;
    private LocalDate numbersOf = LocalDate.MIN;
    private int lastNumber;
    private long drawer;

    Habits(Profile profile, String locationId, ZoneId zone, Menu menu, RandomGenerator random, Supplier<String> ids) {
        this.profile = profile;
        this.locationId = locationId;
        this.zone = zone;
        this.checkout = new Checkout(menu);
        this.desk = new OrderDesk(menu);
        this.stock = Inventory.items(menu);
        this.random = random;
        this.ids = ids;
    }

    /** An order number that the location has used, as the pull showed. */
    void sawOrder(String location, String businessDate, int number) {
        if (location.equals(locationId) && businessDate.equals(numbersOf.toString())) {
            lastNumber = Math.max(lastNumber, number);
        }
    }

    /** The day has come whose order numbers count; to be called before the first pull. */
    void today(Instant now) {
        LocalDate day = LocalDate.ofInstant(now, zone);
        if (!day.equals(numbersOf)) {
            numbersOf = day;
            lastNumber = 0;
        }
    }

    /** What this turn brings, often nothing; {@code now} is the device's clock. */
    List<Unit> turn(Instant now, Replica replica, Outbox outbox) {
        today(now);
        List<Unit> units = new ArrayList<>();
        String session = session(now, units);
        if (!Dice.chance(random, bustle(now))) {
            return units;
        }
        int what = random.nextInt(100);
        switch (profile.trade()) {
            case TILL -> {
                if (what < 90) {
                    sell(session, now, units);
                } else if (what < 94) {
                    units.add(pettyCash(session, now));
                } else {
                    noteOnCustomer(now, replica, outbox).ifPresent(units::add);
                }
            }
            case TABLET -> {
                if (what < 25) {
                    takeOrder(now, units);
                } else if (what < 70) {
                    moveOrderOn(now).ifPresent(units::add);
                } else if (what < 90) {
                    sell(session, now, units);
                } else {
                    noteOnCustomer(now, replica, outbox).ifPresent(units::add);
                }
            }
            case BACKEND -> {
                if (what < 55) {
                    units.add(Unit.of(Inventory.movement(random, stock, ids.get(), now)));
                } else if (what < 85) {
                    noteOnCustomer(now, replica, outbox).ifPresent(units::add);
                } else {
                    reprice(now, replica, outbox).ifPresent(units::add);
                }
            }
            case NONE -> {}
        }
        return units;
    }

    /** Busy by day, a trickle at night, so that the page lives at any hour. */
    private double bustle(Instant now) {
        int hour = now.atZone(zone).getHour();
        double byHour = hour < 6 || hour > 21 ? 0.10 : hour < 11 || hour > 17 ? 0.28 : 0.20;
        return profile.trade() == Profile.Trade.BACKEND ? 0.15 : byHour;
    }

    /** Each device has a drawer of its own per day, so that no other one can close it under its sales. */
    private String session(Instant now, List<Unit> units) {
        LocalDate day = LocalDate.ofInstant(now, zone);
        String session = sessionOf(day);
        if (profile.trade() != Profile.Trade.BACKEND && !day.equals(sessionDay)) {
            if (sessionDay != null) {
                units.add(Unit.of(Drawer.close(sessionOf(sessionDay), profile.name(), Money.of(drawer), now)));
            }
            // Told by the day alone: after a restart the same opening is only a duplicate.
            Instant opened = day.atStartOfDay(zone).toInstant();
            units.add(Unit.of(Drawer.open(session, locationId, profile.name(), opened)));
            sessionDay = day;
            drawer = Drawer.OPENING_CENTS;
        }
        return session;
    }

    private String sessionOf(LocalDate day) {
        return DemoIds.of("live-session/" + profile.externalId() + "/" + day);
    }

    private void sell(String session, Instant now, List<Unit> units) {
        Checkout.Sale sale = checkout.sale(random, ids, new Till(locationId, session), now);
        drawer += sale.cashCents();
        units.add(sale.unit());
    }

    private Unit pettyCash(String session, Instant now) {
        long cents = random.nextInt(3, 30) * 1_000L;
        drawer = Math.max(0, drawer - cents);
        return Unit.of(
                random.nextBoolean()
                        ? Drawer.expense(ids.get(), session, cents, "Compra menor", "Operación", now)
                        : Drawer.movement(ids.get(), session, "OUT", cents, "Retiro a caja fuerte", now));
    }

    private void takeOrder(Instant now, List<Unit> units) {
        if (orders.size() < ORDERS_IN_HAND) {
            OrderDesk.Slip slip = new OrderDesk.Slip(locationId, numbersOf, ++lastNumber, now);
            Unit unit = desk.order(random, ids, slip, "PENDING");
            units.add(unit);
            orders.add(new Running(unit.ops().getFirst().entityId(), "PENDING"));
        }
    }

    private Optional<Unit> moveOrderOn(Instant now) {
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        Running order = orders.removeFirst();
        String next = OrderDesk.next(order.status());
        if (next == null) {
            return Optional.empty();
        }
        orders.addLast(new Running(order.id(), next));
        return Optional.of(edit("orders", order.id(), object().put("status", next), null, now));
    }

    private Optional<Unit> noteOnCustomer(Instant now, Replica replica, Outbox outbox) {
        String id = CustomerBook.id(CustomerBook.choose(random));
        ObjectNode change = Dice.chance(random, 0.1)
                ? object().put("phone", CustomerBook.phone(random))
                : object().put("internalNotes", Dice.pick(random, CustomerWords.NOTES));
        return editKnown("customers", id, change, now, replica, outbox);
    }

    private Optional<Unit> reprice(Instant now, Replica replica, Outbox outbox) {
        Menu.Product product = checkout.menu().choose(random);
        long cents = product.priceCents() * random.nextInt(96, 109) / 5_000 * 50;
        return editKnown("products", product.id(), object().put("price", Money.of(cents)), now, replica, outbox);
    }

    /** An edit on top of the version that this device has seen; without one it leaves the record alone. */
    private Optional<Unit> editKnown(
            String entity, String id, ObjectNode change, Instant now, Replica replica, Outbox outbox) {
        long version = replica.version(entity, id);
        return version == 0 || outbox.touches(id)
                ? Optional.empty()
                : Optional.of(edit(entity, id, change, version, now));
    }

    private Unit edit(String entity, String id, ObjectNode change, @Nullable Long base, Instant now) {
        return Unit.of(new Op(ids.get(), entity, "update", id, change, base, now));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
