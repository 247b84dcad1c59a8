package dev.concilia.sync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param recoveryWindow how long after a restore devices may bring back what the backup lacks ({@code RECOVERY_WINDOW})
 * @param retention how long what is no record is kept
 */
@ConfigurationProperties("concilia.sync")
public record SyncSettings(
        @DefaultValue("7d") Duration recoveryWindow,
        @DefaultValue Retention retention) {

    /**
     * @param tombstones how long a deleted record is told; a device that was away for longer starts again
     * @param history how long the versions before the present one can be rebuilt; an edit of an older one goes to a
     *     person. Those that an open conflict asks about stay
     * @param refusals how long rejected and failed operations are listed
     * @param syncLog how long sync runs are listed
     * @param reconcileRuns how long comparisons are listed
     * @param idempotency how long the answer to an {@code Idempotency-Key} is repeated
     * @param loginFailures how long failed sign-ins are kept; the throttle itself looks back 15 minutes
     * @param check how often each node looks whether a run is due
     * @param pause the least time from the start of one run of the hub to the start of the next
     */
    public record Retention(
            @DefaultValue("180d") Duration tombstones,
            @DefaultValue("400d") Duration history,
            @DefaultValue("180d") Duration refusals,
            @DefaultValue("180d") Duration syncLog,
            @DefaultValue("180d") Duration reconcileRuns,
            @DefaultValue("24h") Duration idempotency,
            @DefaultValue("24h") Duration loginFailures,
            @DefaultValue("1h") Duration check,
            @DefaultValue("20h") Duration pause) {
        private static final Duration SHORTEST = Duration.ofHours(1);

        /** Nothing is kept for less than an hour: the mistake would be a unit that was left out. */
        public Retention {
            atLeastAnHour("tombstones", tombstones);
            atLeastAnHour("history", history);
            atLeastAnHour("refusals", refusals);
            atLeastAnHour("sync-log", syncLog);
            atLeastAnHour("reconcile-runs", reconcileRuns);
            atLeastAnHour("idempotency", idempotency);
            atLeastAnHour("login-failures", loginFailures);
        }

        private static void atLeastAnHour(String name, Duration kept) {
            if (kept.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException(
                        "concilia.sync.retention." + name + " is " + kept + "; it takes an hour or more, as in 180d.");
            }
        }
    }
}
