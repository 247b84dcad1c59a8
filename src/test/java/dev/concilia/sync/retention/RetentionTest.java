package dev.concilia.sync.retention;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Page;
import dev.concilia.support.Pushed;
import dev.concilia.support.ReplicaDevice;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;

@HubTest
class RetentionTest {
    private static final Duration LONG_AGO = Duration.ofDays(-181);
    private static final Duration VERY_LONG_AGO = Duration.ofDays(-401);

    private final Tables tables;
    private final TestClock clock;
    private final Retention retention;
    private final RetentionJob job;
    private final DataSource ownerSource;
    private final TestBusiness business;
    private final TestDevice till;
    private final TestDevice tablet;

    RetentionTest(
            Hub hub,
            Tables tables,
            TestClock clock,
            Retention retention,
            RetentionJob job,
            @Qualifier("ownerDataSource") DataSource ownerSource) {
        this.tables = tables;
        this.clock = clock;
        this.retention = retention;
        this.job = job;
        this.ownerSource = ownerSource;
        this.business = hub.business();
        this.till = business.device("till");
        this.tablet = business.device("tablet");
    }

    /** Keys of the test's devices are a few seconds old: at 400 days ago they are as good as now. */
    private Pushed then(Duration when, Op... ops) {
        return clock.shifted(when, () -> till.push(ops));
    }

    private long rows(String table) {
        return tables.count(table, business.id());
    }

    private static Op customer(String id) {
        return insert("customers", id, "name", "Customer " + id, "phone", "0", "loyaltyPoints", 1);
    }

    @Test
    void oldTombstonesGoYoungOnesAndLiveRecordsStay() {
        then(LONG_AGO, customer("a"), customer("b"), delete("customers", "a"));
        till.push(customer("c"), delete("customers", "c"));

        retention.sweep();

        assertThat(tablet.pull("").changes().stream().map(c -> c.id() + c.deleted()))
                .containsExactly("bfalse", "ctrue");
    }

    @Test
    void manyTombstonesGoInOneRun() {
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            ops.add(customer("c" + i));
            ops.add(delete("customers", "c" + i));
        }
        then(LONG_AGO, ops.toArray(Op[]::new));
        ops.replaceAll(op -> Op.insert("brands", UUID.randomUUID().toString(), "name", "x"));
        for (int i = 0; i < 450; i++) {
            ops.set(
                    i * 2 + 1,
                    delete("brands", ops.get(i * 2).json().get("entityId").asString()));
        }
        then(LONG_AGO, ops.toArray(Op[]::new));

        retention.sweep();

