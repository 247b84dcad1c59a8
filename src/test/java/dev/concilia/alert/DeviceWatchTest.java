package dev.concilia.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.device.Cause;
import dev.concilia.device.Device;
import dev.concilia.device.DeviceState;
import dev.concilia.kernel.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeviceWatchTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant KEY_END = NOW.plus(Duration.ofDays(90));

    private @Nullable Instant seen = NOW;
    private @Nullable Instant pushed = NOW;
    private @Nullable Integer pending = 0;
    private @Nullable Integer failed = 0;
    private @Nullable Instant oldest;
    private @Nullable Long skew = 0L;
    private @Nullable String status = "ONLINE";
    private @Nullable Instant inconsistentSince;
    private Instant keyEnd = KEY_END;
    private Duration interval = Duration.ofSeconds(30);

    private List<AlertKind> kinds(AlertRule... rules) {
        DeviceState state = new DeviceState(seen, pushed, null, pending, failed, oldest, skew, true, 0, status, null);
        Device device = new Device(
                new DeviceId(UUID.randomUUID()),
                "Till",
                "terminal",
                null,
                null,
                null,
                NOW,
                keyEnd,
                null,
                state,
                Cause.of(state, NOW, interval));
        Map<AlertKind, AlertRule> chosen = new java.util.EnumMap<>(AlertKind.class);
        for (AlertRule rule : rules) {
            chosen.put(rule.kind(), rule);
        }
        return new DeviceWatch(chosen, NOW, interval)
                .problems(device, inconsistentSince).stream().map(Problem::kind).toList();
    }

    @Test
    void a_device_in_good_order_has_no_problem() {
        assertThat(kinds()).isEmpty();
    }

    @Test
    void silence_counts_from_its_limit_and_never_before_three_intervals() {
        seen = NOW.minus(Duration.ofMinutes(30));
        assertThat(kinds()).isEmpty();
        seen = NOW.minus(Duration.ofMinutes(30)).minusMillis(1);
        assertThat(kinds()).containsExactly(AlertKind.DEVICE_SILENT);
        interval = Duration.ofMinutes(20);
        assertThat(kinds()).isEmpty();
    }

    @Test
    void a_device_that_signed_off_with_everything_sent_is_not_lost() {
        seen = NOW.minus(Duration.ofHours(9));
        status = "OFFLINE";
        assertThat(kinds()).isEmpty();
        pending = 3;
        assertThat(kinds()).containsExactly(AlertKind.DEVICE_SILENT);
    }

    @Test
    void a_device_that_never_synced_is_not_missed() {
        seen = NOW.minus(Duration.ofHours(9));
        pushed = null;
        assertThat(kinds()).isEmpty();
    }

    @Test
    void the_other_limits_count_when_they_are_exceeded() {
        pending = 101;
        failed = 6;
        oldest = NOW.minus(Duration.ofMinutes(61));
        skew = -121_000L;
        keyEnd = NOW.plus(Duration.ofDays(14));
        inconsistentSince = NOW.minus(Duration.ofMinutes(31));
        assertThat(kinds())
                .containsExactly(
                        AlertKind.UNSENT_OLD,
                        AlertKind.UNSENT_MANY,
                        AlertKind.DEVICE_FAILED,
                        AlertKind.DEVICE_INCONSISTENT,
                        AlertKind.KEY_EXPIRES,
                        AlertKind.CLOCK_SKEW);

        pending = 100;
        failed = 5;
        oldest = NOW.minus(Duration.ofMinutes(60));
        skew = 120_000L;
        keyEnd = NOW.plus(Duration.ofDays(15));
        inconsistentSince = NOW.minus(Duration.ofMinutes(30));
        assertThat(kinds()).isEmpty();
    }

    @Test
    void unknown_counts_are_no_problem() {
        pending = null;
        failed = null;
        skew = null;
        assertThat(kinds()).isEmpty();
    }

    @Test
    void a_business_sets_its_own_limits() {
        pending = 11;
        assertThat(kinds(new AlertRule(AlertKind.UNSENT_MANY, true, Map.of("count", 10))))
                .containsExactly(AlertKind.UNSENT_MANY);
    }
}
