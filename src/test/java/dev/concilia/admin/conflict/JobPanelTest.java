package dev.concilia.admin.conflict;

import static org.awaitility.Awaitility.await;

import dev.concilia.admin.ViewTest;
import dev.concilia.admin.settings.SettingsView;
import dev.concilia.sync.BulkJob;
import dev.concilia.sync.Conflict;
import dev.concilia.sync.ConflictFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** The progress of a job while the database comes and goes. */
class JobPanelTest extends ViewTest {
    @Test
    void a_look_that_fails_is_tried_again() {
        navigate(SettingsView.class);
        AtomicInteger looks = new AtomicInteger();
        UUID job = UUID.randomUUID();
        JobPanel panel = new JobPanel(
                id(),
                asked -> switch (looks.getAndIncrement()) {
                    case 0 -> Optional.of(job(job, BulkJob.State.RUNNING, 1));
                    case 1 -> throw new DataAccessResourceFailureException("gone");
                    default -> Optional.of(job(job, BulkJob.State.DONE, 3));
                },
                null,
                null);
        find(SettingsView.class).single().add(panel);
        panel.follow(job);
        await().atMost(Duration.ofSeconds(20)).until(() -> looks.get() > 2);
    }

    private static BulkJob job(UUID id, BulkJob.State state, int settled) {
        Instant at = Instant.EPOCH;
        return new BulkJob(
                id,
                BulkJob.Action.RESOLVE,
                ConflictFilter.of(Conflict.State.OPEN),
                Conflict.Resolution.CENTRAL_WINS,
                null,
                state,
                3,
                settled,
                0,
                null,
                at,
                at,
                null);
    }
}
