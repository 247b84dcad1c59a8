package dev.concilia.demo;

import static dev.concilia.support.Op.delete;
import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.catalog.Priority;
import dev.concilia.device.Presence;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import dev.concilia.sync.SyncLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A demo device against the hub: what it moves over the wire, by the hub's own log of the calls. */
@HubTest
class DeviceSyncTest {
    private static final Set<String> TABLES =
            Set.of("products", "customers", "brands", "sales", "inventory_items", "inventory_movements");
    private static final Instant LATER = Instant.parse("2026-11-22T10:00:00Z");

    private final Hub hub;
    private final Tables tables;
    private final SyncLog log;
    private final Presence presence;
    private final TestBusiness business;
    private final TestDevice backend;
    private final TestDevice till;
    private final HubClient client;
    private final Replica replica = new Replica(TABLES);
    private final Outbox outbox = new Outbox();
    private final Intake intake;
    private final DeviceSync sync;

    DeviceSyncTest(Hub hub, Tables tables, SyncLog log, Presence presence) {
        this.hub = hub;
        this.tables = tables;
        this.log = log;
        this.presence = presence;
        this.business = hub.business();
        this.backend = business.device("backend");
        this.till = business.device("till");
        this.client = new HubClient(hub.port());
        Profile profile = new Profile("till", "till", "terminal", "Centro", Profile.Trade.TILL, 0, Duration.ZERO, 0);
        this.intake = new Intake(client, till.apiKey(), TABLES, replica, change -> {});
        this.sync = new DeviceSync(profile, client, till.apiKey(), replica, outbox, intake);
    }

