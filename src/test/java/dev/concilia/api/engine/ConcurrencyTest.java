package dev.concilia.api.engine;

import static dev.concilia.support.Op.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Page;
import dev.concilia.support.Pushed;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@HubTest
class ConcurrencyTest {
    private static final int CLIENTS = 4;
    private static final int BATCHES = 50;
    private static final int OPERATIONS = 100;

    private final Tables tables;
    private final TestBusiness business;

    ConcurrencyTest(Hub hub, Tables tables) {
        this.tables = tables;
        this.business = hub.business();
    }

    @Test
    void fourClientsAtOnceLoseNothingAndAReaderMissesNone() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Semaphore reads = new Semaphore(0);
        TestDevice reader = business.device("reader");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Page.Change>> read = threads.submit(() -> follow(reader, reads, done));
            List<Future<Integer>> pushing = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                TestDevice device = business.device("till " + client);
                String prefix = "k" + client + "-";
                pushing.add(threads.submit(() -> pushMany(device, prefix, reads)));
            }
            int acknowledged = 0;
            for (Future<Integer> one : pushing) {
                acknowledged += one.get();
            }
            done.set(true);
            reads.release();
            List<Page.Change> changes = read.get();

            int all = CLIENTS * BATCHES * OPERATIONS;
            assertThat(acknowledged).isEqualTo(all);
            assertThat(tables.seqsOf(business.id()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, all).boxed().toList());
            assertThat(changes).hasSize(all);
            assertThat(new HashSet<>(changes.stream().map(Page.Change::id).toList()))
                    .hasSize(all);
            assertThat(changes).extracting(Page.Change::updatedAt).isSortedAccordingTo(timeOrder());
        }
    }

    private static java.util.Comparator<String> timeOrder() {
        return java.util.Comparator.comparing(java.time.Instant::parse);
    }

    /** Lets the reader go as each batch is sent and as it is answered, so it reads while the others write. */
    private static int pushMany(TestDevice device, String prefix, Semaphore reads) {
        int acknowledged = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < OPERATIONS; i++) {
                ops.add(insert("customers", prefix + batch + "-" + i, "name", "Customer"));
            }
            reads.release();
            acknowledged += (int) device.pushAll(ops).results().stream()
                    .filter(result -> result.outcome().equals("applied"))
                    .count();
            reads.release();
        }
        return acknowledged;
    }

    /**
     * Reads by cursor until {@code done} was set before a page that came back empty. It waits for a permit after an
     * empty page, since a reader that only turns uses up the calls a key has in a minute.
     */
    private static List<Page.Change> follow(TestDevice reader, Semaphore reads, AtomicBoolean done)
            throws InterruptedException {
        List<Page.Change> changes = new ArrayList<>();
        String query = "limit=170";
        while (true) {
            boolean last = done.get();
            Page page = reader.pull(query);
            changes.addAll(page.changes());
            query = "limit=170&cursor=" + page.cursor();
            if (page.changes().isEmpty()) {
                if (last) {
                    return changes;
                }
                reads.acquire();
            }
        }
    }

    @Test
    void fiftyEqualRequestsAtOnceHaveOneEffect() throws Exception {
        TestDevice till = business.device("till");
        List<Op> ops = List.of(
                insert("customers", "c1", "name", "Ana", "loyaltyPoints", 5),
                Op.update("customers", "c1", "loyaltyPoints", 6),
                insert("brands", "b1", "name", "Brand"));

        List<Answer> answers = atOnce(50, () -> till.pushCall(ops).send());

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 409));
        Set<List<Long>> versions = new HashSet<>();
        int applied = 0;
        for (Answer answer : answers) {
            if (answer.status() == 200) {
                List<String> outcomes = outcomes(answer);
                assertThat(outcomes).containsOnly(outcomes.getFirst());
                applied += outcomes.getFirst().equals("applied") ? 1 : 0;
                versions.add(answer.json()
                        .get("results")
                        .valueStream()
                        .map(result -> result.get("version").asLong())
                        .toList());
            }
        }
        assertThat(applied).isEqualTo(1);
        assertThat(versions).containsExactly(List.of(1L, 2L, 1L));
        assertThat(tables.seqsOf(business.id())).containsExactly(1L, 2L, 3L);
        assertThat(tables.count("sync_operation", business.id())).isEqualTo(3);
    }

    @Test
    void devicesThatAddPointsAtOnceLoseNone() throws Exception {
        TestDevice till = business.device("till");
        till.push(insert("customers", "c1", "name", "Ana", "loyaltyPoints", 100));

        List<TestDevice> devices = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            devices.add(business.device("waiter " + i));
        }
        Iterator<TestDevice> next = devices.iterator();

        List<Pushed.Result> results = atOnce(20, () -> {
            TestDevice mine = take(next);
            return mine.push(Op.update("customers", "c1", "loyaltyPoints", 101).base(1));
        });

        assertThat(results).allMatch(Pushed.Result::success);
        assertThat(till.pull("")
                        .changes()
                        .getFirst()
                        .data()
                        .get("loyaltyPoints")
                        .asInt())
                .isEqualTo(120);
    }

    private static TestDevice take(Iterator<TestDevice> devices) {
        synchronized (devices) {
            return devices.next();
        }
    }

    private static List<String> outcomes(Answer answer) {
        return answer.json()
                .get("results")
                .valueStream()
                .map(result -> result.get("outcome").asString())
                .toList();
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> calls = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                calls.add(threads.submit(call));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : calls) {
                results.add(one.get());
            }
            return results;
        }
    }
}
