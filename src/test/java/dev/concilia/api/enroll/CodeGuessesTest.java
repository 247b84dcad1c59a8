package dev.concilia.api.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.device.WrongKeys;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestMinute;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@HubTest
class CodeGuessesTest {
    private static final String ADDRESS = "127.0.0.78";
    private static final int LIMIT = 2_000; // as in HubTest
    private static final int LEFT = 5;

    private final Hub hub;
    private final TestClock clock;
    private final WrongKeys wrongKeys;

    CodeGuessesTest(Hub hub, TestClock clock, WrongKeys wrongKeys) {
        this.hub = hub;
        this.clock = clock;
        this.wrongKeys = wrongKeys;
    }

    @Test
    void anAddressThatGuessesIsToldToWaitAndNoLongerListenedTo() throws Exception {
        TestBusiness business = hub.business();
        try (HttpClient there = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName(ADDRESS))
                .build()) {
            String code = clock.shifted(TestMinute.ahead(3), () -> {
                String good = offered(business);
                for (int i = 0; i <= LIMIT - LEFT; i++) {
                    wrongKeys.wrong(ADDRESS);
                }
                List<Integer> statuses = new ArrayList<>();
                for (int i = 0; i <= LEFT; i++) {
                    statuses.add(enroll(there, "AAAA-AAA" + (i + 2)).statusCode());
                }
                HttpResponse<String> refused = enroll(there, good);

                assertThat(statuses).containsExactly(404, 404, 404, 404, 404, 429);
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.body()).contains("RATE_LIMITED");
                assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0))
                        .isBetween(1L, 60L);
                assertThat(enrollHere("AAAA-AAAA").status()).isEqualTo(404);
                return good;
            });

            int later =
                    clock.shifted(TestMinute.ahead(4), () -> enroll(there, code).statusCode());
            assertThat(later).as("the code is still good").isEqualTo(201);
        }
    }

    private String offered(TestBusiness business) {
        return hub.post("/api/admin/enrolments")
                .bearer(business.token())
                .json(Map.of("name", "Caja 1", "kind", "terminal"))
                .send()
                .at("code");
    }

    private Answer enrollHere(String code) {
        return hub.post("/api/enroll").json(Map.of("code", code)).send();
    }

    private HttpResponse<String> enroll(HttpClient client, String code) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + "/api/enroll"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"" + code + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
