package dev.concilia.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.Sha256;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@HubTest
class DeviceKeysTest {
    private final Hub hub;
    private final Tables tables;
    private final TestClock clock;
    private final Presence presence;
    private final TestBusiness business;
    private final TestDevice till;

    DeviceKeysTest(Hub hub, Tables tables, TestClock clock, Presence presence) {
        this.hub = hub;
        this.tables = tables;
        this.clock = clock;
        this.presence = presence;
        this.business = hub.business();
        this.till = business.device("till");
    }

    private int statusWith(String key) {
        return hub.get("/api/sync/changes").key(key).send().status();
    }

    private Answer rotate() {
        return hub.post("/api/admin/devices/" + till.id() + "/keys")
                .bearer(business.token())
                .send();
    }

    @Test
    void aKeyHasItsFormAndNoTwoAreAlike() {
        String shared = business.newKey("shared").at("apiKey");

        assertThat(List.of(till.apiKey(), shared)).allMatch(key -> key.matches("ck_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}"));
        assertThat(shared).isNotEqualTo(till.apiKey());
    }

    @Test
    void anyMistypedCharacterMakesAKeyInvalid() {
        String key = till.apiKey();
        for (int i = 0; i < key.length(); i += 3) {
            char other = key.charAt(i) == 'a' ? 'b' : 'a';
            assertThat(statusWith(key.substring(0, i) + other + key.substring(i + 1)))
                    .as("at %s", i)
                    .isEqualTo(401);
        }
        assertThat(statusWith(key + "a")).isEqualTo(401);
        assertThat(statusWith(key.substring(0, key.length() - 1))).isEqualTo(401);
    }

