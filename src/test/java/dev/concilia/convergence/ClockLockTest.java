package dev.concilia.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A transaction that holds a business's clock and has written but not committed: writers of the business wait, readers
 * and other businesses do not, and after the commit no reader has skipped a row.
 */
@HubTest
class ClockLockTest {
    private static final String WAITING = """
            SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND :pid = ANY (pg_blocking_pids(pid))
            """;

    private final Tables tables;
    private final Target target;
    private final SecondNode second;

    ClockLockTest(Hub hub, Tables tables) {
        this.tables = tables;
        this.second = SecondNode.beside(tables);
        this.target = new Target(List.of(Target.node(hub.port()), second.uri()), HubTest.ADMIN_TOKEN, tables.owner());
    }

    @Test
    void noReaderSkipsARowThatAnOpenTransactionHolds() throws Exception {
        writersWaitAndReadersMissNothing(target.nodes().getFirst());
    }

    @Test
    void withoutTheLockTheScenarioFails() {
        Logger engine = (Logger) LoggerFactory.getLogger("dev.concilia.sync");
        engine.setLevel(Level.OFF); // the unique place in the feed is the second wall, and complains
        second.sabotage().plant(Plant.SKIP_CLOCK_LOCK);
        try {
            assertThatThrownBy(() -> writersWaitAndReadersMissNothing(second.uri()))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("applied");
            assertThat(second.sabotage().bites()).isPositive();
        } finally {
            second.sabotage().plant(Plant.NONE);
            engine.setLevel(null);
        }
    }

    private void writersWaitAndReadersMissNothing(URI node) throws Exception {
        Firm firm = Firm.open(target, "Clock", 2, new Random(2));
        Firm other = Firm.open(target, "Another clock", 1, new Random(3));
        SimDevice device = firm.devices().getFirst();
        Ledger ledger = new Ledger();
        Reader reader = new Reader("a reader", device.caller, "", ledger);
        assertThat(outcomes(push(node, device, "a1", "a2", "a3"))).containsOnly("applied");
        assertThat(reader.pull(node, 10).changes()).hasSize(3);

        Reader newcomer = new Reader("a newcomer", device.caller, "", ledger);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection held = tables.pool().getConnection()) {
            int pid = write(held, firm.id());
            Future<JsonNode> waiting =
                    threads.submit(() -> push(node, firm.devices().getLast(), "b1"));
            awaitSomebodyWaitsFor(pid, waiting);

            assertThat(waiting.isDone()).as("the writer waits").isFalse();
            assertThat(reader.pull(node, 10).changes()).isEmpty();
            assertThat(newcomer.pull(node, 2).changes()).hasSize(2);
            assertThat(newcomer.pull(node, 2).changes()).hasSize(1);
            Future<JsonNode> free =
                    threads.submit(() -> push(node, other.devices().getFirst(), "c1"));
            assertThat(outcomes(free.get(20, TimeUnit.SECONDS))).containsOnly("applied");
            assertThat(waiting.isDone()).as("the writer still waits").isFalse();

            held.commit();
            assertThat(outcomes(waiting.get(20, TimeUnit.SECONDS))).containsOnly("applied");
        }
        for (Reader one : List.of(reader, newcomer)) {
            assertThat(one.pull(node, 10).changes())
                    .extracting(state -> state.key().id())
                    .containsExactly("held", "b1");
        }
        assertThat(ledger.findings()).isEmpty();
    }

    private static JsonNode push(URI node, SimDevice device, String... ids) {
        Race race = new Race(device, List.of(node), new Ledger());
        List<SentOp> ops = Arrays.stream(ids)
                .map(id -> race.op(
                        new Key("brands", id), "insert", Generator.object().put("name", id), 0))
                .toList();
        return Wire.post(node, device.caller, Pushes.PATH, SimDevice.body(ops, null, 0))
                .expect(200);
    }

    private static List<String> outcomes(JsonNode answer) {
        return answer.path("results")
                .valueStream()
                .map(result -> result.path("outcome").asString())
                .toList();
    }

    /** What the engine does up to its commit, by hand; the process at the database's end. */
    private static int write(Connection connection, String business) throws SQLException {
        connection.setAutoCommit(false);
        run(connection, "SELECT set_config('concilia.business', ?::uuid::text, true)", business);
        run(connection, "SELECT seq FROM business_clock WHERE business_id = ?::uuid FOR UPDATE", business);
        run(connection, """
                INSERT INTO record (business_id, entity, id, data, version, field_versions, born_version, deleted, digest,
                    created_at, updated_at, side, seq)
                SELECT business_id, 'brands', 'held', '{"name": "held"}', 1, '{}', 1, false, 0, last_at, last_at,
                    'REMOTE', seq + 1
                FROM business_clock WHERE business_id = ?::uuid
                """, business);
        run(connection, "UPDATE business_clock SET seq = seq + 1 WHERE business_id = ?::uuid", business);
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void run(Connection connection, String sql, String business) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(business));
            statement.execute();
        }
    }

    private void awaitSomebodyWaitsFor(int pid, Future<?> push) throws ExecutionException, InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            if (tables.owner().sql(WAITING).param("pid", pid).query(Long.class).single() > 0) {
                return;
            }
            try {
                push.get(20, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                // neither done nor seen waiting yet
            }
        }
    }
}
