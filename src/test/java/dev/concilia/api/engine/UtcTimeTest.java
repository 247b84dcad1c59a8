package dev.concilia.api.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-11T18:00:00.000Z",
                "2026-12-28T23:59:59.999Z",
                "2024-02-29T00:00:00.001Z",
                "0001-01-01T00:00:00.000Z",
                "1969-07-20T20:17:40.120Z",
                "2026-01-31T18:00:00.000Z",
                "2026-02-11T18:00:00Z",
                "2026-02-11T18:00:00.123456Z",
                "2026-02-11T12:00:00.000-06:00"
            })
    void readsAsTheLibraryDoes(String text) {
        assertThat(UtcTime.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T18:00:00.000Z",
                "2026-13-11T18:00:00.000Z",
                "2026-00-11T18:00:00.000Z",
                "2026-02-11T24:01:00.000Z",
                "2026-02-11T18:60:00.000Z",
                "2026-02-11T18:00:61.000Z",
                "2026-02-11 18:00:00.000Z",
                "2026-02-1xT18:00:00.000Z",
                "2026-02-11T18:00:00.000",
                ""
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> UtcTime.parse(text)).isInstanceOf(DateTimeParseException.class);
    }
}
