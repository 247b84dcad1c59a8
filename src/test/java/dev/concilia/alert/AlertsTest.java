package dev.concilia.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concilia.device.Presence;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.ProblemException;
import dev.concilia.kernel.UserId;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.SqlLog;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@HubTest
class AlertsTest {
    private static final Duration QUIET = Duration.ofMinutes(31);
    private static final Duration LASTS = Duration.ofMinutes(5).plusSeconds(1);
    private static final BackupWatch.Backups NONE = new BackupWatch.Backups(null, null, null);
    private static final UserId SOMEBODY = new UserId(UUID.randomUUID());

    private final Hub hub;
    private final Tables tables;
    private final TestClock clock;
    private final Evaluation evaluation;
    private final Alerts alerts;
    private final AlertRules rules;
    private final AlertChannels channels;
    private final Presence presence;
    private final AlertJob job;
    private final SqlLog sql;
    private final TestBusiness business;
    private final BusinessId id;
    private final TestDevice till;

    AlertsTest(
            Hub hub,
            Tables tables,
            TestClock clock,
            Evaluation evaluation,
            Alerts alerts,
            AlertRules rules,
            AlertChannels channels,
            Presence presence,
            AlertJob job,
            SqlLog sql) {
        this.hub = hub;
        this.tables = tables;
        this.clock = clock;
        this.evaluation = evaluation;
        this.alerts = alerts;
        this.rules = rules;
        this.channels = channels;
        this.presence = presence;
        this.job = job;
        this.sql = sql;
        this.business = hub.business();
        this.id = BusinessId.of(business.id());
        this.till = business.device("till");
    }

    private void evaluate(Duration later) {
        evaluate(later, NONE);
    }

    private void evaluate(Duration later, BackupWatch.Backups backups) {
        clock.shifted(later, () -> {
            evaluation.evaluate(id, backups);
            return true;
        });
    }

    private void sync() {
        till.push(Op.insert("brands", UUID.randomUUID().toString(), "name", "x"));
        presence.flush();
    }

    private List<Alert> all() {
        return alerts.list(id, new Alerts.Filter(null, null), null, 500);
    }

    private List<AlertKind> kinds(Alert.@Nullable State state) {
        return alerts.list(id, new Alerts.Filter(state, null), null, 500).stream()
                .map(Alert::kind)
                .toList();
    }

    private List<String> notices() {
        return tables.texts("SELECT items::text FROM alert_delivery WHERE business_id = '" + id + "' ORDER BY id");
    }

    private UUID channel(Severity least) {
        return channels.create(
                        id,
                        SOMEBODY,
                        new Channel.Draft(
                                Channel.Type.MAIL, "Ana", "ana@example.com", java.util.Locale.of("es"), least, true))
                .id();
    }

