package dev.concilia.api.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@HubTest
class EnrollTest {
    private final Hub hub;
    private final Tables tables;
    private final TestClock clock;
    private final TestBusiness business;

    EnrollTest(Hub hub, Tables tables, TestClock clock) {
        this.hub = hub;
        this.tables = tables;
        this.clock = clock;
        this.business = hub.business();
    }

    private Answer offer(Map<String, String> device) {
        return hub.post("/api/admin/enrolments")
                .bearer(business.token())
                .json(device)
                .send();
    }

    private String code() {
        return offer(Map.of("name", "Caja 1", "kind", "terminal")).at("code");
    }

    private Answer enroll(String code) {
        return hub.post("/api/enroll").json(Map.of("code", code)).send();
    }

    private int statusWith(String key) {
        return hub.get("/api/sync/changes").key(key).send().status();
    }

    @Test
    void aCodeMakesADeviceAndGivesItsKeyOnce() {
        Answer offered = offer(Map.of("name", "Caja 1", "kind", "terminal", "location", "Centro"));
        assertThat(offered.status()).isEqualTo(201);
        assertThat(offered.at("code")).matches("[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}");
        assertThat(offered.at("link"))
                .isEqualTo("http://localhost:" + hub.port() + "/staff#enroll=" + offered.at("code"));

        Answer enrolled = enroll(offered.at("code"));

        assertThat(enrolled.status()).isEqualTo(201);
        assertThat(enrolled.at("name")).isEqualTo("Caja 1");
        assertThat(enrolled.at("businessId")).isEqualTo(business.id());
        assertThat(enrolled.at("locale")).isEqualTo("es");
        assertThat(enrolled.header("Cache-Control")).isEqualTo("no-store");
        assertThat(statusWith(enrolled.at("apiKey"))).isEqualTo(200);
        assertThat(hub.get("/api/admin/devices")
                        .bearer(business.token())
                        .send()
                        .json()
                        .path("devices"))
                .singleElement()
                .satisfies(device -> {
                    assertThat(device.path("id").asString()).isEqualTo(enrolled.at("deviceId"));
                    assertThat(device.path("location").asString()).isEqualTo("Centro");
                });
    }

    @Test
    void aCodeCountsOnce() {
        String code = code();
        assertThat(enroll(code).status()).isEqualTo(201);

        Answer again = enroll(code);

        assertThat(again.status()).isEqualTo(410);
        assertThat(again.code()).isEqualTo("ENROLMENT_CODE_USED");
        assertThat(tables.count("device", business.id())).isEqualTo(1);
        assertThat(tables.count("device_key", business.id())).isEqualTo(1);
    }

