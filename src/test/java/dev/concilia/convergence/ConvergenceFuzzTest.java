package dev.concilia.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Devices, random operations and random faults, then quiet: all replicas equal the hub, what was acknowledged is there
 * once, nothing is lost. Two nodes answer, one of them is restarted. Replay a seed alone with
 * {@code -Dconvergence.seed=N -Dconvergence.steps=M}; {@code -Dconvergence.seeds=N} runs so many.
 */
@HubTest
class ConvergenceFuzzTest {
    private static final int STEPS = Integer.getInteger("convergence.steps", 100);
    private static final long ONLY = Long.getLong("convergence.seed", -1);
    private static final long MANY = Long.getLong("convergence.seeds", 200);
    /** The seeds in whose midst a node is restarted. */
    private static final long RESTARTED = 8;

    private final SecondNode second;
    private final Target target;

    ConvergenceFuzzTest(Hub hub, Tables tables) {
        this.second = SecondNode.beside(tables);
        this.target = new Target(List.of(Target.node(hub.port()), second.uri()), HubTest.ADMIN_TOKEN, tables.owner());
    }

    @Test
    void replicasConvergeAndNothingIsLostOrDoubled() throws InterruptedException {
        List<Long> seeds = (ONLY >= 0 ? LongStream.of(ONLY) : LongStream.range(0, MANY))
                .boxed()
                .toList();
        long begun = System.nanoTime();
        Seeds run = new Seeds();
        throughARestart(run, seeds.stream().filter(seed -> seed < RESTARTED).toList());
        run.run(seeds.stream().filter(seed -> seed >= RESTARTED).toList(), this::live);
        report(run, seeds.size(), System.nanoTime() - begun);
        if (!run.failures().isEmpty()) {
            fail(story(run));
        }
        if (ONLY < 0 && MANY >= 100) {
            everythingHappened(run.counts());
        }
    }

    private Ledger live(long seed) {
        return new World(target, seed).live(STEPS);
    }

    /** Half of their steps, a node's restart, the other half. */
    private void throughARestart(Seeds run, List<Long> seeds) throws InterruptedException {
        if (seeds.isEmpty()) {
            return;
        }
        Map<Long, World> worlds = new ConcurrentHashMap<>();
        run.run(seeds, seed -> {
            World world = new World(target, seed);
            world.begin();
            world.go(STEPS / 2);
            worlds.put(seed, world);
            return new Ledger();
        });
        second.restart();
        run.run(worlds.keySet(), seed -> {
            World world = Objects.requireNonNull(worlds.get(seed));
            world.go(STEPS);
            return world.end();
        });
    }

    /** A run in which the faults or the outcomes did not occur proves nothing. */
    private static void everythingHappened(Map<String, Integer> counts) {
        assertThat(counts.keySet())
                .contains("applied", "merged", "duplicate", "superseded", "conflict", "rejected")
                .contains("fault: NONE", "fault: CUT_BEFORE", "fault: CUT_IN_THE_REQUEST", "fault: CUT_IN_THE_ANSWER")
                .contains("fault: STALLED", "fault: TWICE", "fault: TWICE_LATE", "fault: late", "fault: at once")
                .contains(
                        "settled TERMINAL_WINS",
                        "settled CENTRAL_WINS",
                        "settled MANUAL_MERGE",
                        "taken back",
                        "mended");
    }

    private static void report(Seeds run, int seeds, long nanos) {
        var line = Canon.JSON
                .createObjectNode()
                .put("name", "convergence")
                .put("seeds", seeds)
                .put("steps", STEPS)
                .put("failures", run.failures().size())
                .put("seconds", nanos / 1_000_000_000L);
        run.counts().forEach(line.putObject("counts")::put);
        Report.line(line);
    }

    /** All failing seeds, and of the first one the shortest way there. */
    private String story(Seeds run) {
        Seeds.Failure first = run.failures().getFirst();
        int low = 0;
        int high = STEPS;
        String story = first.cause().getMessage();
        while (low + 1 < high) {
            int middle = (low + high) / 2;
            try {
                new World(target, first.seed()).live(middle);
                low = middle;
            } catch (AssertionError | RuntimeException e) {
                high = middle;
                story = e.getMessage();
            }
        }
        List<Long> all =
                run.failures().stream().map(Seeds.Failure::seed).sorted().toList();
        return all.size() + " seeds fail: " + all + "\nThe first one, cut to " + high + " steps: " + story;
    }

    /** The same seed, the same story: a failure can be looked at again. */
    @Test
    void aSeedReplays() {
        long seed = 4_000;
        assertThat(World.isCrowded(seed)).isFalse();

        assertThat(answers(seed)).hasSizeGreaterThan(30).isEqualTo(answers(seed));
    }

    private Map<String, List<String>> answers(long seed) {
        Map<String, List<String>> answers = new ConcurrentHashMap<>();
        new World(target, seed)
                .live(STEPS)
                .ops()
                .forEach((id, op) -> answers.put(
                        id,
                        op.acks.stream()
                                .map(ack -> ack.outcome() + ack.error() + ack.version())
                                .toList()));
        return answers;
    }
}
