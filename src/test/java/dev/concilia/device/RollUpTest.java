package dev.concilia.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.concilia.kernel.DeviceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollUpTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static Device device(String name, @Nullable String location, Cause.Kind kind) {
        DeviceState state = new DeviceState(null, null, null, null, null, null, null, null, 0, null, null);
        return new Device(
                new DeviceId(UUID.randomUUID()),
                name,
                "terminal",
                null,
                location,
                null,
                NOW,
                null,
                null,
                state,
                List.of(new Cause(kind, 1, null)));
    }

    private static List<Device> devices(String kinds) {
        List<Device> devices = new ArrayList<>();
        for (String kind : kinds.split(" ", -1)) {
            devices.add(device("d" + devices.size(), "Centro", Cause.Kind.valueOf(kind)));
        }
        return devices;
    }

    @ParameterizedTest
    @CsvSource({
        "IN_SYNC, SYNCED, 0",
        "IN_SYNC IN_SYNC, SYNCED, 0",
        "NEVER_SYNCED, WAITING, 1",
        "IN_SYNC NEVER_SYNCED IN_SYNC, WAITING, 1",
        "NEVER_SYNCED PENDING IN_SYNC, SYNCING, 1",
        "UNPROVEN WORKING PENDING, SYNCING, 3",
        "IN_SYNC DIFFERENT PENDING, DIVERGED, 1",
        "CONFLICTS DIFFERENT NEVER_SYNCED, DIVERGED, 2",
        "SILENT CONFLICTS IN_SYNC, OFFLINE, 1",
        "IN_SYNC FAILED SILENT, OFFLINE, 2"
    })
    void the_worst_device_gives_the_badge_and_is_named(String kinds, Badge badge, int named) {
        RollUp rollUp = RollUp.of(devices(kinds));

        assertThat(rollUp.badge()).isEqualTo(badge);
        assertThat(rollUp.because())
                .hasSize(named)
                .allMatch(because -> because.device().badge() == badge);
        assertThat(rollUp.locations()).singleElement().satisfies(place -> {
            assertThat(place.badge()).isEqualTo(badge);
            assertThat(place.because()).isEqualTo(rollUp.because());
        });
    }

    @Test
    void no_device_is_not_green() {
        assertThat(RollUp.of(List.of())).isEqualTo(new RollUp(Badge.WAITING, List.of(), List.of()));
    }

    @Test
    void each_location_has_its_own_and_the_business_the_worst_of_them() {
        Device silent = device("Caja Sur", "Sur", Cause.Kind.SILENT);
        Device different = device("Caja Norte", "Norte", Cause.Kind.DIFFERENT);
        RollUp rollUp = RollUp.of(List.of(
                device("Sin lugar", null, Cause.Kind.NEVER_SYNCED),
                silent,
                device("Caja Centro", "Centro", Cause.Kind.IN_SYNC),
                different,
                device("Tableta Norte", "Norte", Cause.Kind.IN_SYNC)));

        assertThat(rollUp.badge()).isEqualTo(Badge.OFFLINE);
        assertThat(rollUp.because()).containsExactly(new RollUp.Because(silent, new Cause(Cause.Kind.SILENT, 1, null)));
        assertThat(rollUp.locations())
                .extracting(RollUp.Place::name, RollUp.Place::badge, RollUp.Place::devices)
                .containsExactly(
                        tuple("Centro", Badge.SYNCED, 1),
                        tuple("Norte", Badge.DIVERGED, 2),
                        tuple("Sur", Badge.OFFLINE, 1),
                        tuple(null, Badge.WAITING, 1));
        assertThat(rollUp.locations().get(1).because())
                .extracting(because -> because.device().name())
                .containsExactly("Caja Norte");
    }

    @Test
    void a_crowd_is_named_in_part() {
        assertThat(RollUp.of(devices("SILENT ".repeat(40).strip())).because()).hasSize(8);
    }
}
