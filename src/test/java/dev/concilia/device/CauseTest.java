package dev.concilia.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The five states of a device, each with what makes it. */
class CauseTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Instant JUST = NOW.minusSeconds(5);
    private static final Instant EDGE = NOW.minusSeconds(90);
    private static final Instant LONG_AGO = NOW.minusSeconds(91);

    private static DeviceState state(
            @Nullable Instant seen,
            boolean synced,
            @Nullable Integer pending,
            @Nullable Integer failed,
            @Nullable Boolean consistent,
            int conflicts,
            @Nullable String status) {
        Instant contact = synced ? seen : null;
        return new DeviceState(seen, null, contact, pending, failed, null, null, consistent, conflicts, status, null);
    }

    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of(state(null, false, null, null, null, 0, "ENROLLED"), Cause.Kind.NEVER_SYNCED),
                Arguments.of(state(JUST, false, 4, null, null, 0, "ONLINE"), Cause.Kind.NEVER_SYNCED),
                Arguments.of(state(JUST, true, 0, 0, true, 0, "ONLINE"), Cause.Kind.IN_SYNC),
                Arguments.of(state(EDGE, true, 0, 0, true, 0, "ONLINE"), Cause.Kind.IN_SYNC),
                Arguments.of(state(JUST, true, 0, null, true, 0, null), Cause.Kind.IN_SYNC),
                Arguments.of(state(JUST, true, 1, 0, true, 0, "ONLINE"), Cause.Kind.PENDING),
                Arguments.of(state(JUST, true, 0, 0, true, 0, "SYNCING"), Cause.Kind.WORKING),
                Arguments.of(state(JUST, true, null, 0, true, 0, "ONLINE"), Cause.Kind.UNPROVEN),
                Arguments.of(state(JUST, true, 0, 0, null, 0, "ONLINE"), Cause.Kind.UNPROVEN),
                Arguments.of(state(JUST, true, 0, 0, false, 0, "ONLINE"), Cause.Kind.DIFFERENT),
                Arguments.of(state(JUST, true, 3, 0, false, 0, "ONLINE"), Cause.Kind.DIFFERENT),
                Arguments.of(state(JUST, true, 0, 0, true, 2, "ONLINE"), Cause.Kind.CONFLICTS),
                Arguments.of(state(JUST, true, 0, 0, false, 2, "ONLINE"), Cause.Kind.CONFLICTS),
                Arguments.of(state(LONG_AGO, true, 0, 0, true, 0, "ONLINE"), Cause.Kind.SILENT),
                Arguments.of(state(LONG_AGO, true, 0, 0, false, 2, "ONLINE"), Cause.Kind.SILENT),
                Arguments.of(state(JUST, true, 0, 0, true, 0, "OFFLINE"), Cause.Kind.SILENT),
                Arguments.of(state(JUST, true, 0, 1, true, 0, "ONLINE"), Cause.Kind.FAILED),
                Arguments.of(state(JUST, false, 0, 1, null, 0, "ONLINE"), Cause.Kind.FAILED),
                Arguments.of(state(LONG_AGO, true, 0, 1, true, 3, "ONLINE"), Cause.Kind.FAILED));
    }

    @ParameterizedTest
    @MethodSource("states")
    void the_worst_that_can_be_said_makes_the_badge(DeviceState state, Cause.Kind first) {
        assertThat(Cause.of(state, NOW, INTERVAL).getFirst().kind()).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("states")
    void causes_come_worst_first(DeviceState state, Cause.Kind first) {
        assertThat(Cause.of(state, NOW, INTERVAL).stream()
                        .map(cause -> cause.kind().badge()))
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(first.badge())
                .isEqualTo(Cause.of(state, NOW, INTERVAL).getFirst().kind().badge());
    }

    @Test
    void a_cause_carries_its_figure() {
        assertThat(Cause.of(state(LONG_AGO, true, 7, 2, true, 3, null), NOW, INTERVAL))
                .containsExactly(
                        new Cause(Cause.Kind.FAILED, 2, null),
                        new Cause(Cause.Kind.SILENT, 0, LONG_AGO),
                        new Cause(Cause.Kind.CONFLICTS, 3, null),
                        new Cause(Cause.Kind.PENDING, 7, null));
    }

    @Test
    void only_one_kind_is_green() {
        assertThat(Stream.of(Cause.Kind.values()).filter(kind -> kind.badge() == Badge.SYNCED))
                .containsExactly(Cause.Kind.IN_SYNC);
    }
}
