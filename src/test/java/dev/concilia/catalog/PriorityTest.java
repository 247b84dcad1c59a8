package dev.concilia.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityTest {
    /** Thirty cycles as a device sees them: the least priority that it pulls with. */
    @ParameterizedTest
    @CsvSource({
        "0, 3", "1, 8", "2, 5", "3, 8", "4, 5", "5, 3", "6, 5", "7, 8", "8, 5", "9, 8",
        "10, 3", "11, 8", "12, 5", "13, 8", "14, 5", "15, 3", "16, 5", "17, 8", "18, 5", "19, 8",
        "20, 3", "21, 8", "22, 5", "23, 8", "24, 5", "25, 3", "26, 5", "27, 8", "28, 5", "29, 8"
    })
    void a_cycle_pulls_down_to_the_least_level_that_is_due(long cycle, int least) {
        assertThat(Priority.minPriorityAt(cycle)).isEqualTo(least);
    }

    @ParameterizedTest
    @CsvSource({"CRITICAL, 30", "HIGH, 30", "MEDIUM, 15", "LOW, 6", "BACKGROUND, 0"})
    void in_thirty_cycles_each_level_has_its_turns(Priority level, long turns) {
        assertThat(LongStream.range(0, 30).filter(level::isDueIn).count()).isEqualTo(turns);
        assertThat(LongStream.range(0, 30)
                        .filter(cycle -> Priority.dueIn(cycle).contains(level))
                        .count())
                .isEqualTo(turns);
    }

    @Test
    void nothing_waits_longer_than_its_level_says() {
        assertThat(longestWait(Priority.HIGH)).isEqualTo(1);
        assertThat(longestWait(Priority.MEDIUM)).isEqualTo(2);
        assertThat(longestWait(Priority.LOW)).isEqualTo(5);
    }

    private static long longestWait(Priority level) {
        long[] pulled = LongStream.range(0, 300)
                .filter(cycle -> Priority.minPriorityAt(cycle) <= level.least())
                .toArray();
        return LongStream.range(1, pulled.length)
                .map(i -> pulled[(int) i] - pulled[(int) i - 1])
                .max()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "10, CRITICAL",
        "9, HIGH",
        "8, HIGH",
        "7, MEDIUM",
        "6, MEDIUM",
        "5, MEDIUM",
        "4, LOW",
        "3, LOW",
        "2, BACKGROUND",
        "1, BACKGROUND",
        "0, BACKGROUND"
    })
    void each_priority_has_its_level(int priority, Priority level) {
        assertThat(Priority.of(priority)).isEqualTo(level);
    }
}