    @Test
    void aSilentDeviceRaisesOneAlertThatRecoversWhenItIsBack() {
        sync();
        evaluate(Duration.ofMinutes(29));
        assertThat(all()).isEmpty();
        evaluate(QUIET);
        evaluate(QUIET.plusMinutes(1));

        assertThat(all()).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(AlertKind.DEVICE_SILENT);
            assertThat(alert.subject()).isEqualTo(till.id());
            assertThat(alert.detail()).containsEntry("name", "till").containsKey("since");
            assertThat(alert.state()).isEqualTo(Alert.State.OPEN);
        });
        assertThat(alerts.countOpen(id)).isEqualTo(1);

        evaluate(Duration.ZERO);
        assertThat(kinds(Alert.State.RECOVERED)).containsExactly(AlertKind.DEVICE_SILENT);
        assertThat(alerts.countOpen(id)).isZero();
    }

    @Test
    void theAlarmGoesOutOnceAndTheRecoveryWhenItHasLasted() {
        channel(Severity.WARNING);
        sync();
        evaluate(QUIET);
        evaluate(QUIET.plusMinutes(1));
        assertThat(notices()).singleElement().asString().contains("DEVICE_SILENT");

        clock.shifted(QUIET.plusMinutes(2), () -> {
            sync();
            evaluation.evaluate(id, NONE);
            return true;
        });
        assertThat(notices()).hasSize(1);
        clock.shifted(QUIET.plusMinutes(2).plus(LASTS), () -> {
            evaluation.evaluate(id, NONE);
            evaluation.evaluate(id, NONE);
            return true;
        });

        assertThat(notices()).hasSize(2).last().asString().contains("recoveredAt\": \"2");
    }

    @Test
    void whatFlapsIsOneAlertAndOneAlarm() {
        channel(Severity.WARNING);
        for (int i = 0; i <= 20; i++) {
            pending(i % 2 == 0 ? 200 : 0);
            evaluate(Duration.ofMinutes(i));
        }

        assertThat(all()).singleElement().satisfies(alert -> {
            assertThat(alert.reopened()).isEqualTo(10);
            assertThat(alert.state()).isEqualTo(Alert.State.OPEN);
        });
        assertThat(notices()).hasSize(1);
    }

    private void pending(int count) {
        tables.owner()
                .sql("UPDATE device SET pending = ? WHERE id = ?::uuid")
                .params(count, till.id())
                .update();
    }

    @Test
    void aChannelIsToldOnlyWhatIsGraveEnoughAndOfRecoveriesWhatItWasToldOf() {
        channel(Severity.CRITICAL);
        sync();
        evaluate(QUIET);
        assertThat(notices()).isEmpty();
        UUID late = channel(Severity.WARNING);
        evaluate(Duration.ZERO);
        evaluate(LASTS.plusMinutes(1));

        assertThat(notices()).as("nobody was told of the alarm").isEmpty();
        assertThat(channels.find(id, late)).isPresent();
    }

    @Test
    void manyAlertsAtOnceAreOneNotice() {
        channel(Severity.WARNING);
        List<TestDevice> devices = new ArrayList<>(List.of(till));
        for (int i = 0; i < 5; i++) {
            devices.add(business.device("t" + i));
        }
        devices.forEach(
                device -> device.push(Op.insert("brands", UUID.randomUUID().toString(), "name", "x")));
        presence.flush();
        evaluate(QUIET);

        assertThat(all()).hasSize(6);
        assertThat(notices()).hasSize(1);
    }

    @Test
    void anEvaluationCostsTheSameWhateverItFinds() {
        sync();
        List<String> quiet = sql.during(() -> evaluate(Duration.ZERO));
        for (int i = 0; i < 5; i++) {
            business.device("t" + i).push(Op.insert("brands", UUID.randomUUID().toString(), "name", "x"));
        }
        presence.flush();
        List<String> one = sql.during(() -> evaluate(QUIET));
        List<String> still = sql.during(() -> evaluate(QUIET.plusSeconds(1)));

        assertThat(one.size() - quiet.size())
                .as("raise, read channels, mark as told")
                .isLessThanOrEqualTo(4);
        assertThat(still).hasSameSizeAs(quiet);
        assertThat(quiet).hasSizeLessThanOrEqualTo(14);
    }

    @Test
    void twoNodesAtOnceRaiseAndTellOnce() throws InterruptedException {
        channel(Severity.WARNING);
        sync();
        clock.shifted(QUIET, () -> {
            List<Thread> nodes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                nodes.add(Thread.ofVirtual().start(() -> evaluation.evaluate(id, NONE)));
            }
            for (Thread node : nodes) {
                node.join();
            }
            return true;
        });

        assertThat(all()).hasSize(1);
        assertThat(notices()).hasSize(1);
    }

    @Test
    void stockBelowZeroIsToldOnceAndRecoversWhenItIsCounted() {
        channel(Severity.WARNING);
        Answer settings = hub.call("PUT", "/api/admin/settings")
                .bearer(business.token())
                .json(Map.of("settings", Map.of("negativeStock", true), "version", 0))
                .send();
        assertThat(settings.status()).as(settings.toString()).isEqualTo(200);
        till.push(
                Op.insert("inventory_items", "flour", "name", "Harina", "quantity", 1, "productId", "bread"),
                Op.insert("sales", "s", "total", "5", "soldAt", "2026-01-05T08:00:00Z"));
        till.push(Op.insert("sale_items", "i1", "saleId", "s", "productId", "bread", "quantity", 3, "price", "5"));
        presence.flush();
        assertThat(alerts.countOpen(id)).isEqualTo(1);
        evaluate(Duration.ZERO);
        assertThat(notices()).singleElement().asString().contains("NEGATIVE_STOCK", "Harina", "-2");
        till.push(Op.insert("sale_items", "i2", "saleId", "s", "productId", "bread", "quantity", 1, "price", "5"));
        evaluate(Duration.ZERO);
        assertThat(all())
                .singleElement()
                .satisfies(alert -> assertThat(alert.detail()).containsEntry("quantity", "-3"));

        till.push(Op.insert("inventory_movements", "m1", "inventoryItemId", "flour", "type", "IN", "quantity", 13));
        evaluate(Duration.ZERO);
        assertThat(kinds(Alert.State.RECOVERED)).containsExactly(AlertKind.NEGATIVE_STOCK);
        till.push(Op.insert("sale_items", "i3", "saleId", "s", "productId", "bread", "quantity", 50, "price", "5"));
        assertThat(all()).hasSize(2);
        evaluate(Duration.ZERO);

        assertThat(all()).singleElement().satisfies(alert -> {
            assertThat(alert.reopened()).isEqualTo(1);
            assertThat(alert.state()).isEqualTo(Alert.State.OPEN);
        });
        assertThat(notices()).hasSize(1);
    }

    @Test
    void conflictsAndRefusalsOfTheBusinessRaiseByNumberAndAge() {
        till.push(Op.insert("customers", "c", "name", "x", "phone", "0"), Op.update("customers", "c", "phone", "1"));
        business.device("other").push(Op.update("customers", "c", "phone", "2").base(1));
        evaluate(Duration.ofMinutes(59));
        assertThat(kinds(null)).doesNotContain(AlertKind.CONFLICTS_OPEN);
        for (int i = 0; i < 21; i++) {
            till.push(Op.insert("dragons", "d" + i, "name", "x"));
        }
        evaluate(Duration.ofMinutes(58));
        assertThat(kinds(Alert.State.OPEN)).contains(AlertKind.REFUSED_MANY).doesNotContain(AlertKind.CONFLICTS_OPEN);
        evaluate(Duration.ofMinutes(61));

        assertThat(kinds(Alert.State.OPEN)).contains(AlertKind.CONFLICTS_OPEN).doesNotContain(AlertKind.REFUSED_MANY);
    }

    @Test
    void aDeviceThatDiffersIsAlertedAfterAWhileFromTheFirstDifferingReconcileOn() {
        sync();
        Map<String, Object> wrong = Map.of("clientSummary", Map.of("Brand", Map.of("count", 7)));
        for (Duration at : List.of(Duration.ofMinutes(1), Duration.ofMinutes(25))) {
            Answer answer = clock.shifted(
                    at,
                    () -> hub.post("/api/sync/reconcile")
                            .key(till.apiKey())
                            .json(wrong)
                            .send());
            assertThat(answer.json().path("isConsistent").asBoolean(true))
                    .as(answer.toString())
                    .isFalse();
        }
        evaluate(Duration.ofMinutes(30));
        assertThat(kinds(Alert.State.OPEN)).doesNotContain(AlertKind.DEVICE_INCONSISTENT);
        evaluate(Duration.ofMinutes(32));

        assertThat(kinds(Alert.State.OPEN)).contains(AlertKind.DEVICE_INCONSISTENT);
    }

    @Test
    void backupsAreWatchedOnceTheHubMakesThem() {
        java.time.Instant now = clock.instant();
        evaluate(Duration.ZERO, new BackupWatch.Backups(null, null, null));
        evaluate(Duration.ZERO, new BackupWatch.Backups(now.minusSeconds(3_600), null, null));
        assertThat(all()).isEmpty();
        evaluate(Duration.ZERO, new BackupWatch.Backups(now, now.minus(Duration.ofHours(37)), now));
        assertThat(kinds(Alert.State.OPEN)).containsExactlyInAnyOrder(AlertKind.BACKUP_LATE, AlertKind.BACKUP_FAILED);
    }

    private AlertRule rule(AlertKind kind) {
        return rules.list(id).get(kind.ordinal());
    }

    @Test
    void aRuleIsChangedOnlyOverTheOneThatWasRead() {
        AlertRule read = rule(AlertKind.DEVICE_SILENT);
        AlertRule first = new AlertRule(AlertKind.DEVICE_SILENT, true, Map.of("minutes", 99));
        rules.change(id, SOMEBODY, read, first);
        AlertRule second = new AlertRule(AlertKind.DEVICE_SILENT, false, Map.of("minutes", 45));
        assertThatThrownBy(() -> rules.change(id, SOMEBODY, read, second)).hasMessage("VERSION_CONFLICT");
        assertThat(rule(AlertKind.DEVICE_SILENT)).isEqualTo(first);
        rules.change(id, SOMEBODY, first, second);
        assertThat(rule(AlertKind.DEVICE_SILENT)).isEqualTo(second);
    }

    @Test
    void aRuleCanBeSwitchedOffAndHasBounds() {
        sync();
        evaluate(QUIET);
        rules.change(
                id,
                SOMEBODY,
                rule(AlertKind.DEVICE_SILENT),
                new AlertRule(AlertKind.DEVICE_SILENT, false, Map.of("minutes", 30)));
        evaluate(QUIET);
        assertThat(kinds(Alert.State.RECOVERED)).containsExactly(AlertKind.DEVICE_SILENT);
        assertThat(kinds(Alert.State.OPEN)).isEmpty();
        rules.change(
                id,
                SOMEBODY,
                rule(AlertKind.DEVICE_SILENT),
                new AlertRule(AlertKind.DEVICE_SILENT, true, Map.of("minutes", 120)));
        evaluate(QUIET);
        assertThat(kinds(Alert.State.OPEN)).isEmpty();
        evaluate(Duration.ofMinutes(121));
        assertThat(kinds(Alert.State.OPEN)).containsExactly(AlertKind.DEVICE_SILENT);

        assertThat(rules.list(id)).hasSameSizeAs(AlertKind.values());
        for (Map<String, Integer> wrong :
                List.of(Map.of("minutes", 0), Map.<String, Integer>of(), Map.of("minutes", 5, "count", 1))) {
            assertThatThrownBy(() -> rules.change(
                            id,
                            SOMEBODY,
                            rule(AlertKind.DEVICE_SILENT),
                            new AlertRule(AlertKind.DEVICE_SILENT, true, wrong)))
                    .isInstanceOf(ProblemException.class);
        }
        assertThat(audited()).contains("alert.rule");
    }

    @Test
    void aShopThatIsClosedIsNotSilent() {
        sync();
        LocalTime now = LocalTime.ofInstant(clock.instant(), zone()).truncatedTo(ChronoUnit.MINUTES);
        change(new WatchHours(now.plusHours(2), now.plusHours(6), EnumSet.allOf(DayOfWeek.class)));
        evaluate(Duration.ofHours(1));
        evaluate(Duration.ofHours(2).plusMinutes(29));
        assertThat(all()).as("closed, and just open").isEmpty();
        evaluate(Duration.ofHours(2).plusMinutes(31));
        evaluate(Duration.ofHours(7));
        assertThat(kinds(Alert.State.OPEN)).as("also when it is closed again").hasSize(1);
        evaluate(Duration.ZERO);
        assertThat(kinds(Alert.State.RECOVERED)).hasSize(1);

        for (WatchHours wrong : List.of(
                new WatchHours(now, now.plusMinutes(30), EnumSet.allOf(DayOfWeek.class)),
                new WatchHours(now, now, EnumSet.noneOf(DayOfWeek.class)))) {
            assertThatThrownBy(() -> change(wrong)).isInstanceOf(ProblemException.class);
        }
    }

    private void change(WatchHours hours) {
        rules.change(id, SOMEBODY, new AlertRule(AlertKind.DEVICE_SILENT, true, Map.of("minutes", 30), hours));
    }

    private ZoneId zone() {
        return ZoneId.of(tables.texts("SELECT timezone FROM business WHERE id = '" + id + "'")
                .getFirst());
    }

    private List<String> audited() {
        return tables.texts("SELECT action FROM audit_entry WHERE business_id = '" + id + "'");
    }

    @Test
    void somebodyLooksAfterAnAlertAndTheFirstOneStands() {
        sync();
        evaluate(QUIET);
        String alert = all().getFirst().id().toString();
        Answer first = acknowledge(alert, Map.of("note", "  Voy yo <b> "));
        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertThat(first.at("state")).isEqualTo("ACKNOWLEDGED");
        assertThat(first.at("note")).isEqualTo("Voy yo <b>");
        Answer second = acknowledge(alert, Map.of("note", "no, yo"));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.at("note")).isEqualTo("Voy yo <b>");
        assertThat(audited().stream().filter("alert.acknowledge"::equals)).hasSize(1);

        evaluate(QUIET);
        assertThat(kinds(Alert.State.ACKNOWLEDGED)).hasSize(1);
        assertThat(alerts.countOpen(id)).isZero();
    }

    private Answer acknowledge(String alert, Map<String, String> body) {
        return hub.post("/api/admin/alerts/" + alert + "/acknowledge")
                .bearer(business.token())
                .json(body)
                .send();
    }

    @Test
    void aNoteHasItsBounds() {
        sync();
        evaluate(QUIET);
        String alert = all().getFirst().id().toString();
        assertThat(acknowledge(alert, Map.of("note", "x".repeat(10_000))).status())
                .isEqualTo(422);
        assertThat(acknowledge(alert, Map.of("note", "a\0b")).status()).isEqualTo(422);
        assertThat(acknowledge(alert, Map.of("who", "x")).status()).isEqualTo(422);
        assertThat(acknowledge("nonsense", Map.of()).status()).isEqualTo(404);
        assertThat(acknowledge(UUID.randomUUID().toString(), Map.of()).status()).isEqualTo(404);
        assertThat(acknowledge(alert, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void theListGoesPageByPageNewestFirstAndFilters() {
        tables.owner().sql("""
                        INSERT INTO alert (business_id, id, kind, subject, raised_at, recovered_at)
                        SELECT ?::uuid, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
                            CASE WHEN n % 2 = 0 THEN 'KEY_EXPIRES' ELSE 'CLOCK_SKEW' END, n::text, now(),
                            CASE WHEN n > 5 THEN now() END
                        FROM generate_series(1, 25) n
                        """).param(id.toString()).update();
        List<String> seen = new ArrayList<>();
        String query = "?limit=10";
        while (!query.isEmpty()) {
            Answer page = hub.get("/api/admin/alerts" + query)
                    .bearer(business.token())
                    .send();
            page.json().get("alerts").forEach(row -> seen.add(row.get("subject").asString()));
            assertThat(page.json().get("open").asInt()).isEqualTo(5);
            query = page.at("next").isEmpty() ? "" : "?limit=10&before=" + page.at("next");
        }
        assertThat(seen).hasSize(25).startsWith("25", "24").endsWith("1").doesNotHaveDuplicates();
        assertThat(hub.get("/api/admin/alerts?state=recovered&kind=KEY_EXPIRES")
                        .bearer(business.token())
                        .send()
                        .json()
                        .get("alerts"))
                .hasSize(10);
        assertThat(hub.get("/api/admin/alerts?state=open")
                        .bearer(business.token())
                        .send()
                        .json()
                        .get("alerts"))
                .hasSize(5);
        for (String wrong : List.of("state=closed", "kind=x", "before=1", "limit=0", "limit=501")) {
            assertThat(hub.get("/api/admin/alerts?" + wrong)
                            .bearer(business.token())
                            .send()
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void whatIsLongOverIsForgotten() {
        tables.owner().sql("""
                        INSERT INTO alert (business_id, id, kind, raised_at, recovered_at, closed_at)
                        SELECT ?::uuid, gen_random_uuid(), 'KEY_EXPIRES', at, at, at
                        FROM unnest(ARRAY[now(), now() - interval '401 days']) AS t (at)
                        """).param(id.toString()).update();
        job.forget();
        assertThat(all()).hasSize(1);
    }
}
