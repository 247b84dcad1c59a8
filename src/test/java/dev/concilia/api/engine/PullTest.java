package dev.concilia.api.engine;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Page;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@HubTest
class PullTest {
    private final Hub hub;
    private final Tables tables;
    private final TestBusiness business;
    private final TestDevice till;
    private final TestDevice tablet;

    PullTest(Hub hub, Tables tables) {
        this.hub = hub;
        this.tables = tables;
        this.business = hub.business();
        this.till = business.device("till");
        this.tablet = business.device("tablet");
    }

    private static Op customer(int n) {
        return insert("customers", "c" + n, "name", "Customer " + n);
    }

    private void customers(int from, int to) {
        List<Op> ops = new ArrayList<>();
        for (int n = from; n <= to; n++) {
            ops.add(customer(n));
        }
        till.pushAll(ops);
    }

    @Test
    void whoGoesOnByTheServersTimestampMissesNoChangeThatIsBeingCommitted() {
        customers(1, 3);
        Answer page = tablet.pullRaw("limit=10");

        assertThat(page.at("serverTimestamp"))
                .isEqualTo(Page.of(page.json()).changes().getLast().updatedAt());
        assertThat(tablet.pull("since=" + page.at("serverTimestamp")).changes()).isEmpty();
        customers(4, 4);
        assertThat(tablet.pull("since=" + page.at("serverTimestamp")).ids()).containsExactly("c4");
    }

    @Test
    void pagesByCursorGiveEveryRecordOnceInCommitOrder() {
        customers(1, 25);
        List<String> seen = new ArrayList<>();
        Page page = tablet.pull("limit=10");
        seen.addAll(page.ids());
        while (page.hasMore()) {
            page = tablet.pull("limit=10&cursor=" + page.cursor());
            seen.addAll(page.ids());
        }

        assertThat(seen)
                .hasSize(25)
                .doesNotHaveDuplicates()
                .startsWith("c1", "c2")
                .endsWith("c25");
        assertThat(tablet.pull("cursor=" + page.cursor()).changes()).isEmpty();
    }

    @Test
    void aPageThatEndsWithTheFeedSaysSo() {
        customers(1, 10);

        assertThat(tablet.pull("limit=10").hasMore()).isFalse();
        assertThat(tablet.pull("limit=9").hasMore()).isTrue();
    }

    @Test
    void anEmptyFeedGivesACursorToGoOnFrom() {
        Page empty = tablet.pull("");
        customers(1, 1);

        assertThat(empty.changes()).isEmpty();
        assertThat(tablet.pull("cursor=" + empty.cursor()).ids()).containsExactly("c1");
    }

    @Test
    void aRecordThatChangedManyTimesAppearsOnceWithItsLastState() {
        customers(1, 3);
        till.push(update("customers", "c1", "phone", "1"), update("customers", "c1", "phone", "2"));

        Page page = tablet.pull("");

        assertThat(page.ids()).containsExactly("c2", "c3", "c1");
        assertThat(page.changes().getLast().version()).isEqualTo(3);
        assertThat(page.changes().getLast().data().get("phone").asString()).isEqualTo("2");
        assertThat(page.changes().getLast().modifiedBy()).isEqualTo("LOCAL");
        assertThat(page.changes().getLast().deviceId()).isEqualTo(till.id());
    }

    @Test
    void aDeletedRecordIsATombstoneWithoutData() {
        customers(1, 1);
        String cursor = tablet.pull("").cursor();
        till.push(delete("customers", "c1"));

        assertThat(tablet.pull("cursor=" + cursor).changes()).singleElement().satisfies(change -> {
            assertThat(change.deleted()).isTrue();
            assertThat(change.data().isMissingNode()).isTrue();
            assertThat(change.version()).isEqualTo(2);
        });
    }

    @Test
    void sinceTheTimeOfAChangeComesJustWhatCameLater() {
        for (int n = 1; n <= 12; n++) {
            till.push(customer(n));
        }
        till.push(update("customers", "c3", "phone", "1"));
        List<Page.Change> all = tablet.pull("").changes();

        for (int i = 0; i < all.size(); i++) {
            List<String> later =
                    all.subList(i + 1, all.size()).stream().map(Page.Change::id).toList();
            assertThat(tablet.pull("since=" + all.get(i).updatedAt()).ids())
                    .as("since %s", all.get(i).updatedAt())
                    .containsExactlyElementsOf(later);
        }
    }

