package dev.concilia.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** A harness that finds no bug proves nothing: each of these must be found within a quarter of the ordinary seeds. */
@HubTest
class PlantedBugsTest {
    private static final int STEPS = 100;
    private static final int MOST_SEEDS = 50;

    private final SecondNode second;
    private final Target target;

    PlantedBugsTest(Tables tables) {
        this.second = SecondNode.beside(tables);
        this.target = new Target(List.of(second.uri()), HubTest.ADMIN_TOKEN, tables.owner());
    }

    @ParameterizedTest
    @EnumSource(value = Plant.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void isFound(Plant plant) {
        Logger engine = (Logger) LoggerFactory.getLogger("dev.concilia.sync");
        engine.setLevel(Level.OFF); // what the database refuses of a planted bug is no news
        second.sabotage().plant(plant);
        try {
            for (long seed = 0; seed < MOST_SEEDS; seed++) {
                try {
                    new World(target, seed).live(STEPS);
                } catch (AssertionError e) {
                    assertThat(second.sabotage().bites()).isPositive();
                    assertThat(e).hasMessageContaining("seed " + seed);
                    report(plant, seed, String.valueOf(e.getMessage()));
                    return;
                }
            }
            assertThat(second.sabotage().bites())
                    .as("the plant still fits the hub's code")
                    .isPositive();
            fail(plant + " was not found by " + MOST_SEEDS + " seeds");
        } finally {
            second.sabotage().plant(Plant.NONE);
            engine.setLevel(null);
        }
    }

    private static void report(Plant plant, long seed, String story) {
        Report.line(Canon.JSON
                .createObjectNode()
                .put("name", "planted." + plant)
                .put("foundBySeed", seed)
                .put("as", story.lines().skip(1).findFirst().orElse("").strip()));
    }
}
