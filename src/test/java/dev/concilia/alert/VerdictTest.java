package dev.concilia.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Problem PROBLEM = Problem.of(AlertKind.UNSENT_MANY, "d1", "Till", 120L, null);
    private static final Set<AlertKind> ALL = EnumSet.allOf(AlertKind.class);

    private static Held held(@Nullable Instant recoveredAt, boolean announced) {
        return new Held(
                UUID.randomUUID(),
                AlertKind.UNSENT_MANY,
                "d1",
                PROBLEM.detail(),
                NOW.minusSeconds(3_600),
                recoveredAt,
                announced,
                announced ? List.of(UUID.randomUUID()) : List.of());
    }

    private static Verdict verdict(List<Held> held, List<Problem> problems) {
        return Verdict.of(held, problems, ALL, ALL, NOW, PAUSE);
    }

    @Test
    void a_problem_without_an_alert_raises_one() {
        assertThat(verdict(List.of(), List.of(PROBLEM, PROBLEM)).raise).containsExactly(PROBLEM);
    }

    @Test
    void an_open_alert_with_the_same_problem_stays_as_it_is() {
        assertThat(verdict(List.of(held(null, true)), List.of(PROBLEM)).isEmpty())
                .isTrue();
    }

    @Test
    void an_open_alert_is_brought_up_to_date() {
        Held open = held(null, true);
        Problem more = Problem.of(AlertKind.UNSENT_MANY, "d1", "Till", 130L, null);
        Verdict verdict = verdict(List.of(open), List.of(more));

        assertThat(verdict.refresh).containsExactly(new Verdict.Renewed(open.id(), more.detail()));
        assertThat(verdict.raise).isEmpty();
        assertThat(verdict.announce).isEmpty();
    }

    @Test
    void a_recovery_is_first_noted_and_told_only_when_it_has_lasted() {
        Held open = held(null, true);
        Verdict first = verdict(List.of(open), List.of());
        assertThat(first.recover).containsExactly(open.id());
        assertThat(first.close).isEmpty();
        assertThat(verdict(List.of(held(NOW.minusSeconds(299), true)), List.of())
                        .isEmpty())
                .isTrue();

        Held lasted = held(NOW.minus(PAUSE), true);
        assertThat(verdict(List.of(lasted), List.of()).close).containsExactly(lasted);
    }

    @Test
    void what_comes_back_soon_is_the_same_alert_and_nobody_is_told_again() {
        Held resting = held(NOW.minusSeconds(299), true);
        Verdict verdict = verdict(List.of(resting), List.of(PROBLEM));

        assertThat(verdict.reopen).containsExactly(new Verdict.Renewed(resting.id(), PROBLEM.detail()));
        assertThat(verdict.raise).isEmpty();
        assertThat(verdict.announce).isEmpty();
        assertThat(verdict.close).isEmpty();
    }

    @Test
    void what_comes_back_later_is_another_alert() {
        Held old = held(NOW.minus(PAUSE), true);
        Verdict verdict = verdict(List.of(old), List.of(PROBLEM));

        assertThat(verdict.raise).containsExactly(PROBLEM);
        assertThat(verdict.close).containsExactly(old);
        assertThat(verdict.reopen).isEmpty();
    }

    @Test
    void what_sync_raised_is_told_once() {
        Held fresh = held(null, false);
        assertThat(verdict(List.of(fresh), List.of(PROBLEM)).announce)
                .extracting(Held::id)
                .containsExactly(fresh.id());
    }

    @Test
    void what_sync_raised_again_soon_is_folded_into_the_one_that_rested() {
        Held fresh = held(null, false);
        Held resting = held(NOW.minusSeconds(60), true);
        Verdict verdict = verdict(List.of(fresh, resting), List.of(PROBLEM));

        assertThat(verdict.drop).containsExactly(fresh.id());
        assertThat(verdict.reopen).extracting(Verdict.Renewed::id).containsExactly(resting.id());
        assertThat(verdict.announce).isEmpty();
    }

    @Test
    void a_kind_that_is_switched_off_ends_without_a_word() {
        Held open = held(null, true);
        Verdict verdict = Verdict.of(List.of(open), List.of(), EnumSet.of(AlertKind.BACKUP_LATE), ALL, NOW, PAUSE);

        assertThat(verdict.quiet).containsExactly(open.id());
        assertThat(verdict.recover).isEmpty();
        assertThat(verdict.close).isEmpty();
    }

    @Test
    void of_two_subjects_each_has_its_own_alert() {
        Problem other = new Problem(AlertKind.UNSENT_MANY, "d2", Map.of());
        assertThat(verdict(List.of(held(null, true)), List.of(PROBLEM, other)).raise)
                .containsExactly(other);
    }

    @Test
    void outside_of_its_hours_a_kind_alarms_nobody_and_what_is_open_goes_on() {
        Set<AlertKind> others = EnumSet.complementOf(EnumSet.of(AlertKind.UNSENT_MANY));
        Held open = held(null, true);
        Held unannounced = held(null, false);
        Held resting = held(NOW.minusSeconds(60), true);

        assertThat(verdict(others, List.of(), PROBLEM).isEmpty()).isTrue();
        assertThat(verdict(others, List.of(open), PROBLEM).isEmpty()).isTrue();
        assertThat(verdict(others, List.of(unannounced), PROBLEM).isEmpty()).isTrue();
        assertThat(verdict(others, List.of(resting), PROBLEM).reopen).hasSize(1);
        assertThat(verdict(others, List.of(open)).recover).containsExactly(open.id());
    }

    private static Verdict verdict(Set<AlertKind> due, List<Held> held, Problem... problems) {
        return Verdict.of(held, List.of(problems), ALL, due, NOW, PAUSE);
    }
}
