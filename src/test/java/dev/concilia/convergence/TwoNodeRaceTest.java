package dev.concilia.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Two nodes on one PostgreSQL: 10,000 operations raced, half of them to both nodes at once; none lost, none doubled. */
@HubTest
class TwoNodeRaceTest {
    private static final int DEVICES = 4;
    private static final int ALL = DEVICES * Race.BATCHES * Race.OPERATIONS;

    private final Target target;

    TwoNodeRaceTest(Hub hub, Tables tables) {
        this.target = new Target(
                List.of(Target.node(hub.port()), SecondNode.beside(tables).uri()), HubTest.ADMIN_TOKEN, tables.owner());
    }

    @Test
    void tenThousandOperationsRacedToBothNodes() throws InterruptedException, ExecutionException {
        Firm firm = Firm.open(target, "Race", DEVICES, new Random(1));
        Ledger ledger = new Ledger();
        Reader reader = new Reader("a reader of both nodes", firm.devices().getFirst().caller, "", ledger);
        race(firm, ledger, reader);

        new Audit(target, firm, ledger, List.of(reader)).check(target.nodes().getLast());

        assertThat(ledger.findings()).isEmpty();
        assertThat(ledger.ops()).hasSize(ALL + Race.HOT);
        assertThat(ledger.counts().getOrDefault("applied", 0) + ledger.counts().getOrDefault("merged", 0))
                .isEqualTo(ALL + Race.HOT);
        assertThat(ledger.counts()).containsEntry("duplicate", ALL * 13 / 25);
    }

    private void race(Firm firm, Ledger ledger, Reader reader) throws InterruptedException, ExecutionException {
        AtomicBoolean over = new AtomicBoolean();
        List<Race> races = firm.devices().stream()
                .map(device -> new Race(device, target.nodes(), ledger))
                .toList();
        races.getFirst().open();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Race race : races) {
                running.add(threads.submit(callable(() -> race.run(threads))));
            }
            Future<?> reading = threads.submit(() -> follow(reader, over));
            for (Future<?> one : running) {
                one.get();
            }
            over.set(true);
            reading.get();
        }
    }

    private interface Work {
        void run() throws InterruptedException, ExecutionException;
    }

    private static Callable<Boolean> callable(Work work) {
        return () -> {
            work.run();
            return true;
        };
    }

    /** Each page from the other node, until one that was asked for after the end is empty. */
    private void follow(Reader reader, AtomicBoolean over) {
        for (int page = 0; ; page++) {
            boolean last = over.get();
            if (reader.pull(target.nodes().get(page % 2), 170).changes().isEmpty() && last) {
                return;
            }
        }
    }
}
