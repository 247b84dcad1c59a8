package dev.concilia.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concilia.business.Tenants;
import dev.concilia.device.KeyCheck;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.DeviceId;
import dev.concilia.kernel.Ids;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.KeyId;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.SqlLog;
import dev.concilia.support.Tables;
import dev.concilia.support.TestClock;
import dev.concilia.sync.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Two nodes on one database, without a network in between. The work counts how often it is done. */
@HubTest
class IdempotentRequestsTest {
    private static final Duration KEEP = Duration.ofHours(24);
    private static final Duration LOCK = Duration.ofSeconds(60);

    private final IdempotentRequests node;
    private final IdempotentRequests otherNode;
    private final TestClock clock;
    private final Tables tables;
    private final SqlLog sql;
    private final BusinessId business;
    private final BusinessId anotherBusiness;
    private final DeviceId device = new DeviceId(UUID.randomUUID());
    private final AtomicInteger done = new AtomicInteger();
    private final Set<UUID> operations = ConcurrentHashMap.newKeySet();

    IdempotentRequestsTest(
            Hub hub,
            JdbcClient jdbc,
            Tenants tenants,
            ProblemWriter problems,
            Ids ids,
            TestClock clock,
            Tables tables,
            SqlLog sql) {
        ApiSettings settings = new ApiSettings(0, 0, KEEP, LOCK, List.of(), false);
        this.node = new IdempotentRequests(new IdempotencyRows(jdbc, tenants), problems, settings, ids, clock);
        this.otherNode = new IdempotentRequests(new IdempotencyRows(jdbc, tenants), problems, settings, ids, clock);
        this.clock = clock;
        this.tables = tables;
        this.sql = sql;
        this.business = BusinessId.of(hub.business().id());
        this.anotherBusiness = BusinessId.of(hub.business().id());
    }

    private Reply work(UUID operation) {
        operations.add(operation);
        int n = done.incrementAndGet();
        return Reply.ok(
                out -> out.writeStartObject().writeNumberProperty("n", n).writeEndObject());
    }

    private MockHttpServletResponse send(IdempotentRequests at, String key, String json) {
        return send(at, Caller.device(business, device), key, "/api/things", json, this::work);
    }

    private static MockHttpServletResponse send(
            IdempotentRequests at, Caller caller, String key, String path, String json, Function<UUID, Reply> work) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        if (!key.isEmpty()) {
            request.addHeader("Idempotency-Key", key);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        ApiCaller machine = new ApiCaller.Machine(
                new KeyCheck.Valid(caller.business(), new KeyId(UUID.randomUUID()), caller.device(), null));
        at.once(new WriteCall(machine, caller, request, response, Json.mapper().readTree(json)), work);
        return response;
    }

