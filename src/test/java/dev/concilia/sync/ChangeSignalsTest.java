package dev.concilia.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.BusinessId;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeSignalsTest {
    private final ChangeSignals signals = new ChangeSignals();
    private final BusinessId business = new BusinessId(UUID.randomUUID());

    private void committed(int priority) {
        signals.on(new ChangesCommitted(business, 1, priority, false));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10, true",
        "10, 9, false",
        "10, 6, false",
        "8, 10, true",
        "8, 8, true",
        "8, 7, false",
        "0, 1, true",
        "0, 0, true",
        "1, 0, false"
    })
    void a_ticket_is_used_up_by_what_is_as_urgent_only(int waitedFor, int priority, boolean used) {
        long ticket = signals.ticket(business, waitedFor);

        committed(priority);

        assertThat(signals.ticket(business, waitedFor) != ticket).isEqualTo(used);
    }

    @Test
    void who_waits_for_critical_changes_wakes_with_the_first_of_them() {
        long ticket = signals.ticket(business, 10);
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> signals.await(business, 10, ticket, Duration.ofSeconds(60)));
        for (int i = 0; i < 1_000; i++) {
            committed(7);
        }
        assertThat(waiting).isNotDone();

        committed(10);

        assertThat(waiting.orTimeout(10, TimeUnit.SECONDS)).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void other_businesses_wake_nobody_here() {
        long ticket = signals.ticket(business, 0);

        signals.on(new ChangesCommitted(new BusinessId(UUID.randomUUID()), 1, 10, false));

        assertThat(signals.ticket(business, 0)).isEqualTo(ticket);
    }
}
