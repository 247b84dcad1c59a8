package dev.concilia.api.engine;

import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.ReplicaDevice;
import dev.concilia.support.SetAside;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestClock;
import dev.concilia.support.TestDevice;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How long after a restore, and for whom, the hub takes records back. */
class RecoverWindowTest extends RestoredHub {
    @Autowired
    TestClock clock;

    @Test
    void whatWasInTheBackupIsNotLostAndIsRefused() {
        restore();

        JsonNode old = one(till, "c1");

        assertThat(outcome(old)).isEqualTo("rejected");
        assertThat(old.get("error").asString()).isEqualTo("NOT_RECOVERING");
        ObjectNode gone = ReplicaDevice.wire(till.held("customers", "c1")).put("id", "never");
        assertThat(outcome(recover(till.device(), "customers", gone)
                        .json()
                        .get("results")
                        .get(0)))
                .isEqualTo("rejected");
    }

    @Test
    void theWindowCloses() {
        till.push(update("customers", "c1", "phone", "1"));
        restore();
        Object record = ReplicaDevice.wire(till.held("customers", "c1"));
        Map<String, Object> buckets = Map.of("entity", "customers", "buckets", Map.of());
        assertThat(hub.post("/api/sync/reconcile/buckets")
                        .key(till.device().apiKey())
                        .json(buckets)
                        .send()
                        .json()
                        .has("recovering"))
                .isTrue();

        clock.shifted(Duration.ofDays(7), () -> {
            Answer late = recover(till.device(), "customers", record);
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.code()).isEqualTo("NOT_RECOVERING");
            assertThat(late.at("retry")).isEqualTo("never");
            assertThat(hub.post("/api/sync/reconcile/buckets")
                            .key(till.device().apiKey())
                            .json(buckets)
                            .send()
                            .json()
                            .has("recovering"))
                    .isFalse();
            return late;
        });
        clock.shifted(
                Duration.ofDays(7).minusMinutes(5),
                () -> assertThat(recover(till.device(), "customers", record).status())
                        .isEqualTo(200));
    }

    @Test
    void aBusinessThatWasOpenedLaterHasLostNothing() {
        restore();
        TestBusiness later = hub.business();
        TestDevice theirs = later.device("till");

        Answer answer = recover(theirs, "customers", ReplicaDevice.wire(till.held("customers", "c1")));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("NOT_RECOVERING");
    }

    @Test
    void aSecondRestoreWhileDevicesAreStillMissingKeepsTheDoorOpenForThem() {
        till.push(update("customers", "c1", "phone", "1"));
        restore();
        kiosk.push(customer("k1"));
        try (SetAside second = new SetAside(tables, business)) {
            kiosk.push(customer("k2"));
            second.putBack();
            recovery.begin(null);
        }

        syncAll();
        syncAll();

        assertThat(till.held("customers", "c1").data().get("phone").asString()).isEqualTo("1");
        assertThat(till.held("customers", "k2")).isNotNull();
        assertThat(kiosk.contents()).isEqualTo(till.contents());
        assertThat(tablet.contents()).isEqualTo(till.contents());
    }
}
