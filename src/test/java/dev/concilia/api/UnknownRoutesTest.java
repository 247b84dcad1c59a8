package dev.concilia.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@HubTest
class UnknownRoutesTest {
    private final Hub hub;
    private final TestBusiness business;
    private final TestDevice till;

    UnknownRoutesTest(Hub hub) {
        this.hub = hub;
        this.business = hub.business();
        this.till = business.device("till");
    }

    private void isNotAllowed(Answer answer, String allowed) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.code()).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/api/sync/batch|POST",
                "PUT|/api/sync/batch|POST",
                "PATCH|/api/sync/batch|POST",
                "DELETE|/api/sync/changes|GET, HEAD",
                "POST|/api/sync/reconcile/history|GET, HEAD",
                "DELETE|/api/sync/reconcile|GET, HEAD, POST"
            })
    void aMethodThatAnAddressDoesNotTakeIsToldWithThoseItTakes(String method, String path, String allowed) {
        isNotAllowed(hub.call(method, path).key(till.apiKey()).send(), allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE|/api/admin/devices|GET, HEAD, POST",
                "POST|/api/admin/conflicts|GET, HEAD",
                "GET|/api/admin/conflicts/5e0f7d8e-0000-7000-8000-000000000000/resolve|POST",
                "GET|/api/admin/keys/5e0f7d8e-0000-7000-8000-000000000000|DELETE"
            })
    void addressesWithAnIdInThemDoSoToo(String method, String path, String allowed) {
        isNotAllowed(hub.call(method, path).bearer(business.token()).send(), allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/health", "/health"})
    void healthIsReadOnly(String path) {
        isNotAllowed(hub.post(path).text("{}").send(), "GET, HEAD");
        assertThat(hub.call("HEAD", path).send().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH"})
    void anAddressThatIsNotThereIsNotFoundWithAnyMethod(String method) {
        for (String path : new String[] {"/api/nothing", "/api/sync/batch/x", "/api/sync/batches"}) {
            Answer answer = hub.call(method, path)
                    .key(path.startsWith("/api/sync") ? till.apiKey() : business.token())
                    .send();

            assertThat(answer.status()).as(method + " " + path + " " + answer).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("NOT_FOUND");
            assertThat(answer.header("Allow")).isEmpty();
        }
    }

    @Test
    void whoMayNotCallAnAddressIsNotToldItsMethods() {
        assertThat(hub.delete("/api/sync/batch").send().status()).isEqualTo(401);
        Answer answer = hub.delete("/api/sync/batch").bearer(business.token()).send();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Allow")).isEmpty();
    }

    @Test
    void everyAnswerGoodOrBadHasTheHeadersThatKeepBrowsersFromMisusingIt() {
        for (Answer answer : new Answer[] {
            till.pullRaw(""),
            till.pushCall(java.util.List.of()).send(),
            hub.get("/api/admin/devices").bearer(business.token()).send(),
            hub.get("/api/health").send(),
            hub.get("/api/sync/batch").key(till.apiKey()).send(),
            hub.get("/api/nothing").key(till.apiKey()).send(),
            hub.get("/api/sync/changes").key("wrong").send()
        }) {
            assertThat(answer.header("Content-Type")).as(answer.toString()).contains("json");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.headers().allValues("Server")).isEmpty();
        }
    }
}
