package dev.concilia.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.KeyId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.SqlLog;
import dev.concilia.support.Tables;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestMinute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several nodes on one database: several limiters, which share nothing but the table. */
@HubTest
class RateLimiterTest {
    private static final int THREADS = 50;

    private final RateWindows windows;
    private final TestClock clock;
    private final Tables tables;
    private final SqlLog sql;
    private final BusinessId business;
    private final BusinessId another;
    private final KeyId key = new KeyId(UUID.randomUUID());

    RateLimiterTest(Hub hub, JdbcClient jdbc, Tenants tenants, TestClock clock, Tables tables, SqlLog sql) {
        this.windows = new RateWindows(jdbc, tenants);
        this.clock = clock;
        this.tables = tables;
        this.sql = sql;
        this.business = BusinessId.of(hub.business().id());
        this.another = BusinessId.of(hub.business().id());
    }

    private RateLimiter node(int limit) {
        return new RateLimiter(
                windows,
                clock,
                new ApiSettings(limit, 0, Duration.ofHours(24), Duration.ofSeconds(60), List.of(), false));
    }

    /** How many of {@code tries} a node lets through, one after the other. */
    private int passed(RateLimiter node, int tries) {
        int passed = 0;
        for (int i = 0; i < tries; i++) {
            passed += node.take(business, key).isEmpty() ? 1 : 0;
        }
        return passed;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 59, 60, 61, 150, 601})
    void oneNodeLetsThroughExactlyTheLimit(int limit) {
        assertThat(clock.<Integer>shifted(TestMinute.ahead(2), () -> passed(node(limit), limit + 20)))
                .isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 1_000})
    void twoNodesWithFiftyThreadsLetThroughTheLimitAndNeverMore(int limit) {
        List<RateLimiter> nodes = List.of(node(limit), node(limit));

        int passed = clock.shifted(TestMinute.ahead(3), () -> race(nodes, limit * 2 / THREADS + 2));

        assertThat(passed).isEqualTo(limit);
    }

    private int race(List<RateLimiter> nodes, int triesEach) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> racing = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                RateLimiter node = nodes.get(i % nodes.size());
                racing.add(threads.submit(() -> passed(node, triesEach)));
            }
            int passed = 0;
            for (Future<Integer> one : racing) {
                passed += one.get();
            }
            return passed;
        }
    }

    @Test
    void whatAnIdleNodeHoldsBackIsAPortionAtMost() {
        int limit = 600;
        RateLimiter idle = node(limit);

        int passed = clock.shifted(TestMinute.ahead(4), () -> {
            assertThat(idle.take(business, key)).isEmpty();
            return passed(node(limit), limit);
        });

        assertThat(passed).isEqualTo(limit - limit / 60).isGreaterThan(limit * 9 / 10);
    }

    @Test
    void theNextMinuteIsNewAndWhatWasLeasedInThisOneIsNotCarriedOver() {
        int limit = 120;
        RateLimiter node = node(limit);

        assertThat(clock.<Integer>shifted(TestMinute.ahead(5), () -> passed(node, 1)))
                .isEqualTo(1);
        assertThat(clock.<Integer>shifted(TestMinute.ahead(6), () -> passed(node, limit + 20)))
                .isEqualTo(limit);
        assertThat(clock.<Integer>shifted(TestMinute.ahead(7), () -> passed(node, limit + 20)))
                .isEqualTo(limit);
    }

    @Test
    void theWaitEndsWithTheMinute() {
        RateLimiter node = node(1);

        Optional<Duration> wait = clock.shifted(TestMinute.ahead(8), () -> {
            node.take(business, key);
            return node.take(business, key);
        });
        Optional<Duration> later = clock.shifted(TestMinute.ahead(8).plusSeconds(40), () -> node.take(business, key));

        assertThat(wait.orElseThrow()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60));
        assertThat(later.orElseThrow()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    @Test
    void anotherKeyAndAnotherBusinessAreNotAffected() {
        RateLimiter node = node(1);

        clock.shifted(TestMinute.ahead(9), () -> {
            assertThat(passed(node, 2)).isEqualTo(1);
            assertThat(node.take(business, new KeyId(UUID.randomUUID()))).isEmpty();
            assertThat(node.take(another, new KeyId(UUID.randomUUID()))).isEmpty();
            return node(1).take(another, key); // on a node that has not met the key
        });
        assertThat(tables.count("rate_window", another.toString())).isEqualTo(2);
    }

    @Test
    void noLimitCostsNothing() {
        assertThat(sql.during(() -> assertThat(passed(node(0), 100)).isEqualTo(100)))
                .isEmpty();
        assertThat(tables.count("rate_window", business.toString())).isZero();
    }

    @Test
    void aKeysOldWindowsGoWithItsNextOne() {
        for (int minute = 20; minute < 60; minute += 4) {
            clock.shifted(TestMinute.ahead(minute), () -> passed(node(60), 3));
        }

        assertThat(tables.count("rate_window", business.toString())).isLessThanOrEqualTo(3);
    }

    @Test
    void aSpentWindowIsNotAskedForAgain() {
        RateLimiter node = node(60);
        long statements = clock.shifted(TestMinute.ahead(10), () -> {
            passed(node, 61);
            return sql.all(() -> passed(node, 1_000)).size();
        });

        assertThat(statements).isZero();
    }

    @Test
    void aThousandRequestsCostElevenLeases() {
        RateLimiter node = node(6_000);

        long leases = clock.shifted(
                TestMinute.ahead(11),
                () -> sql.all(() -> passed(node, 1_001)).stream()
                        .filter(statement -> statement.startsWith("INSERT INTO rate_window"))
                        .count());

        assertThat(leases).isEqualTo(11);
    }
}
