package dev.concilia.demo;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The sample's customers: who they are follows from their number alone. */
final class CustomerBook {
    static final int SIZE = 1_500;

    private CustomerBook() {}

    static String id(int number) {
        return DemoIds.of("customer/" + number);
    }

    /** The id of a customer's address, none for those who gave none. */
    static @Nullable String addressId(int number) {
        return number % 5 < 2 ? DemoIds.of("address/" + number) : null;
    }

    /** A customer; the regulars among them come far more often. */
    static int choose(RandomGenerator random) {
        double skewed = random.nextDouble();
        return (int) (skewed * skewed * SIZE);
    }

    /** The customer, and the address if there is one. */
    static List<Op> ops(int number, Instant at) {
        SplittableRandom random = new SplittableRandom(Seed.SEED + 31L * number);
        List<Op> ops = new ArrayList<>();
        ops.add(Op.insert("customers", id(number), customer(number, random), at));
        String address = addressId(number);
        if (address != null) {
            ops.add(Op.insert("addresses", address, address(number, random), at));
        }
        return ops;
    }

    static String phone(RandomGenerator random) {
        return "55 %04d %04d".formatted(random.nextInt(1_000, 10_000), random.nextInt(10_000));
    }

    private static ObjectNode customer(int number, RandomGenerator random) {
        String first = Dice.pick(random, CustomerWords.FIRST);
        String last = Dice.pick(random, CustomerWords.LAST);
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("firstName", first)
                .put("lastName", last + " " + Dice.pick(random, CustomerWords.LAST))
                .put("phone", phone(random));
        if (Dice.chance(random, 0.7)) {
            data.put("email", plain(first) + "." + plain(last) + number + "@correo.example");
        }
        data.put("loyaltyPoints", random.nextInt(0, 60) * 5);
        data.put("totalSpent", Money.of(random.nextInt(0, 900_000)));
        if (Dice.chance(random, 0.05)) {
            data.put("creditLimit", Money.of(random.nextInt(1, 11) * 50_000L));
        }
        if (Dice.chance(random, 0.3)) {
            data.put(
                    "birthDate",
                    "%d-%02d-%02d".formatted(random.nextInt(1950, 2006), random.nextInt(1, 13), random.nextInt(1, 29)));
        }
        if (Dice.chance(random, 0.08)) {
            data.put("internalNotes", Dice.pick(random, CustomerWords.NOTES));
        }
        boolean banned = Dice.chance(random, 0.004);
        data.put("isBanned", banned);
        if (banned) {
            data.put("banReason", "Pedidos sin recoger");
        }
        return data;
    }

    private static ObjectNode address(int number, RandomGenerator random) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("customerId", id(number))
                .put("street", Dice.pick(random, CustomerWords.STREETS))
                .put("number", String.valueOf(random.nextInt(1, 1_600)))
                .put("neighborhood", Dice.pick(random, CustomerWords.NEIGHBORHOODS))
                .put("city", "Ciudad de México")
                .put("state", "CDMX")
                .put("zip", "%05d".formatted(random.nextInt(1_000, 16_900)))
                .put("country", "México")
                .put("latitude", BigDecimal.valueOf(random.nextLong(19_300_000, 19_500_000), 6))
                .put("longitude", BigDecimal.valueOf(-random.nextLong(99_100_000, 99_200_000), 6))
                .put("isDefault", true);
        if (Dice.chance(random, 0.35)) {
            data.put("interior", "Depto. " + random.nextInt(1, 40));
        }
        if (Dice.chance(random, 0.4)) {
            data.put("deliveryInstructions", Dice.pick(random, CustomerWords.DIRECTIONS));
        }
        return data;
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z]", "")
                .toLowerCase(Locale.ROOT);
    }
}