    @Test
    void sinceJustBeforeAChangeComesThatChangeToo() {
        for (int n = 1; n <= 5; n++) {
            till.push(customer(n));
        }
        Page.Change third = tablet.pull("").changes().get(2);
        Instant before = Instant.parse(third.updatedAt()).minusNanos(1_000);

        assertThat(tablet.pull("since=" + before).ids()).containsExactly("c3", "c4", "c5");
        assertThat(tablet.pull("since=1990-01-01T00:00:00Z").ids()).hasSize(5);
        assertThat(tablet.pull("since=2999-01-01T00:00:00Z").ids()).isEmpty();
    }

    @Test
    void sinceTakesATimeOfAnyZone() {
        till.push(customer(1));
        Instant first = Instant.parse(tablet.pull("").changes().getFirst().updatedAt());
        till.push(customer(2));
        String eastern = OffsetDateTime.ofInstant(first, ZoneOffset.ofHours(5)).toString();

        assertThat(tablet.pull("since=" + eastern.replace("+", "%2B")).ids()).containsExactly("c2");
        assertThat(tablet.pull("since=" + eastern).ids()).containsExactly("c2");
    }

    @Test
    void onlyTheEntitiesAskedForComeAndTheirPagesMissNone() {
        for (int n = 1; n <= 20; n++) {
            till.push(
                    customer(n),
                    insert("products", "p" + n, "name", "Product"),
                    insert("brands", "b" + n, "name", "Brand"));
        }
        List<String> seen = new ArrayList<>();
        Page page = tablet.pull("entities=customers,Product&limit=7");
        seen.addAll(page.ids());
        while (page.hasMore()) {
            page = tablet.pull("entities=customers,Product&limit=7&cursor=" + page.cursor());
            seen.addAll(page.ids());
        }

        assertThat(seen).hasSize(40).doesNotHaveDuplicates().noneMatch(id -> id.startsWith("b"));
        assertThat(seen).startsWith("c1", "p1", "c2", "p2").endsWith("c20", "p20");
    }

    @Test
    void theSameEntityUnderTwoNamesComesOnce() {
        customers(1, 3);

        assertThat(tablet.pull("entities=customers,Customer,customer").ids()).containsExactly("c1", "c2", "c3");
    }

    @Test
    void aLeastPriorityLeavesTheLessUrgentOut() {
        till.push(
                customer(1),
                insert("sales", "s1", "total", "1.00", "soldAt", "2026-01-01T10:00:00Z"),
                insert("products", "p1", "name", "Product"));

        assertThat(tablet.pull("minPriority=10").ids()).containsExactly("s1");
        assertThat(tablet.pull("minPriority=7").ids()).containsExactly("c1", "s1");
        assertThat(tablet.pull("minPriority=0").ids()).containsExactly("c1", "s1", "p1");
    }

    @Test
    void whereNothingAskedForIsUrgentEnoughNothingComes() {
        till.push(customer(1));

        assertThat(tablet.pull("entities=customers&minPriority=10").ids()).isEmpty();
    }

