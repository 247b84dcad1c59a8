package dev.concilia.admin.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.device.Badge;
import dev.concilia.device.Cause;
import dev.concilia.device.Device;
import dev.concilia.device.DeviceState;
import dev.concilia.kernel.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void no_device_means_waiting_for_the_first() {
        Fleet fleet = fleet();
        assertThat(fleet.answer()).isEqualTo(Fleet.Answer.NO_DEVICES);
        assertThat(fleet.worst()).isEmpty();
        assertThat(fleet.unsent()).isEmpty();
    }

    @Test
    void the_worst_device_gives_the_answer() {
        assertThat(fleet(device(Badge.SYNCED, 0), device(Badge.SYNCED, 0)).answer())
                .isEqualTo(Fleet.Answer.SYNCED);
        assertThat(fleet(device(Badge.SYNCED, 0), device(Badge.WAITING, null)).answer())
                .isEqualTo(Fleet.Answer.WAITING);
        Fleet troubled = fleet(device(Badge.OFFLINE, 38), device(Badge.DIVERGED, 0), device(Badge.SYNCED, 0));
        assertThat(troubled.answer()).isEqualTo(Fleet.Answer.NEED_YOU);
        assertThat(troubled.concerned()).isEqualTo(2);
    }

    @Test
    void a_zero_that_nobody_vouches_for_is_not_shown() {
        assertThat(fleet(device(Badge.SYNCED, 0), device(Badge.WAITING, null)).unsent())
                .isEmpty();
        assertThat(fleet(device(Badge.SYNCED, 0)).unsent()).hasValue(0);
        Fleet partly = fleet(device(Badge.OFFLINE, 38), device(Badge.WAITING, null));
        assertThat(partly.unsent()).hasValue(38);
        assertThat(partly.silentOnUnsent()).isEqualTo(1);
    }

    @Test
    void a_key_near_its_end_is_a_task_and_an_ended_one_says_so() {
        assertThat(fleet(withKey(NOW.plus(Duration.ofDays(9)))).tasks())
                .extracting(task -> task.worst().cause())
                .containsExactly(Fleet.Cause.KEY_EXPIRES);
        assertThat(fleet(withKey(NOW.minusSeconds(1))).tasks())
                .extracting(task -> task.worst().cause())
                .containsExactly(Fleet.Cause.KEY_EXPIRED);
        assertThat(fleet(withKey(NOW.plus(Duration.ofDays(60)))).tasks()).isEmpty();
    }

    @Test
    void a_device_is_one_task_with_all_its_reasons_and_the_worst_comes_first() {
        Device differs = caused(0, Cause.Kind.DIFFERENT);
        Device failed = caused(0, Cause.Kind.FAILED, Cause.Kind.CONFLICTS, Cause.Kind.PENDING);
        Device silent = caused(0, Cause.Kind.SILENT);
        List<Fleet.Task> tasks =
                fleet(differs, silent, failed, caused(0, Cause.Kind.IN_SYNC)).tasks();
        assertThat(tasks).extracting(Fleet.Task::device).containsExactly(failed, silent, differs);
        assertThat(tasks.getFirst().reasons())
                .extracting(Fleet.Reason::cause)
                .containsExactly(Fleet.Cause.FAILED, Fleet.Cause.CONFLICTS);
    }

    @Test
    void the_badge_of_the_business_is_of_one_device_with_its_own_contact() {
        Device failed = caused(9, Cause.Kind.FAILED);
        Device failedLongAgo = caused(900, Cause.Kind.FAILED);
        Device silent = caused(9_000, Cause.Kind.SILENT);
        assertThat(fleet(silent, failed, failedLongAgo, caused(1, Cause.Kind.IN_SYNC))
                        .foremost())
                .contains(failedLongAgo);
        assertThat(fleet(silent, caused(1, Cause.Kind.IN_SYNC)).foremost()).contains(silent);
        assertThat(fleet().foremost()).isEmpty();
    }

    private static Device caused(long secondsAgo, Cause.Kind... kinds) {
        DeviceState state =
                new DeviceState(NOW.minusSeconds(secondsAgo), NOW, NOW, 0, null, null, null, true, 0, null, null);
        List<Cause> causes =
                Arrays.stream(kinds).map(kind -> new Cause(kind, 1, null)).toList();
        DeviceId id = new DeviceId(UUID.randomUUID());
        return new Device(id, "Caja", "terminal", null, "Centro", null, NOW, null, null, state, causes);
    }

    private static Fleet fleet(Device... devices) {
        return new Fleet(List.of(devices), 1, NOW, Duration.ofDays(15));
    }

    private static Device withKey(Instant end) {
        return device(Badge.SYNCED, 0, end);
    }

    private static Device device(Badge badge, @Nullable Integer pending) {
        return device(badge, pending, null);
    }

    private static Device device(Badge badge, @Nullable Integer pending, @Nullable Instant keyEnd) {
        DeviceState state =
                new DeviceState(NOW, NOW, NOW, pending, null, null, null, badge != Badge.DIVERGED, 0, null, null);
        Cause.Kind kind = Arrays.stream(Cause.Kind.values())
                .filter(k -> k.badge() == badge)
                .findFirst()
                .orElseThrow();
        DeviceId id = new DeviceId(UUID.randomUUID());
        return new Device(
                id,
                "Caja",
                "terminal",
                null,
                "Centro",
                null,
                NOW,
                keyEnd,
                null,
                state,
                List.of(new Cause(kind, 0, null)));
    }
}