    @Test
    void aKeyIsTakenInEitherHeaderAndAnyCaseOfItsName() {
        assertThat(hub.get("/api/sync/changes")
                        .header("x-api-key", till.apiKey())
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(hub.get("/api/sync/changes")
                        .header("X-Api-Key", " " + till.apiKey())
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(hub.get("/api/sync/changes")
                        .header("Authorization", "bearer " + till.apiKey())
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void twoKeysAreValidAtATimeAndAThirdEndsTheOldest() {
        String second = rotate().at("apiKey");
        assertThat(statusWith(till.apiKey())).isEqualTo(200);
        assertThat(statusWith(second)).isEqualTo(200);

        String third = rotate().at("apiKey");

        assertThat(statusWith(till.apiKey())).isEqualTo(401);
        assertThat(statusWith(second)).isEqualTo(200);
        assertThat(statusWith(third)).isEqualTo(200);
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceAndRevokingTwiceIsNoError() {
        Answer key = business.newKey("shared");
        assertThat(statusWith(key.at("apiKey"))).isEqualTo(200);

        for (int i = 0; i < 2; i++) {
            assertThat(hub.delete("/api/admin/keys/" + key.at("id"))
                            .bearer(business.token())
                            .send()
                            .status())
                    .isEqualTo(204);
            assertThat(statusWith(key.at("apiKey"))).isEqualTo(401);
        }
    }

    @Test
    void aKeyEndsAfterNinetyDays() {
        Answer key = business.newKey("shared");
        Instant expires = Instant.parse(key.at("expiresAt"));

        assertThat(Duration.between(Instant.now(), expires))
                .isBetween(Duration.ofDays(90).minusMinutes(1), Duration.ofDays(90));
        assertThat(clock.shifted(Duration.ofDays(90).minusMinutes(1), () -> statusWith(key.at("apiKey"))))
                .isEqualTo(200);
        Answer late = clock.shifted(
                Duration.ofDays(90).plusSeconds(1),
                () -> hub.get("/api/sync/changes").key(key.at("apiKey")).send());
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.code()).isEqualTo("INVALID_API_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "00000000-0000-0000-0000-000000000000", "%20", "1"})
    void anIdThatIsNotThereIsNotFound(String id) {
        assertThat(hub.delete("/api/admin/keys/" + id)
                        .bearer(business.token())
                        .send()
                        .status())
                .isEqualTo(404);
        assertThat(hub.post("/api/admin/devices/" + id + "/keys")
                        .bearer(business.token())
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whenAKeyWasLastUsedIsRecorded() {
        assertThat(lastUsed()).isFalse();
        till.push(Op.insert("customers", "c1", "name", "Ana"));
        presence.flush();

        assertThat(lastUsed()).isTrue();
    }

    private boolean lastUsed() {
        return tables.owner()
                .sql(
                        "SELECT bool_or(last_used_at > now() - interval '1 minute') IS TRUE FROM device_key WHERE device_id = ?::uuid")
                .param(till.id())
                .query(Boolean.class)
                .single();
    }

    @Test
    void whatADeviceSaysOfItselfIsShown() {
        hub.post("/api/sync/batch")
                .key(till.apiKey())
                .json(Map.of(
                        "operations",
                        List.of(),
                        "pending",
                        12,
                        "failed",
                        0,
                        "deviceTime",
                        Instant.now().plusSeconds(3_600).toString()))
                .send();
        presence.flush();

        var shown = hub.get("/api/admin/devices")
                .bearer(business.token())
                .send()
                .json()
                .get("devices")
                .get(0);
        assertThat(shown.get("pending").asInt()).isEqualTo(12);
        assertThat(shown.get("clockSkewMs").asLong()).isBetween(3_590_000L, 3_610_000L);
        assertThat(shown.get("badge").asString()).isEqualTo("SYNCING");
    }

    @Test
    void secretsAreStoredOnlyAsTheirHash() {
        List<String> secrets = List.of(
                till.apiKey(),
                business.newKey("shared").at("apiKey"),
                rotate().at("apiKey"),
                business.token(),
                HubTest.ADMIN_TOKEN,
                HubTest.SYNC_API_KEY);
        till.push(Op.insert("customers", "c1", "name", "Ana"));
        presence.flush();
        List<String> all = tables.texts("SELECT table_name::text FROM information_schema.tables"
                + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'");
        for (String table : all) {
            for (String secret : secrets) {
                assertThat(tables.owner()
                                .sql("SELECT count(*) FROM " + table
                                        + " t WHERE t::text LIKE :plain OR t::text LIKE :hex")
                                .param("plain", "%" + secret + "%")
                                .param(
                                        "hex",
                                        "%" + HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)) + "%")
                                .query(Long.class)
                                .single())
                        .as(table)
                        .isZero();
            }
        }
        assertThat(tables.owner()
                        .sql("SELECT count(*) FROM device_key WHERE key_hash = :hash")
                        .param("hash", Sha256.of(till.apiKey()))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aMachineThatNamesItselfOnABusinessKeyIsRegisteredOnce() throws Exception {
        String key = business.newKey("shared").at("apiKey");
        String name = "machine-" + UUID.randomUUID();
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String operation = "o" + i;
                calls.add(threads.submit(() -> hub.post("/api/sync/batch")
                        .key(key)
                        .json(Map.of(
                                "machineId",
                                name,
                                "operations",
                                List.of(Op.insert("brands", operation, "name", "Brand")
                                        .id(operation)
                                        .json())))
                        .send()));
            }
            for (Future<Answer> call : calls) {
                answers.add(call.get());
            }
        }

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(tables.count("device", business.id())).isEqualTo(2);
        assertThat(new ArrayList<>(till.pull("").changes()))
                .hasSize(20)
                .extracting("deviceId")
                .doesNotContain("", till.id());
        assertThat(hub.get("/api/sync/changes?excludeOwn=true&terminalId=" + name)
                        .key(key)
                        .send()
                        .json()
                        .get("changes")
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "<script>", "x\ny"})
    void aMachineMayNotCallItselfAnything(String name) {
        Answer answer = hub.post("/api/sync/batch")
                .key(business.newKey("shared").at("apiKey"))
                .json(Map.of("machineId", name, "operations", List.of()))
                .send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_PARAMETER");
        assertThat(tables.count("device", business.id())).isEqualTo(1);
    }

    @Test
    void aDeviceKeysDeviceStandsWhateverTheCallNames() {
        hub.post("/api/sync/batch")
                .key(till.apiKey())
                .json(Map.of(
                        "machineId",
                        "somebody-else",
                        "operations",
                        List.of(Op.insert("brands", "b1", "name", "Brand").json())))
                .send();

        assertThat(till.pull("").changes().getFirst().deviceId()).isEqualTo(till.id());
        assertThat(tables.count("device", business.id())).isEqualTo(1);
    }

    @Test
    void theEnvironmentsKeyOpensTheFirstBusinessAndDoesNotExpire() {
        assertThat(statusWith(HubTest.SYNC_API_KEY)).isEqualTo(200);
        assertThat(clock.shifted(Duration.ofDays(3_650), () -> statusWith(HubTest.SYNC_API_KEY)))
                .isEqualTo(200);
        assertThat(tables.owner()
                        .sql("""
                            SELECT business_id = (SELECT id FROM business ORDER BY created_at, id LIMIT 1) FROM device_key
                            WHERE key_hash = :hash
                            """)
                        .param("hash", Sha256.of(HubTest.SYNC_API_KEY))
                        .query(Boolean.class)
                        .list())
                .containsExactly(true);
    }
}