    @BeforeEach
    void fourHundredRecordsInBothHands() throws IOException, InterruptedException {
        List<dev.concilia.support.Op> ops = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ops.add(insert("products", "p" + i, "name", "Product"));
            ops.add(insert("customers", "c" + i, "name", "Customer"));
        }
        for (int i = 0; i < 50; i++) {
            ops.add(update("products", "p" + i, "unit", "kg"));
        }
        backend.pushAll(ops);
        backend.push(delete("customers", "c199"));
        assertThat(sync.reconcile()).isNull();
        assertThat(sync.differs()).isFalse();
    }

    @AfterEach
    void close() {
        client.close();
    }

    /** Records that crossed the wire so far, by type of call. */
    private long moved(String type) {
        log.flush();
        return tables.owner()
                .sql("""
                        SELECT coalesce(sum(records_affected), 0) FROM sync_log
                        WHERE business_id = :business AND device_id = :device AND sync_type = :type
                        """)
                .param("business", UUID.fromString(business.id()))
                .param("device", UUID.fromString(till.id()))
                .param("type", type)
                .query(Long.class)
                .single();
    }

    private String badge() throws IOException, InterruptedException {
        sync.heartbeat(Instant.now());
        presence.flush();
        return hub.get("/api/admin/devices")
                .bearer(business.token())
                .send()
                .json()
                .get("devices")
                .valueStream()
                .filter(device -> device.get("id").asString().equals(till.id()))
                .map(device -> device.get("badge").asString())
                .findFirst()
                .orElseThrow();
    }

    private void tamper() {
        for (int i = 100; i < 105; i++) {
            replica.forget("products", "p" + i);
        }
        for (int i = 10; i < 14; i++) {
            replica.settle("products", "p" + i, 1, false, LATER);
        }
        replica.settle("customers", "c7", 9, false, LATER);
        replica.settle("customers", "c199", 1, false, LATER);
        replica.settle("customers", "a-name-only", 1, false, LATER);
        for (int i = 0; i < 2; i++) {
            replica.stray(
                    "customers",
                    "stray" + i,
                    JsonNodeFactory.instance.objectNode().put("name", "Stray"),
                    LATER);
        }
    }

    @Test
    void a_device_that_was_tampered_with_is_repaired_by_moving_only_what_differs()
            throws IOException, InterruptedException {
        long pulled = moved("CHANGES_PULL");
        tamper();

        assertThat(sync.reconcile()).isNull();
        assertThat(sync.differs()).isTrue();
        assertThat(badge()).isEqualTo("DIVERGED");

        assertThat(sync.repair(LATER)).isEqualTo(new Repair.Done(5 + 4 + 1 + 1, 2, 1));
        assertThat(sync.push(LATER)).isNull();
        assertThat(sync.reconcile()).isNull();

        assertThat(sync.differs()).isFalse();
        assertThat(badge()).isEqualTo("SYNCED");
        assertThat(moved("RECORDS_FETCH")).isEqualTo(11);
        assertThat(moved("BATCH_PUSH")).isEqualTo(2);
        assertThat(moved("CHANGES_PULL")).isEqualTo(pulled);
        assertThat(replica.version("customers", "c199")).isZero();
        assertThat(replica.version("customers", "c7")).isEqualTo(1);
        assertThat(replica.version("products", "p10")).isEqualTo(2);
        assertThat(backend.pull("entities=customers").ids())
                .contains("stray0", "stray1")
                .doesNotContain("a-name-only");
    }

    @Test
    void a_device_that_lost_everything_is_repaired_too() throws IOException, InterruptedException {
        replica.clear();
        sync.reconcile();

        assertThat(sync.repair(LATER).fetched()).isEqualTo(399);
        sync.reconcile();
        assertThat(sync.differs()).isFalse();
    }

    @Test
    void what_others_did_since_the_last_pull_is_no_divergence() throws IOException, InterruptedException {
        backend.push(insert("products", "new", "name", "New"));

        assertThat(sync.reconcile()).isNull();
        assertThat(sync.differs()).isFalse();
        assertThat(moved("RECORDS_FETCH")).isZero();
    }

    @Test
    void what_the_hub_makes_of_a_devices_own_change_comes_back_to_it() throws IOException, InterruptedException {
        backend.push(insert("inventory_items", "flour", "name", "Flour", "quantity", 10));
        sync.reconcile();
        ObjectNode movement = JsonNodeFactory.instance
                .objectNode()
                .put("inventoryItemId", "flour")
                .put("type", "IN")
                .put("quantity", 5);
        outbox.add(Unit.of(Op.insert("inventory_movements", "m1", movement, LATER)));
        assertThat(sync.push(LATER)).isNull();

        assertThat(sync.reconcile()).isNull();
        assertThat(replica.version("inventory_items", "flour")).isEqualTo(2);
        assertThat(sync.differs()).isFalse();
    }

    @Test
    void each_level_comes_in_its_cycle_and_nothing_is_missed() throws IOException, InterruptedException {
        backend.push(
                insert("brands", "low", "name", "Low"),
                insert("products", "medium", "name", "Medium"),
                insert("sales", "critical", "total", "1.00", "soldAt", "2026-01-01T10:00:00Z"));

        intake.pull(Priority.minPriorityAt(1));
        assertThat(replica.version("sales", "critical")).isEqualTo(1);
        assertThat(replica.version("products", "medium")).isZero();
        intake.pull(Priority.minPriorityAt(2));
        assertThat(replica.version("products", "medium")).isEqualTo(1);
        assertThat(replica.version("brands", "low")).isZero();
        long before = moved("CHANGES_PULL");
        intake.pull(Priority.minPriorityAt(3));
        assertThat(moved("CHANGES_PULL"))
                .as("a wider pull moves the narrower ones' cursors along")
                .isEqualTo(before);
        intake.pull(Priority.minPriorityAt(5));
        assertThat(replica.version("brands", "low")).isEqualTo(1);
    }

    @Test
    void a_critical_change_reaches_the_device_without_a_cycle_and_another_does_not() throws InterruptedException {
        LinkedBlockingQueue<JsonNode> inbox = new LinkedBlockingQueue<>();
        Thread watch = Thread.ofVirtual()
                .start(new CriticalWatch(client, till.apiKey(), TABLES, intake.critical(), inbox, () -> false));
        try {
            backend.push(insert("products", "medium", "name", "Medium"));
            backend.push(insert("sales", "critical", "total", "1.00", "soldAt", "2026-01-01T10:00:00Z"));
            JsonNode page = inbox.poll(20, TimeUnit.SECONDS);

            assertThat(page).isNotNull();
            assertThat(page.path("changes").valueStream().map(c -> c.path("id").asString("")))
                    .containsExactly("critical");
            assertThat(inbox.poll()).isNull();
        } finally {
            watch.interrupt();
        }
    }

    @Test
    void who_is_asked_to_sync_hears_of_it_with_its_heartbeat() throws IOException, InterruptedException {
        assertThat(sync.heartbeat(Instant.now())).isFalse();
        hub.post("/api/admin/devices/" + till.id() + "/trigger")
                .bearer(business.token())
                .json(Map.of())
                .send();

        assertThat(sync.heartbeat(Instant.now())).isTrue();
        assertThat(sync.heartbeat(Instant.now())).as("until it has synced").isTrue();
        till.pull("");
        presence.flush();
        assertThat(sync.heartbeat(Instant.now())).isFalse();
    }
}