    private static String body(MockHttpServletResponse response) {
        return new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private void isReplay(MockHttpServletResponse again, MockHttpServletResponse first) {
        assertThat(again.getHeader("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.getStatus()).isEqualTo(first.getStatus());
        assertThat(body(again)).isEqualTo(body(first)).isNotEmpty();
        assertThat(again.getContentType()).isEqualTo(first.getContentType());
        assertThat(again.getHeader("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void aRepetitionGetsTheFirstAnswerFromAnyNode() {
        MockHttpServletResponse first = send(node, "k", "{\"a\":1}");

        assertThat(first.getHeader("Idempotency-Replayed")).isNull();
        isReplay(send(node, "k", "{\"a\":1}"), first);
        isReplay(send(otherNode, "\"k\"", "{\"a\":1}"), first);
        assertThat(done).hasValue(1);
    }

    @Test
    void fiftyAtOnceOnTwoNodesHaveOneEffectAndOneAnswer() throws Exception {
        List<MockHttpServletResponse> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<MockHttpServletResponse>> sending = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                IdempotentRequests at = i % 2 == 0 ? node : otherNode;
                sending.add(threads.submit(() -> {
                    start.await();
                    return send(at, "k", "{\"a\":1}");
                }));
            }
            start.countDown();
            for (Future<MockHttpServletResponse> one : sending) {
                answers.add(one.get());
            }
        }

        Set<String> bodies = new HashSet<>();
        for (MockHttpServletResponse answer : answers) {
            assertThat(answer.getStatus()).isIn(200, 409);
            if (answer.getStatus() == 200) {
                bodies.add(body(answer));
            } else {
                assertThat(body(answer)).contains("IN_PROGRESS");
            }
        }
        assertThat(bodies).containsExactly("{\"n\":1}");
        assertThat(done).hasValue(1);
    }

    @Test
    void whileTheFirstIsRunningTheSecondIsToldToComeBackAndOtherContentIsRefused() {
        send(node, Caller.device(business, device), "k", "/api/things", "{\"a\":1}", operation -> {
            MockHttpServletResponse second = send(otherNode, "k", "{\"a\":1}");
            assertThat(second.getStatus()).isEqualTo(409);
            assertThat(body(second)).contains("IN_PROGRESS").contains("\"retry\":\"later\"");
            assertThat(second.getHeader("Retry-After")).isEqualTo("1");
            assertThat(send(otherNode, "k", "{\"a\":2}").getStatus()).isEqualTo(422);
            return work(operation);
        });

        assertThat(done).hasValue(1);
    }

    @Test
    void otherContentWithTheSameKeyIsRefused() {
        send(node, "k", "{\"a\":1}");
        MockHttpServletResponse other = send(node, "k", "{\"a\":2}");

        assertThat(other.getStatus()).isEqualTo(422);
        assertThat(body(other)).contains("IDEMPOTENCY_KEY_REUSED").contains("\"retry\":\"never\"");
        assertThat(other.getHeader("Retry-After")).isNull();
        assertThat(send(node, Caller.device(business, device), "k", "/api/others", "{\"a\":1}", this::work)
                        .getStatus())
                .as("another address")
                .isEqualTo(422);
        assertThat(done).hasValue(1);
    }

    @Test
    void theSpellingOfNumbersAndTheOrderOfMembersDoNotMatter() {
        MockHttpServletResponse first = send(node, "k", "{\"a\":1,\"b\":{\"c\":100,\"d\":[0.5]}}");

        isReplay(send(node, "k", "{\"b\":{\"d\":[0.50],\"c\":1e2},\"a\":1.0}"), first);
        assertThat(send(node, "k", "{\"a\":\"1\",\"b\":{\"c\":100,\"d\":[0.5]}}")
                        .getStatus())
                .as("a string is no number")
                .isEqualTo(422);
    }

    @Test
    void aRefusalIsNotKeptSoTheSameKeyOrAMendedBodyIsJudgedAnew() {
        Caller caller = Caller.device(business, device);
        MockHttpServletResponse refused = send(node, caller, "k", "/api/things", "{}", operation -> {
            throw new ProblemException(ProblemCode.INSUFFICIENT_STOCK, "Concha");
        });
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentType()).startsWith("application/problem+json");

        MockHttpServletResponse mended = send(otherNode, caller, "k", "/api/things", "{\"quantity\":1}", this::work);
        assertThat(mended.getHeader("Idempotency-Replayed")).isNull();
        assertThat(mended.getStatus()).isLessThan(300);
        isReplay(send(node, caller, "k", "/api/things", "{\"quantity\":1}", this::work), mended);
        assertThat(done).hasValue(1);
    }

    @Test
    void whatTheHubCouldNotDoIsNotKept() {
        Caller caller = Caller.device(business, device);
        assertThatThrownBy(() -> send(node, caller, "k", "/api/things", "{}", operation -> {
                    throw new DataIntegrityViolationException("broken");
                }))
                .isInstanceOf(DataIntegrityViolationException.class);
        MockHttpServletResponse unavailable = send(node, caller, "k", "/api/things", "{}", operation -> {
            throw new ProblemException(ProblemCode.UNAVAILABLE);
        });
        assertThat(unavailable.getStatus()).isEqualTo(503);
        assertThat(unavailable.getHeader("Retry-After")).isNotNull();
        send(
                node,
                caller,
                "k",
                "/api/things",
                "{}",
                operation -> work(operation).keptIf(false));
        send(
                node,
                caller,
                "k",
                "/api/things",
                "{}",
                operation -> new Reply(500, true, work(operation).body()));

        assertThat(send(node, "k", "{}").getHeader("Idempotency-Replayed")).isNull();
        assertThat(done).hasValue(3);
        assertThat(operations).as("the same operation each time").hasSize(1);
    }

    @Test
    void aNodeThatDiedHoldsItsKeyForItsTimeAndThenAnotherDoesTheSameOperation() {
        dieAfterTheWork("k");
        assertThat(send(otherNode, "k", "{}").getStatus()).isEqualTo(409);
        assertThat(clock.<MockHttpServletResponse>shifted(LOCK.minusSeconds(5), () -> send(otherNode, "k", "{}"))
                        .getStatus())
                .isEqualTo(409);
        assertThat(clock.<MockHttpServletResponse>shifted(LOCK.plusSeconds(1), () -> send(otherNode, "k", "{\"x\":1}"))
                        .getStatus())
                .as("other content does not take it over")
                .isEqualTo(422);
        MockHttpServletResponse taken = clock.shifted(LOCK.plusSeconds(1), () -> send(otherNode, "k", "{}"));

        assertThat(taken.getStatus()).isEqualTo(200);
        assertThat(body(taken)).isEqualTo("{\"n\":2}");
        assertThat(operations).as("one operation id, so one effect").hasSize(1);
        isReplay(send(node, "k", "{}"), taken);
    }

    /** A claim as a run leaves it that never comes back. */
    private void dieAfterTheWork(String key) {
        Error death = new Error("power cut");
        assertThatThrownBy(() -> send(node, Caller.device(business, device), key, "/api/things", "{}", operation -> {
                    work(operation);
                    tables.owner()
                            .sql("UPDATE idempotency_response SET claim = gen_random_uuid() WHERE business_id = :b")
                            .param("b", business.value())
                            .update(); // so that what this run does to its claim afterwards has no effect
                    throw death;
                }))
                .isSameAs(death);
    }

    @Test
    void aSlowRunThatWasTakenOverDoesNotTouchTheOthersAnswer() {
        send(node, Caller.device(business, device), "k", "/api/things", "{}", operation -> {
            clock.shifted(LOCK.plusSeconds(1), () -> send(otherNode, "k", "{}"));
            return work(operation);
        });

        assertThat(body(send(node, "k", "{}")))
                .as("the answer of the one that took over")
                .isEqualTo("{\"n\":1}");
        assertThat(done).hasValue(2);
        assertThat(operations).hasSize(1);
    }

    @Test
    void businessesAndCallersHaveKeysOfTheirOwn() {
        send(node, "k", "{}");
        for (Caller other : List.of(
                Caller.device(anotherBusiness, device),
                Caller.device(business, new DeviceId(UUID.randomUUID())),
                Caller.device(business, null),
                Caller.person(business, new UserId(device.value())))) {
            MockHttpServletResponse answer = send(node, other, "k", "/api/things", "{\"x\":1}", this::work);
            assertThat(answer.getStatus()).isEqualTo(200);
            assertThat(answer.getHeader("Idempotency-Replayed")).isNull();
        }

        assertThat(done).hasValue(5);
        assertThat(operations).hasSize(5);
    }

    @Test
    void anAnswerIsKeptForItsTimeAndThenRemoved() {
        MockHttpServletResponse first = send(node, "k", "{}");
        MockHttpServletResponse late = clock.shifted(KEEP.minusMinutes(1), () -> send(node, "k", "{}"));
        isReplay(late, first);

        MockHttpServletResponse after = clock.shifted(KEEP.plusMinutes(1), () -> send(node, "k", "{\"new\":1}"));
        assertThat(after.getStatus()).isEqualTo(200);
        assertThat(after.getHeader("Idempotency-Replayed")).isNull();
        for (int i = 0; i < 15; i++) {
            send(node, "old" + i, "{}");
        }
        clock.shifted(KEEP.plusMinutes(2), () -> send(node, "newest", "{}"));
        assertThat(tables.count("idempotency_response", business.toString())).isEqualTo(2);
    }

    @Test
    void withoutTheHeaderNothingIsStoredOrAskedAndEachCallIsAnOperationOfItsOwn() {
        assertThat(sql.all(() -> {
                    send(node, "", "{}");
                    send(node, "", "{}");
                }))
                .isEmpty();
        assertThat(done).hasValue(2);
        assertThat(operations).hasSize(2);
    }

    @Test
    void noTransactionIsOpenWhileTheWorkIsDone() {
        send(node, Caller.device(business, device), "k", "/api/things", "{}", operation -> {
            assertThat(tables.texts("""
                            SELECT query FROM pg_stat_activity WHERE datname = current_database()
                                AND state LIKE 'idle in transaction%' AND query LIKE '%idempotency%'
                            """)).isEmpty();
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isFalse();
            return work(operation);
        });
    }
}