    @Test
    void aDeviceCanLeaveItsOwnChangesOutAndStillGetsOn() {
        customers(1, 5);
        tablet.push(customer(6));

        Page page = till.pull("excludeOwn=true");

        assertThat(page.ids()).containsExactly("c6");
        assertThat(till.pull("excludeOwn=true&cursor=" + page.cursor()).changes())
                .isEmpty();
        tablet.push(update("customers", "c1", "phone", "1"));
        assertThat(till.pull("excludeOwn=true&cursor=" + page.cursor()).ids()).containsExactly("c1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=-1",
                "limit=1001",
                "limit=ten",
                "limit=99999999999",
                "wait=26",
                "wait=-1",
                "wait=x",
                "since=yesterday",
                "since=2026-13-01T00:00:00Z",
                "entities=dragons",
                "entities=customers,,",
                "minPriority=11",
                "excludeOwn=maybe"
            })
    void aParameterThatDoesNotFitIsNamed(String query) {
        Answer answer = till.pullRaw(query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_PARAMETER");
        assertThat(answer.at("detail")).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void limitsAtTheirBoundsAreTaken() {
        assertThat(till.pullRaw("limit=1").status()).isEqualTo(200);
        assertThat(till.pullRaw("limit=1000").status()).isEqualTo(200);
    }

    @Test
    void whoWaitsIsWokenByAnotherDevicesPush() {
        String cursor = tablet.pull("").cursor();
        long start = System.nanoTime();
        CompletableFuture<Page> waiting = CompletableFuture.supplyAsync(() -> tablet.pull("wait=25&cursor=" + cursor));
        CompletableFuture<Page> early = CompletableFuture.supplyAsync(() -> tablet.pull("wait=1&cursor=" + cursor));
        assertThat(early.join().changes()).isEmpty(); // by now the other one waits, too

        till.push(customer(1));

        assertThat(waiting.orTimeout(10, TimeUnit.SECONDS).join().ids()).containsExactly("c1");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aWaitWithoutNewsEndsAfterItsTimeWithNothing() {
        long start = System.nanoTime();

        Page page = tablet.pull("wait=1");

        assertThat(page.changes()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(950), Duration.ofSeconds(5));
    }

    @Test
    void whoeverWaitsForAnotherEntityIsNotAnsweredWithNothing() {
        CompletableFuture<Page> waiting = CompletableFuture.supplyAsync(() -> tablet.pull("wait=20&entities=products"));
        assertThat(tablet.pull("wait=1").changes()).isEmpty();
        till.push(customer(1));
        till.push(insert("products", "p1", "name", "Product"));

        assertThat(waiting.orTimeout(10, TimeUnit.SECONDS).join().ids()).containsExactly("p1");
    }

    @Test
    void whoWaitsForCriticalChangesIsWokenByThoseAndAtOnce() {
        for (int round = 0; round < 3; round++) {
            String cursor = tablet.pull("").cursor();
            CompletableFuture<Page> waiting =
                    CompletableFuture.supplyAsync(() -> tablet.pull("wait=25&minPriority=10&cursor=" + cursor));
            till.push(insert("products", "p" + round, "name", "Product"));
            assertThat(tablet.pull("wait=1&minPriority=10&cursor=" + cursor).changes())
                    .isEmpty();
            assertThat(waiting).isNotDone();
            long committed = System.nanoTime();

            till.push(insert("sales", "s" + round, "total", "1.00", "soldAt", "2026-01-01T10:00:00Z"));

            assertThat(waiting.orTimeout(10, TimeUnit.SECONDS).join().ids()).containsExactly("s" + round);
            assertThat(Duration.ofNanos(System.nanoTime() - committed)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void whenThereIsSomethingAWaitDoesNotWait() {
        customers(1, 1);
        long start = System.nanoTime();

        assertThat(tablet.pull("wait=25").ids()).containsExactly("c1");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "%00", "..%2F..", "1", "-1", "%F0%9F%A5%90", "AQ=="})
    void aCursorThatIsNoneIsRefused(String cursor) {
        Answer answer = till.pullRaw("cursor=" + cursor);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_CURSOR");
    }

    @Test
    void aCursorWithAnyBitChangedIsRefused() {
        customers(1, 1);
        byte[] cursor = Base64.getUrlDecoder().decode(tablet.pull("").cursor());
        for (int i = 0; i < cursor.length; i++) {
            byte[] forged = cursor.clone();
            forged[i] ^= 0x10;
            Answer answer = tablet.pullRaw(
                    "cursor=" + Base64.getUrlEncoder().withoutPadding().encodeToString(forged));
            assertThat(answer.code()).as("byte %s", i).isEqualTo("INVALID_CURSOR");
        }
    }

    @Test
    void anotherBusinesssCursorIsRefused() {
        String foreign = hub.business().device("till").pull("").cursor();

        assertThat(tablet.pullRaw("cursor=" + foreign).status()).isEqualTo(400);
        assertThat(tablet.pullRaw("cursor=" + foreign).code()).isEqualTo("INVALID_CURSOR");
    }

    @Test
    void aCursorOfAnotherEpochSendsTheDeviceBackToTheBeginning() {
        customers(1, 2);
        Page before = tablet.pull("");
        UUID epoch = UUID.randomUUID();
        setEpoch(epoch);
        try {
            Answer answer = tablet.pullRaw("cursor=" + before.cursor());

            assertThat(answer.status()).isEqualTo(410);
            assertThat(answer.code()).isEqualTo("RESYNC_REQUIRED");
            assertThat(answer.at("epoch")).isEqualTo(epoch.toString());
            assertThat(answer.at("retry")).isEqualTo("after-fix");
            assertThat(tablet.pull("").epoch()).isEqualTo(epoch.toString());
            assertThat(till.push(customer(3), customer(4)).epoch()).isEqualTo(epoch.toString());
        } finally {
            setEpoch(UUID.fromString(before.epoch()));
        }
        assertThat(tablet.pull("cursor=" + before.cursor()).ids()).containsExactly("c3", "c4");
    }

    private void setEpoch(UUID epoch) {
        tables.owner()
                .sql("UPDATE hub SET epoch = :epoch")
                .param("epoch", epoch)
                .update();
    }
}
