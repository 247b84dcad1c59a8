package dev.concilia.realtime;

import static dev.concilia.support.Op.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.device.DevicesChanged;
import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import dev.concilia.sync.ChangesCommitted;
import dev.concilia.sync.ChangesMissed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;

/** What nodes say to each other; the test is the other node. */
@HubTest
@Timeout(60)
class NodesTest {
    private final Hub hub;
    private final Tables tables;
    private final NodeEar ear;
    private final DataSource owner;
    private final ApplicationEventMulticaster events;
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final ApplicationListener<PayloadApplicationEvent<?>> hearing = event -> heard.add(event.getPayload());

    NodesTest(
            Hub hub,
            Tables tables,
            NodeEar ear,
            @Qualifier("ownerDataSource") DataSource owner,
            ConfigurableApplicationContext context) {
        this.hub = hub;
        this.tables = tables;
        this.ear = ear;
        this.owner = owner;
        this.events = context.getBean(ApplicationEventMulticaster.class);
    }

    @BeforeEach
    void listen() throws Exception {
        assertThat(ear.awaitListening(10_000)).isTrue();
        events.addApplicationListener(hearing);
    }

    @AfterEach
    void hush() {
        events.removeApplicationListener(hearing);
    }

    private <T> T await(Class<T> type, Predicate<T> fits) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < end) {
            Object event = heard.poll(100, TimeUnit.MILLISECONDS);
            if (type.isInstance(event) && fits.test(type.cast(event))) {
                return type.cast(event);
            }
        }
        throw new AssertionError("no such " + type.getSimpleName());
    }

    private void say(String note) {
        tables.owner()
                .sql("SELECT pg_notify('concilia_news', :note)")
                .param("note", note)
                .query()
                .listOfRows();
    }

    @Test
    void whatAnotherNodeCommittedIsThisNodesEventAndIsNotSaidAgain() throws Exception {
        BusinessId business = new BusinessId(UUID.randomUUID());
        try (Connection third = owner.getConnection()) {
            third.createStatement().execute("LISTEN concilia_news");
            say("CHANGES other-node " + business + " 17 8");
            ChangesCommitted event =
                    await(ChangesCommitted.class, e -> e.business().equals(business));
            say("DEVICES other-node " + business + " 0 0");
            DevicesChanged devices =
                    await(DevicesChanged.class, e -> e.business().equals(business));

            assertThat(event).isEqualTo(new ChangesCommitted(business, 17, 8, true));
            assertThat(devices.elsewhere()).isTrue();
            assertThat(notes(third, business.toString(), 500)).hasSize(2);
        }
    }

    @Test
    void aCommitIsSaidToTheOthersOnceWithItsPriority() throws Exception {
        TestBusiness business = hub.business();
        TestDevice till = business.device("till");
        try (Connection third = owner.getConnection()) {
            third.createStatement().execute("LISTEN concilia_news");
            till.push(insert("brands", "b1", "name", "B"));
            List<String> said = notes(third, "CHANGES", 1_000).stream()
                    .filter(note -> note.contains(business.id()))
                    .toList();

            assertThat(said).hasSize(1);
            NodeNote note = NodeNote.read(said.getFirst()).orElseThrow();
            assertThat(note.seq()).isEqualTo(1);
            assertThat(note.priority()).isEqualTo(4);
        }
    }

    @Test
    void nonsenseOnTheChannelIsIgnored() throws Exception {
        BusinessId business = new BusinessId(UUID.randomUUID());
        for (String nonsense : List.of(
                "", "x", "CHANGES n nobody 1 1", "DROP n " + business + " 1 1", "CHANGES n " + business + " x y")) {
            say(nonsense);
        }
        say("CHANGES n " + business + " 1 1");

        assertThat(await(ChangesCommitted.class, e -> e.business().equals(business))
                        .seq())
                .isEqualTo(1);
    }

    @Test
    void whenTheConnectionIsLostItComesBackAndEverybodyLooksAgain() throws Exception {
        String kill = """
                SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
                WHERE application_name = 'concilia node ear'
                """;
        assertThat(tables.texts(kill)).isNotEmpty();

        await(ChangesMissed.class, e -> true);
        BusinessId business = new BusinessId(UUID.randomUUID());
        say("CHANGES n " + business + " 5 1");
        await(ChangesCommitted.class, e -> e.business().equals(business));
    }

    @Test
    void pushesInARowAreNoMoreNotesThanTheirPauses() throws Exception {
        TestBusiness business = hub.business();
        TestDevice till = business.device("till");
        try (Connection third = owner.getConnection()) {
            third.createStatement().execute("LISTEN concilia_news");
            long before = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                till.push(insert("brands", "b" + i, "name", "B"));
            }
            long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
            List<NodeNote> said = notes(third, "CHANGES", 1_000).stream()
                    .filter(note -> note.contains(business.id()))
                    .flatMap(note -> NodeNote.read(note).stream())
                    .toList();

            assertThat(said.size()).isLessThanOrEqualTo((int) Math.min(50, ms / 5 + 2));
            assertThat(said.stream().mapToLong(NodeNote::seq).max()).hasValue(50);
        }
    }

    /** What arrives within {@code ms}. */
    private static List<String> notes(Connection connection, String containing, int ms) throws SQLException {
        PGConnection ear = connection.unwrap(PGConnection.class);
        List<String> notes = new java.util.ArrayList<>();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        long left = ms;
        while (left > 0) {
            PGNotification[] some = ear.getNotifications((int) left);
            if (some != null) {
                Arrays.stream(some).map(PGNotification::getParameter).forEach(notes::add);
            }
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        return notes.stream().filter(note -> note.contains(containing)).toList();
    }
}