        assertThat(rows("record")).isZero();
    }

    @Test
    void aCursorFromBeforeThePurgedPlaceHasToStartAgainAndEndsRight() {
        ReplicaDevice replica = new ReplicaDevice(tablet);
        then(LONG_AGO, customer("a"), customer("b"));
        replica.sync();
        String first = tablet.pull("limit=1").cursor();
        then(LONG_AGO, delete("customers", "a"));
        String there = till.pull("").cursor();
        retention.sweep();

        Answer refused = tablet.pullRaw("cursor=" + first);
        assertThat(refused.status()).isEqualTo(410);
        assertThat(refused.code()).isEqualTo("RESYNC_REQUIRED");
        assertThat(refused.at("epoch")).isEqualTo(till.pull("").epoch());
        assertThat(till.pull("cursor=" + there).changes()).isEmpty();
        replica.sync();
        assertThat(replica.resyncs()).isEqualTo(1);
        assertThat(replica.held("customers", "a")).isNull();
        assertThat(replica.reconcile().json().get("isConsistent").booleanValue())
                .isTrue();
        assertThat(replica.recovered()).isEmpty();
    }

    @Test
    void aTimeFromBeforeThePurgedPlaceHasToStartAgainALaterOneGoesOn() {
        then(LONG_AGO, customer("a"));
        then(LONG_AGO.plusHours(1), customer("b"), delete("customers", "a"));
        Page all = till.pull("");
        Instant deleted = Instant.parse(all.changes().getLast().updatedAt());
        till.push(customer("c"));
        retention.sweep();

        assertThat(tablet.pullRaw("since=" + deleted.minusNanos(1_000)).code()).isEqualTo("RESYNC_REQUIRED");
        assertThat(tablet.pullRaw("since=1990-01-01T00:00:00Z").code()).isEqualTo("RESYNC_REQUIRED");
        assertThat(tablet.pull("since=" + deleted).ids()).containsExactly("c");
        Page page = tablet.pull("limit=1&since=" + deleted);
        assertThat(tablet.pull("cursor=" + page.cursor()).changes()).isEmpty();
    }

    @Test
    void aFirstSyncAfterAPurgeGoesThroughPageByPage() {
        then(LONG_AGO, customer("a"), customer("b"), customer("c"), customer("d"));
        then(LONG_AGO, delete("customers", "d"));
        retention.sweep();

        List<String> seen = new ArrayList<>();
        Page page = tablet.pull("limit=1");
        seen.addAll(page.ids());
        while (page.hasMore()) {
            page = tablet.pull("limit=1&cursor=" + page.cursor());
            seen.addAll(page.ids());
        }

        assertThat(seen).containsExactly("a", "b", "c");
    }

    @Test
    void aFirstSyncThatRestsWhileMoreIsPurgedHasToStartAgain() {
        then(LONG_AGO, customer("a"), customer("b"), customer("c"), customer("d"), delete("customers", "d"));
        retention.sweep();
        Page first = tablet.pull("limit=1");
        then(LONG_AGO, delete("customers", "a"));
        retention.sweep();

        assertThat(tablet.pullRaw("limit=1&cursor=" + first.cursor()).code()).isEqualTo("RESYNC_REQUIRED");
    }

    @Test
    void anIdThatComesBackHasAHigherVersionThanEverBefore() {
        then(LONG_AGO, customer("a"), update("customers", "a", "phone", "1"), update("customers", "a", "phone", "2"));
        then(LONG_AGO, delete("customers", "a"));
        retention.sweep();

        assertThat(till.push(update("customers", "a", "phone", "3").base(4)).error())
                .isEqualTo("NOT_FOUND");
        assertThat(till.push(customer("a")).version()).isEqualTo(6);
        assertThat(till.push(update("customers", "a", "phone", "7")).version()).isEqualTo(7);
        Pushed.Result stale = tablet.push(
                update("customers", "a", "phone", "9", "loyaltyPoints", 4).base(3));
        assertThat(stale.outcome()).isEqualTo("conflict");
        assertThat(stale.data().get("phone").asString()).isEqualTo("7");
        assertThat(stale.data().get("loyaltyPoints").asInt()).isEqualTo(1);
    }

    @Test
    void aTombstoneThatAnOpenConflictIsAboutStays() {
        then(LONG_AGO, customer("a"), customer("b"), customer("c"));
        clock.shifted(LONG_AGO, () -> tablet.push(update("customers", "b", "phone", "5")));
        then(LONG_AGO, delete("customers", "a"));
        clock.shifted(
                LONG_AGO,
                () -> tablet.push(update("customers", "a", "phone", "5").base(1)));
        then(LONG_AGO, delete("customers", "c"));
        assertThat(rows("conflict")).isEqualTo(1);

        retention.sweep();

        assertThat(tablet.pull("").ids()).containsExactly("b", "a");
    }

    @Test
    void anOldOperationIsStillKnownForWhatItWas() {
        Op old = customer("a");
        Op update = update("customers", "a", "phone", "1");
        then(VERY_LONG_AGO, old, update, delete("customers", "a"));
        retention.sweep();
        assertThat(rows("record_history")).isZero();
        assertThat(rows("record")).isZero();

        assertThat(till.push(old, update).outcomes()).containsExactly("duplicate", "duplicate");
        assertThat(till.push(old).version()).isEqualTo(1);
        assertThat(till.push(insert("customers", "a", "name", "Somebody else").id(old.operationId()))
                        .error())
                .isEqualTo("OPERATION_ID_REUSED");
        assertThat(rows("record")).isZero();
        assertThat(rows("sync_operation")).isEqualTo(3);
    }

    @Test
    void anEditOfAVersionThatHistoryNoLongerReachesIsAQuestionToAPerson() {
        then(VERY_LONG_AGO, customer("a"), update("customers", "a", "loyaltyPoints", 5));
        retention.sweep();

        Pushed.Result result =
                tablet.push(update("customers", "a", "loyaltyPoints", 3).base(1));

        assertThat(result.outcome()).isEqualTo("conflict");
        assertThat(result.data().get("loyaltyPoints").asInt()).isEqualTo(5);
    }

    @Test
    void withHistoryTheSameEditMerges() {
        then(LONG_AGO, customer("a"), update("customers", "a", "loyaltyPoints", 5));
        retention.sweep();

        Pushed.Result result =
                tablet.push(update("customers", "a", "loyaltyPoints", 3).base(1));

        assertThat(result.outcome()).isEqualTo("merged");
        assertThat(result.data().get("loyaltyPoints").asInt()).isEqualTo(7);
    }

    @Test
    void theVersionsThatAnOpenConflictAsksAboutStay() {
        then(VERY_LONG_AGO, customer("a"), customer("b"));
        then(
                VERY_LONG_AGO,
                update("customers", "a", "phone", "1"),
                update("customers", "a", "phone", "2"),
                update("customers", "b", "phone", "2"));
        assertThat(tablet.push(update("customers", "a", "phone", "9").base(2)).outcome())
                .isEqualTo("conflict");

        retention.sweep();

        assertThat(tables.texts("SELECT id || version FROM record_history WHERE business_id = '" + business.id() + "'"))
                .containsExactly("a3");
    }

    @Test
    void listsAreShortenedByTheirOwnSettings() {
        then(LONG_AGO, insert("dragons", "d", "name", "x"));
        till.push(insert("dragons", "d", "name", "x"));
        for (String at : List.of("now()", "now() - interval '25 hours'", "now() - interval '181 days'")) {
            insertRows(at);
        }

        retention.sweep();

        assertThat(rows("refused_operation")).isEqualTo(1);
        assertThat(rows("reconcile_run")).isEqualTo(2);
        assertThat(tables.texts("SELECT id::text FROM sync_log WHERE sync_type = 'test' AND business_id = '"
                        + business.id() + "'"))
                .hasSize(2);
        assertThat(rows("idempotency_response")).isEqualTo(1);
        assertThat(tables.texts("SELECT address FROM login_failure WHERE address = '" + business.id() + "'"))
                .hasSize(1);
    }

    private void insertRows(String at) {
        String id = "'" + business.id() + "'";
        for (String sql : List.of(
                "INSERT INTO reconcile_run (business_id, is_consistent, mismatches, created_at) VALUES (" + id
                        + ", true, '[]', " + at + ")",
                "INSERT INTO sync_log (business_id, sync_type, status, started_at) VALUES (" + id
                        + ", 'test', 'SUCCESS', " + at + ")",
                "INSERT INTO idempotency_response (business_id, key, caller, fingerprint, created_at) VALUES (" + id
                        + ", gen_random_uuid(), 'me', '\\x00', " + at + ")",
                "INSERT INTO login_failure (account, address, at) VALUES ('\\x00', " + id + ", " + at + ")")) {
            tables.owner().sql(sql).update();
        }
        if (at.contains("181")) { // the runs are looked at in the order of their numbers
            tables.owner()
                    .sql("UPDATE reconcile_run SET created_at = now() + (id - (SELECT max(id) FROM reconcile_run"
                            + " WHERE business_id = " + id + ")) * interval '91 days' WHERE business_id = " + id)
                    .update();
        }
    }

    @Test
    void ofTwoRunsAtOnceOneWorksAndTheOtherDoesNot() throws Exception {
        then(LONG_AGO, customer("a"), delete("customers", "a"));
        letTheNextRunBegin();
        CompletableFuture<Optional<Retention.Swept>> first;
        try (Connection busy = ownerSource.getConnection()) {
            busy.setAutoCommit(false);
            lockClock(busy);
            first = CompletableFuture.supplyAsync(job::run);
            awaitWaiter();
            assertThat(job.run()).isEmpty();
            busy.rollback();
        }

        assertThat(first.get(30, TimeUnit.SECONDS))
                .hasValueSatisfying(
                        swept -> assertThat(swept.rows().get("record")).isPositive());
        assertThat(job.run()).as("within the pause").isEmpty();
        letTheNextRunBegin();
        assertThat(job.run()).as("after it").isPresent();
    }

    @Test
    void theLockIsHeldForThePauseByTheRightTime() {
        letTheNextRunBegin();
        job.run();

        assertThat(tables.texts("""
                        SELECT (lock_until BETWEEN now() + interval '19 hours 59 minutes' AND now() + interval '20 hours')::text
                        FROM shedlock WHERE name = 'retention'
                        """)).containsExactly("true");
    }

    private void letTheNextRunBegin() {
        tables.owner().sql("UPDATE shedlock SET lock_until = locked_at").update();
    }

    private void lockClock(Connection connection) throws SQLException {
        try (var sql = connection.prepareStatement("SELECT 1 FROM business_clock WHERE business_id = ? FOR UPDATE")) {
            sql.setObject(1, UUID.fromString(business.id()));
            sql.execute();
        }
    }

    private void awaitWaiter() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (tables.texts("SELECT pid::text FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                .isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
