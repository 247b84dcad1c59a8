package dev.concilia.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.device.KeyCheck;
import dev.concilia.device.WrongKeys;
import dev.concilia.device.WrongKeys.Verdict;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.KeyId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import dev.concilia.support.TestMinute;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@HubTest
class WrongKeysTest {
    private static final int LIMIT = 5;

    private static final ApiCaller CALLER = new ApiCaller.Machine(
            new KeyCheck.Valid(new BusinessId(UUID.randomUUID()), new KeyId(UUID.randomUUID()), null, null));

    private final Hub hub;
    private final TestClock clock;
    private final WrongKeys ofTheHub;
    private final TestDevice till;
    private final TestDevice tablet;

    WrongKeysTest(Hub hub, TestClock clock, WrongKeys ofTheHub) {
        this.hub = hub;
        this.clock = clock;
        this.ofTheHub = ofTheHub;
        this.till = hub.business().device("till");
        this.tablet = hub.business().device("tablet");
    }

    private WrongKeys node() {
        return new WrongKeys(clock, LIMIT);
    }

    private static Verdict<ApiCaller> wrong(WrongKeys node, String address) {
        return node.judge(address, "wrong " + UUID.randomUUID(), Optional::empty);
    }

    private static void flood(WrongKeys node, String address) {
        for (int i = 0; i <= LIMIT; i++) {
            wrong(node, address);
        }
    }

    @Test
    void wrongKeysAreToldSoUpToTheLimitAndThenToWait() {
        WrongKeys node = node();

        clock.shifted(TestMinute.ahead(2), () -> {
            for (int i = 0; i < LIMIT; i++) {
                assertThat(wrong(node, "a")).isInstanceOf(Verdict.Wrong.class);
            }
            assertThat(wrong(node, "a"))
                    .isInstanceOfSatisfying(
                            Verdict.TooMany.class,
                            many -> assertThat(many.pause()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60)));
            assertThat(wrong(node, "b")).isInstanceOf(Verdict.Wrong.class);
            return 0;
        });
        assertThat(clock.<Verdict<ApiCaller>>shifted(TestMinute.ahead(3), () -> wrong(node, "a")))
                .isInstanceOf(Verdict.Wrong.class);
    }

    @Test
    void goodKeysBehindTheSameAddressGoOnWhetherSeenBeforeOrNot() {
        WrongKeys node = node();

        clock.shifted(TestMinute.ahead(4), () -> {
            node.judge("a", "good", () -> Optional.of(CALLER));
            flood(node, "a");
            assertThat(node.judge("a", "good", () -> Optional.of(CALLER))).isInstanceOf(Verdict.Known.class);
            assertThat(node.judge("a", "new", () -> Optional.of(CALLER))).isInstanceOf(Verdict.Known.class);
            return 0;
        });
    }

    @Test
    void afterTheLimitUnknownKeysAreLookedUpOneAtATimeAndKnownOnesAlways() {
        WrongKeys node = node();
        AtomicInteger lookUps = new AtomicInteger();

        clock.shifted(TestMinute.ahead(5), () -> {
            node.judge("a", "good", () -> Optional.of(CALLER));
            flood(node, "a");
            node.judge("a", "slow", () -> {
                assertThat(node.judge("a", "another", () -> {
                            lookUps.incrementAndGet();
                            return Optional.empty();
                        }))
                        .isInstanceOf(Verdict.TooMany.class);
                assertThat(node.judge("a", "good", () -> Optional.of(CALLER))).isInstanceOf(Verdict.Known.class);
                return Optional.empty();
            });
            return 0;
        });

        assertThat(lookUps).hasValue(0);
    }

    @Test
    void aRevokedKeyIsNoLongerAmongTheGoodOnes() {
        WrongKeys node = node();

        clock.shifted(TestMinute.ahead(6), () -> {
            node.judge("a", "once good", () -> Optional.of(CALLER));
            flood(node, "a");
            assertThat(node.judge("a", "once good", Optional::empty)).isInstanceOf(Verdict.TooMany.class);
            node.judge("a", "slow", () -> {
                assertThat(node.judge("a", "once good", () -> {
                            throw new AssertionError("looked up");
                        }))
                        .isInstanceOf(Verdict.TooMany.class);
                return Optional.empty();
            });
            return 0;
        });
    }

    @Test
    void tenThousandAddressesAreAllThatIsRemembered() {
        WrongKeys node = node();

        clock.shifted(TestMinute.ahead(7), () -> {
            for (int i = 0; i < 10_000; i++) {
                wrong(node, "address " + i);
            }
            flood(node, "one more");
            assertThat(wrong(node, "yet another")).isInstanceOf(Verdict.TooMany.class);
            assertThat(wrong(node, "address 77")).isInstanceOf(Verdict.Wrong.class);
            assertThat(node.judge("yet another", "new", () -> Optional.of(CALLER)))
                    .isInstanceOf(Verdict.Known.class);
            return 0;
        });
    }

    @Test
    void anAddressThatFloodsTheHubIsToldToWaitWhileItsDevicesGoOn() throws Exception {
        String address = "127.0.0.77";
        try (HttpClient client = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName(address))
                .build()) {
            int[] statuses = clock.shifted(TestMinute.ahead(8), () -> {
                for (int i = 0; i < 1_999; i++) {
                    wrong(ofTheHub, address);
                }
                int known = pull(client, till.apiKey()).statusCode();
                int last = pull(client, "wrong key").statusCode();
                HttpResponse<String> over = pull(client, "wrong key");
                assertThat(over.body()).contains("RATE_LIMITED");
                assertThat(Integer.parseInt(
                                over.headers().firstValue("Retry-After").orElse("0")))
                        .isBetween(1, 60);
                int stillKnown = pull(client, till.apiKey()).statusCode();
                int unknown = pull(client, tablet.apiKey()).statusCode();
                int elsewhere =
                        hub.get("/api/sync/changes").key("wrong key").send().status();
                return new int[] {known, last, over.statusCode(), stillKnown, unknown, elsewhere};
            });

            assertThat(statuses).containsExactly(200, 401, 429, 200, 200, 401);
        }
    }

    private HttpResponse<String> pull(HttpClient client, String key) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + "/api/sync/changes"))
                        .header("X-API-Key", key)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
