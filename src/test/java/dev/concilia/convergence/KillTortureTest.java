package dev.concilia.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** {@code script/torture}: kill -9 of a real hub while batches are in flight, again and again. Not in the ordinary run. */
@EnabledIfSystemProperty(named = "torture.kills", matches = "[1-9][0-9]*")
class KillTortureTest {
    private static final int KILLS_PER_BUSINESS = 20;
    private static final int DEVICES = 4;

    private final int kills = Integer.getInteger("torture.kills", 0);
    private final long seed = Long.getLong("torture.seed", 1);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    private int operations;
    private int inFlight;
    private int committed;

    @Test
    void nothingAcknowledgedIsLost() throws IOException, InterruptedException {
        Path home = Files.createDirectories(Path.of("target", "torture"));
        Path dir = Files.createTempDirectory(home, "kills").toAbsolutePath();
        try (HubProcess hub = new HubProcess(dir, freePort())) {
            hub.ready();
            for (int done = 0; done < kills; done += KILLS_PER_BUSINESS) {
                oneBusiness(hub, Math.min(KILLS_PER_BUSINESS, kills - done));
            }
        } finally {
            Report.line(Canon.JSON
                    .createObjectNode()
                    .put("name", "torture.kills")
                    .put("value", kills)
                    .put("unit", "kills")
                    .put("seed", seed)
                    .put("operations", operations)
                    .put("inFlightAtAKill", inFlight)
                    .put("ofTheseCommitted", committed));
        }
        assertThat(inFlight).as("operations in flight at a kill").isPositive();
    }

    private void oneBusiness(HubProcess hub, int times) throws InterruptedException {
        Target target = new Target(List.of(hub.uri()), HubProcess.TOKEN, hub.owner());
        Firm firm = Firm.open(target, "Kills", DEVICES, random);
        Ledger ledger = new Ledger();
        List<Worker> workers = new ArrayList<>();
        firm.devices().forEach(device -> workers.add(new Worker(device, hub.uri(), ledger, random.nextLong())));
        workers.getFirst().open();
        for (int i = 0; i < times; i++) {
            List<Thread> running = workers.stream()
                    .map(w -> Thread.startVirtualThread(w::work))
                    .toList();
            letThemWork(hub, workers);
            if (random.nextInt(4) == 0) {
                hub.killWithDatabase();
            } else {
                hub.kill();
            }
            for (Thread thread : running) {
                thread.join();
            }
            hub.restart();
            acknowledgedIsThere(HubTables.read(hub.owner(), firm.id()), ledger);
            expectNothing(ledger, "after kill " + (i + 1));
        }
        quiet(firm, ledger, workers);
        List<Reader> readers = workers.stream().map(Worker::reader).toList();
        Target now = new Target(target.nodes(), HubProcess.TOKEN, hub.owner());
        new Audit(now, firm, ledger, readers).check(hub.uri());
        expectNothing(ledger, "after quiet");
        operations += ledger.ops().size();
    }

    /** Until every device has been answered since the start, and then for a moment more. */
    private void letThemWork(HubProcess hub, List<Worker> workers) throws InterruptedException {
        List<Integer> before = workers.stream().map(Worker::answered).toList();
        for (int i = 0; i < workers.size(); i++) {
            while (workers.get(i).answered() == before.get(i)) {
                hub.letRun(5);
            }
        }
        hub.letRun(1 + random.nextInt(700));
    }

    private void acknowledgedIsThere(HubTables tables, Ledger ledger) {
        for (SentOp op : ledger.ops().values()) {
            boolean logged = tables.operations().containsKey(op.id());
            if (op.accepted().isPresent() && !logged) {
                ledger.find(op + " was acknowledged and is lost: " + op.acks);
            }
            if (op.inDoubt()) {
                inFlight++;
                committed += logged ? 1 : 0;
            }
        }
    }

    private void quiet(Firm firm, Ledger ledger, List<Worker> workers) {
        Person person = new Person(random, ledger, new Trace(), firm.owner());
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Worker worker : workers) {
                moved |= worker.settle();
            }
            moved |= person.settleAll(workers.getFirst().node());
            for (Worker worker : workers) {
                moved |= worker.follow();
            }
        }
    }

    private static void expectNothing(Ledger ledger, String when) {
        assertThat(ledger.findings().stream().limit(12)).as(when).isEmpty();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
