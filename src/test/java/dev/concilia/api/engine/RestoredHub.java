package dev.concilia.api.engine;

import static dev.concilia.support.Op.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.ReplicaDevice;
import dev.concilia.support.SetAside;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import dev.concilia.sync.Recovery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A hub on which an older copy of the tables is put back, and three devices that know what came after it. */
@HubTest
@SuppressWarnings("NullAway.Init") // set before each test
abstract class RestoredHub {
    @Autowired
    Hub hub;

    @Autowired
    Tables tables;

    @Autowired
    Recovery recovery;

    TestBusiness business;
    ReplicaDevice till;
    ReplicaDevice tablet;
    ReplicaDevice kiosk;
    private SetAside backup;

    static Op customer(String id) {
        return insert("customers", id, "name", "Customer " + id, "phone", "0", "loyaltyPoints", 1);
    }

    @BeforeEach
    void aBackupOfSixCustomers() {
        business = hub.business();
        till = new ReplicaDevice(business.device("till"));
        tablet = new ReplicaDevice(business.device("tablet"));
        kiosk = new ReplicaDevice(business.device("kiosk"));
        till.push(customer("c1"), customer("c2"), customer("c3"), customer("c4"), customer("c5"));
        till.push(customer("c6"));
        syncAll();
        backup = new SetAside(tables, business);
    }

    @AfterEach
    void dropIt() {
        backup.close();
    }

    final void restore() {
        backup.putBack();
        recovery.begin(Instant.now().minusSeconds(60));
    }

    final void syncAll() {
        List.of(till, tablet, kiosk).forEach(ReplicaDevice::sync);
    }

    final Answer recover(TestDevice device, String entity, Object... records) {
        return hub.post("/api/sync/recover")
                .key(device.apiKey())
                .json(Map.of("entity", entity, "records", List.of(records)))
                .send();
    }

    final JsonNode one(ReplicaDevice device, String id) {
        Answer answer = recover(device.device(), "customers", ReplicaDevice.wire(device.held("customers", id)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().get("results").get(0);
    }

    static String outcome(JsonNode result) {
        return result.get("outcome").asString();
    }
}
