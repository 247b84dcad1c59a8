package dev.concilia.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Pushed;
import dev.concilia.support.SqlLog;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** {@code Idempotency-Key} over HTTP, on the writes that take it. */
@HubTest
class IdempotencyTest {
    private final Hub hub;
    private final Tables tables;
    private final SqlLog sql;
    private final TestBusiness business;
    private final TestDevice till;

    IdempotencyTest(Hub hub, Tables tables, SqlLog sql) {
        this.hub = hub;
        this.tables = tables;
        this.sql = sql;
        this.business = hub.business();
        this.till = business.device("till");
    }

    private Answer push(String key, Op... operations) {
        return till.pushCall(List.of(operations)).header("Idempotency-Key", key).send();
    }

    private String conflict() {
        till.push(Op.insert("customers", "c9", "name", "Ana", "phone", "1"));
        till.push(Op.update("customers", "c9", "phone", "2").base(1));
        return business.device("tablet")
                .push(Op.update("customers", "c9", "phone", "3").base(1))
                .conflictId();
    }

    private Answer resolve(String conflict, String key, String resolution) {
        return hub.post("/api/admin/conflicts/" + conflict + "/resolve")
                .bearer(business.token())
                .header("Idempotency-Key", key)
                .json(Map.of("resolution", resolution))
                .send();
    }

    private static void isReplay(Answer again, Answer first) {
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    }

    @Test
    void aRepeatedPushGetsTheFirstAnswerToTheLetter() {
        Op op = Op.insert("customers", "c1", "name", "Ana");
        Answer first = push("8e03978e", op);

        assertThat(Pushed.of(first.json()).outcomes()).containsExactly("applied");
        isReplay(push("\"8e03978e\"", op), first);
        Answer other = push("8e03978e", Op.insert("customers", "c2", "name", "Eva"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(till.pull("").ids()).containsExactly("c1");
    }

    @Test
    void aPushWithARejectedOperationIsJudgedAnewWithTheSameKey() {
        Op sale = Op.update("customers", "c1", "phone", "1");

        assertThat(Pushed.of(push("k", sale).json()).outcomes()).containsExactly("rejected");
        till.push(Op.insert("customers", "c1", "name", "Ana"));
        Answer again = push("k", sale);

        assertThat(Pushed.of(again.json()).outcomes()).containsExactly("applied");
        isReplay(push("k", sale), again);
    }

    @Test
    void fiftyAtOnceResolveAConflictOnce() throws Exception {
        String conflict = conflict();
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
            List<Future<Answer>> sending = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                sending.add(threads.submit(() -> resolve(conflict, "once", "TERMINAL_WINS")));
            }
            for (Future<Answer> one : sending) {
                answers.add(one.get());
            }
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 409));
        assertThat(answers.stream().filter(a -> a.status() == 409).map(Answer::code))
                .allMatch(code -> code.equals("IN_PROGRESS"));
        assertThat(answers.stream()
                        .filter(a -> a.status() == 200)
                        .map(Answer::text)
                        .distinct())
                .hasSize(1);
        assertThat(answers.stream()
                        .filter(a -> a.status() == 200
                                && a.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
        assertThat(tables.texts("SELECT 1 FROM audit_entry WHERE action = 'conflict.resolve' AND business_id = '"
                        + business.id() + "'"))
                .hasSize(1);
    }

    @Test
    void aRefusedResolutionUsesItsKeyUpForNothing() {
        String conflict = conflict();
        assertThat(resolve(conflict, "a", "NOBODY_WINS").status()).isEqualTo(400);

        Answer done = resolve(conflict, "a", "TERMINAL_WINS");

        assertThat(done.status()).isEqualTo(200);
        isReplay(resolve(conflict, "a", "TERMINAL_WINS"), done);
        assertThat(resolve(conflict, "a", "CENTRAL_WINS").code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(resolve(conflict, "c", "TERMINAL_WINS").code()).isEqualTo("ALREADY_RESOLVED");
        assertThat(resolve(conflict, "c", "TERMINAL_WINS").header("Idempotency-Replayed"))
                .isEmpty();
    }

    @Test
    void aKeyThatIsNoneIsRefusedAndNothingIsDone() {
        for (String key : List.of("", "\"\"", "a b", "\"open", "k".repeat(256))) {
            Answer answer = push(key, Op.insert("customers", "c1", "name", "Ana"));
            assertThat(answer.status()).as(key).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("INVALID_PARAMETER");
        }
        assertThat(till.pull("").changes()).isEmpty();
    }

    @Test
    void twoDevicesAndTwoBusinessesMayUseTheSameKey() {
        push("1", Op.insert("customers", "c1", "name", "Ana"));
        for (TestDevice other :
                List.of(business.device("tablet"), hub.business().device("till"))) {
            Answer answer = other.pushCall(List.of(Op.insert("customers", "c2", "name", "Eva")))
                    .header("Idempotency-Key", "1")
                    .send();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Idempotency-Replayed")).isEmpty();
        }
    }

    @Test
    void aPushWithoutTheHeaderAsksNothingMore() {
        till.push(Op.insert("brands", "b", "name", "the node reads the business's settings once"));
        List<String> without = sql.during(() -> till.push(Op.insert("customers", "c1", "name", "Ana")));
        List<String> with = sql.during(() -> push("k", Op.insert("customers", "c2", "name", "Eva")));

        assertThat(without).noneMatch(statement -> statement.contains("idempotency"));
        assertThat(with).hasSize(without.size() + 5);
    }
}
