package dev.concilia.demo;

import java.time.Instant;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a bad memory card does: records gone, records of yesterday, now and then one whose sending was lost. */
final class Mishap {
    private static final double STRAY = 0.3;

    private final RandomGenerator random;
    private final Supplier<String> ids;

    Mishap(RandomGenerator random, Supplier<String> ids) {
        this.random = random;
        this.ids = ids;
    }

    void strike(Replica replica, Instant now) {
        for (int i = 0; i < random.nextInt(1, 4); i++) {
            lose("customers", replica);
        }
        String product = replica.any("products", random);
        if (product != null && replica.version("products", product) > 1) {
            replica.settle("products", product, replica.version("products", product) - 1, false, now);
        }
        if (Dice.chance(random, STRAY)) {
            replica.stray("customers", ids.get(), customer(), now);
        }
    }

    private void lose(String entity, Replica replica) {
        @Nullable String id = replica.any(entity, random);
        if (id != null) {
            replica.forget(entity, id);
        }
    }

    private ObjectNode customer() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("firstName", Dice.pick(random, CustomerWords.FIRST))
                .put("lastName", Dice.pick(random, CustomerWords.LAST))
                .put("phone", CustomerBook.phone(random));
    }
}