    @Test
    void manyDevicesWithOneCodeAtTheSameMomentGetOneKeyTogether() throws Exception {
        String code = code();
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                calls.add(crowd.submit(() -> enroll(code)));
            }
            for (Future<Answer> call : calls) {
                answers.add(call.get());
            }
        }

        assertThat(answers.stream().filter(a -> a.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(a -> a.status() == 410)).hasSize(11);
        assertThat(tables.count("device", business.id())).isEqualTo(1);
        assertThat(tables.count("device_key", business.id())).isEqualTo(1);
    }

    @Test
    void aCodeEndsAfterAQuarterOfAnHour() {
        String code = code();
        Answer late = clock.shifted(Duration.ofMinutes(15).plusSeconds(1), () -> enroll(code));
        assertThat(late.status()).isEqualTo(410);
        assertThat(late.code()).isEqualTo("ENROLMENT_CODE_EXPIRED");

        assertThat(clock.shifted(Duration.ofMinutes(14), () -> enroll(code)).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA-AAAA", "A", "----", "' OR 1=1 --", "ÄÖÜ€𝄞"})
    void aWrongCodeIsUnknown(String code) {
        Answer answer = enroll(code);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("ENROLMENT_CODE_UNKNOWN");
    }

    @Test
    void aCodeThatNoDatabaseCanHoldIsNone() {
        Answer answer = enroll("\u0000");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/fields/0/path").asString()).isEqualTo("code");
    }

    @Test
    void whyACodeIsRefusedIsSaidInThreeLanguages() {
        for (String language : List.of("es", "pt", "en")) {
            Answer answer = hub.post("/api/enroll")
                    .header("Accept-Language", language)
                    .json(Map.of("code", "AAAA-AAAA"))
                    .send();
            assertThat(answer.header("Content-Language")).isEqualTo(language);
            assertThat(answer.at("detail")).contains(language.equals("en") ? "admin" : "administrador");
        }
    }

    @Test
    void howACodeIsTypedDoesNotMatter() {
        String code = code();

        assertThat(enroll(" " + code.replace("-", " – ").toLowerCase(java.util.Locale.ROOT) + " ")
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"code\":1}",
                "{\"code\":null}",
                "{\"code\":\"\"}",
                "{\"code\":\"AAAA-AAAA\",\"businessId\":\"x\"}",
                "{\"code\":\"AAAA-AAAA\",\"externalId\":7}"
            })
    void aCallThatSaysSomethingElseIsRefused(String body) {
        assertThat(hub.post("/api/enroll").text(body).send().status()).isEqualTo(422);
    }

    @Test
    void aCodeForADeviceThatIsThereGivesItAFurtherKey() {
        TestDevice till = business.device("till");
        Answer offered = hub.post("/api/admin/devices/" + till.id() + "/enrolments")
                .bearer(business.token())
                .send();

        Answer enrolled = enroll(offered.at("code"));

        assertThat(enrolled.at("deviceId")).isEqualTo(till.id());
        assertThat(statusWith(enrolled.at("apiKey"))).isEqualTo(200);
        assertThat(statusWith(till.apiKey())).isEqualTo(200);
        assertThat(tables.count("device", business.id())).isEqualTo(1);
        Answer keys = hub.get("/api/admin/devices/" + till.id() + "/keys")
                .bearer(business.token())
                .send();
        assertThat(keys.json().path("keys")).hasSize(2).allSatisfy(key -> {
            assertThat(key.path("prefix").asString()).matches("ck_[0-9A-Za-z]{10}");
            assertThat(key.path("revokedAt").isNull()).isTrue();
        });
        assertThat(keys.text()).doesNotContain(till.apiKey()).doesNotContain(enrolled.at("apiKey"));
    }

    @Test
    void aWithdrawnCodeIsUnknownAndNoLongerListed() {
        Answer offered = offer(Map.of("name", "Caja 1", "kind", "terminal"));
        assertThat(open()).containsExactly(offered.at("id"));

        assertThat(hub.delete("/api/admin/enrolments/" + offered.at("id"))
                        .bearer(business.token())
                        .send()
                        .status())
                .isEqualTo(204);

        assertThat(open()).isEmpty();
        assertThat(enroll(offered.at("code")).code()).isEqualTo("ENROLMENT_CODE_UNKNOWN");
    }

    private List<String> open() {
        List<String> ids = new ArrayList<>();
        hub.get("/api/admin/enrolments")
                .bearer(business.token())
                .send()
                .json()
                .path("enrolments")
                .forEach(code -> ids.add(code.path("id").asString()));
        return ids;
    }

    @Test
    void aNameThatIsTakenLeavesTheCodeAsItWas() {
        Map<String, String> named = Map.of("name", "Caja 1", "kind", "terminal", "externalId", "caja-1");
        hub.post("/api/admin/devices").bearer(business.token()).json(named).send();
        String code = code();

        Answer taken = hub.post("/api/enroll")
                .json(Map.of("code", code, "externalId", "caja-1"))
                .send();

        assertThat(taken.code()).isEqualTo("ALREADY_EXISTS");
        assertThat(hub.post("/api/enroll")
                        .json(Map.of("code", code, "externalId", "caja-2"))
                        .send()
                        .status())
                .isEqualTo(201);
    }

    @Test
    void theCodeIsNowhereInTheDatabaseOrTheAuditLogAndBothStepsAreAudited() {
        String code = code();
        Answer enrolled = enroll(code);

        String stored = String.join(
                "\n",
                tables.owner()
                        .sql("""
                            SELECT e::text FROM enrolment_code e WHERE business_id = :business::uuid
                            UNION ALL SELECT a::text FROM audit_entry a WHERE business_id = :business::uuid
                            """)
                        .param("business", business.id())
                        .query(String.class)
                        .list());
        assertThat(stored)
                .doesNotContain(code)
                .doesNotContain(code.replace("-", ""))
                .doesNotContain(enrolled.at("apiKey"))
                .contains("enrolment.offer", "device.enrol", "device:" + enrolled.at("deviceId"));
    }

    @Test
    void aBadOfferIsRefused() {
        assertThat(offer(Map.of("name", " ", "kind", "terminal")).status()).isEqualTo(422);
        assertThat(offer(Map.of("name", "x".repeat(201), "kind", "terminal")).status())
                .isEqualTo(422);
        assertThat(offer(Map.of("name", "x", "kind", "terminal", "code", "AAAAAAAA"))
                        .status())
                .isEqualTo(422);
    }
}
