package dev.concilia.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import dev.concilia.support.TestMinute;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limit over HTTP. What other nodes have used up stands in the table. */
@HubTest
class RateLimitTest {
    private static final int LIMIT = 6_000;

    private final Hub hub;
    private final TestClock clock;
    private final Tables tables;
    private final TestBusiness business;
    private final TestDevice till;

    RateLimitTest(Hub hub, TestClock clock, Tables tables) {
        this.hub = hub;
        this.clock = clock;
        this.tables = tables;
        this.business = hub.business();
        this.till = business.device("till");
    }

    /** In the present minute of the hub's clock the other nodes have used all but {@code left}. */
    private void othersLeave(int left, String table, String condition) {
        tables.owner()
                .sql("INSERT INTO rate_window SELECT business_id, id, :window, :used FROM " + table
                        + " WHERE business_id = :business AND " + condition)
                .param("window", now().truncatedTo(ChronoUnit.MINUTES))
                .param("used", LIMIT - left)
                .param("business", UUID.fromString(business.id()))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private void othersLeaveTheTill(int left) {
        othersLeave(left, "device_key", "device_id = '" + till.id() + "'");
    }

    @Test
    void whatTheOtherNodesHaveLeftIsServedExactlyWithFiftyThreadsAtOnce() {
        List<Answer> answers = clock.shifted(TestMinute.ahead(2), () -> {
            othersLeaveTheTill(130);
            return atOnce(200);
        });

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(130);
        assertThat(answers.stream().filter(answer -> answer.status() == 429)).hasSize(70);
    }

    private List<Answer> atOnce(int calls) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
            List<Future<Answer>> calling = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                calling.add(threads.submit(() -> till.pullRaw("")));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : calling) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    @Test
    void overTheLimitNothingIsDoneAndTheAnswerSaysHowLongToWait() {
        Answer answer = clock.shifted(TestMinute.ahead(3).plusSeconds(20), () -> {
            othersLeaveTheTill(0);
            return till.pushCall(List.of(Op.insert("customers", "c1", "name", "Ana")))
                    .send();
        });

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("RATE_LIMITED");
        assertThat(answer.at("retry")).isEqualTo("later");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(25, 40);
        assertThat(tables.count("record", business.id())).isZero();
        assertThat(till.pull("").changes()).as("another minute").isEmpty();
    }

    @Test
    void otherKeysOfTheBusinessGoOn() {
        TestDevice tablet = business.device("tablet");
        String shared = business.newKey("shared").at("apiKey");

        List<Integer> statuses = clock.shifted(TestMinute.ahead(5), () -> {
            othersLeaveTheTill(0);
            return List.of(
                    till.pullRaw("").status(),
                    tablet.pullRaw("").status(),
                    hub.get("/api/sync/changes").key(shared).send().status(),
                    hub.get("/api/admin/devices")
                            .bearer(business.token())
                            .send()
                            .status());
        });

        assertThat(statuses).containsExactly(429, 200, 200, 200);
    }

    @Test
    void businessKeysAndAccessTokensAreLimitedToo() {
        String shared = business.newKey("shared").at("apiKey");

        List<Integer> statuses = clock.shifted(TestMinute.ahead(6), () -> {
            othersLeave(1, "device_key", "device_id IS NULL");
            othersLeave(1, "access_token", "true");
            return List.of(
                    hub.get("/api/sync/changes").key(shared).send().status(),
                    hub.get("/api/sync/changes").key(shared).send().status(),
                    hub.get("/api/admin/devices")
                            .bearer(business.token())
                            .send()
                            .status(),
                    hub.get("/api/admin/devices")
                            .bearer(business.token())
                            .send()
                            .status());
        });

        assertThat(statuses).containsExactly(200, 429, 200, 429);
    }

    @Test
    void healthIsNotCounted() {
        List<Integer> statuses = clock.shifted(TestMinute.ahead(7), () -> {
            othersLeaveTheTill(0);
            return List.of(
                    hub.get("/api/health").key(till.apiKey()).send().status(),
                    hub.get("/health").key(till.apiKey()).send().status(),
                    till.pullRaw("").status());
        });

        assertThat(statuses).containsExactly(200, 200, 429);
    }

    @ParameterizedTest
    @CsvSource({"en,calls", "es,llamadas", "pt,chamadas"})
    void staffAreToldInTheirLanguage(String language, String word) {
        Answer answer = clock.shifted(TestMinute.ahead(8), () -> {
            othersLeaveTheTill(0);
            return hub.get("/api/sync/changes")
                    .key(till.apiKey())
                    .header("Accept-Language", language)
                    .send();
        });

        assertThat(answer.at("detail")).contains(word).contains("Retry-After");
    }
}
