package dev.concilia.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimesTest {
    private static final String[] SEEDS = {
        "2026-02-11T18:00:00.000Z",
        "2024-02-29T23:59:59+05:30",
        "2026-12-31T00:00-06:00",
        "2026-02-11T18:00:00.123456789Z"
    };
    private static final String ALPHABET = "0123456789-:.TZ+ tz";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-11T18:00:00Z",
                "2026-02-11T18:00:00.5-06:00",
                "2026-02-11T18:00+18:00",
                "2024-02-29T00:00:00Z",
                "2026-02-11t18:00:00z"
            })
    void accepts_times_with_an_offset(String text) {
        assertThat(IsoTimes.isDateTime(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-02-11",
                "2026-02-11T18:00:00",
                "2026-02-11 18:00:00Z",
                "2026-02-29T18:00:00Z",
                "2026-02-11T24:00:00Z",
                "2026-02-11T18:60:00Z",
                "2026-02-11T18:00:00.Z",
                "2026-02-11T18:00:00+18:01",
                "2026-02-11T18:00:00Z\n"
            })
    void refuses_the_rest(String text) {
        assertThat(IsoTimes.isDateTime(text)).isFalse();
    }

    @Test
    void whatever_is_accepted_can_be_read() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            String text = mutate(SEEDS[random.nextInt(SEEDS.length)], random);
            if (IsoTimes.isDateTime(text)) {
                assertThat(OffsetDateTime.parse(text)).isNotNull();
            }
            if (text.length() >= 10) {
                String date = text.substring(0, 10);
                assertThat(IsoTimes.isDate(date)).as(date).isEqualTo(isReadable(date));
            }
        }
    }

    private static boolean isReadable(String date) {
        try {
            LocalDate.parse(date);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String mutate(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                default -> text.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
        }
        return text.toString();
    }
}
