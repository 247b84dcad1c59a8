package dev.concilia.sync;

import static dev.concilia.support.Op.insert;
import static dev.concilia.support.Op.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import org.junit.jupiter.api.Test;

/** What a push tells those who wait: the priority of the most urgent record that it wrote. */
@HubTest
class CommitNewsTest {
    private final ChangeSignals signals;
    private final BusinessId business;
    private final TestDevice till;

    CommitNewsTest(Hub hub, ChangeSignals signals) {
        TestBusiness opened = hub.business();
        this.signals = signals;
        this.business = BusinessId.of(opened.id());
        this.till = opened.device("till");
    }

    /** The highest level for which somebody would have been woken; 0 for none. */
    private int woken(Runnable work) {
        long[] before = new long[11];
        for (int level = 0; level <= 10; level++) {
            before[level] = signals.ticket(business, level);
        }
        work.run();
        int highest = 0;
        for (int level = 0; level <= 10; level++) {
            highest = signals.ticket(business, level) == before[level] ? highest : level;
        }
        return highest;
    }

    @Test
    void theMostUrgentRecordOfABatchCounts() {
        assertThat(woken(() -> till.push(insert("brands", "b", "name", "B")))).isEqualTo(4);
        assertThat(woken(() -> till.push(insert("brands", "c", "name", "C"), insert("products", "p", "name", "P"))))
                .isEqualTo(6);
        assertThat(woken(() -> till.push(
                        insert("sales", "s", "total", "1.00", "soldAt", "2026-01-01T10:00:00Z"),
                        insert("brands", "d", "name", "D"))))
                .isEqualTo(10);
    }

    @Test
    void anOrderIsCriticalOnceItIsCompleted() {
        assertThat(woken(() -> till.push(insert("orders", "o", "status", "PENDING"))))
                .isEqualTo(8);
        assertThat(woken(() -> till.push(update("orders", "o", "status", "COMPLETED"))))
                .isEqualTo(10);
    }

    @Test
    void whatWritesNothingWakesNobody() {
        till.push(insert("brands", "b", "name", "B"));

        assertThat(woken(() -> till.push(insert("brands", "b", "name", "B")))).isZero();
        assertThat(woken(() -> till.push(insert("sales", "s")))).isZero();
    }
}
