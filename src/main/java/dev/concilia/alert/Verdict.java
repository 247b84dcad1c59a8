package dev.concilia.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What becomes of the alerts of a business, given what is wrong at the moment. Pure.
 *
 * <pre>
 *              problem                 no problem
 * (none)       raised, told            –
 * open         detail brought up       recovered, told nobody yet
 * recovered    open again, silently    after the pause: closed, and the recovery is told
 * closed       a new one is raised     –
 * </pre>
 *
 * So that what comes and goes makes one alarm and one recovery, a recovery is told only when it has lasted.
 */
final class Verdict {
    /** A problem without an alert. */
    final List<Problem> raise = new ArrayList<>();
    /** Open ones that nobody was told of, such as those that sync raises. */
    final List<Held> announce = new ArrayList<>();
    /** Recovered ones that are wrong again, and with what detail. */
    final List<Renewed> reopen = new ArrayList<>();
    /** Open ones of which there is something new to say. */
    final List<Renewed> refresh = new ArrayList<>();
    /** Fresh ones that are folded into one that is reopened. */
    final List<UUID> drop = new ArrayList<>();

    final List<UUID> recover = new ArrayList<>();
    /** Recoveries that have lasted. */
    final List<Held> close = new ArrayList<>();
    /** Of kinds that were switched off: they end and nobody is told. */
    final List<UUID> quiet = new ArrayList<>();

    private final Instant comesBackAfter;
    private final Set<AlertKind> watched;
    private final Set<AlertKind> due;

    private Verdict(Instant comesBackAfter, Set<AlertKind> watched, Set<AlertKind> due) {
        this.comesBackAfter = comesBackAfter;
        this.watched = watched;
        this.due = due;
    }

    /** An alert and its new detail. */
    record Renewed(UUID id, Map<String, String> detail) {}

    /**
     * @param pause how long a recovery has to last
     * @param watched the kinds that are switched on
     * @param due the kinds that may alarm somebody now; of others what is open goes on, and nothing new begins
     */
    static Verdict of(
            Collection<Held> held,
            Collection<Problem> problems,
            Set<AlertKind> watched,
            Set<AlertKind> due,
            Instant now,
            Duration pause) {
        Verdict verdict = new Verdict(now.minus(pause), watched, due);
        Map<Problem.About, List<Held>> known = new HashMap<>();
        held.forEach(alert ->
                known.computeIfAbsent(alert.about(), about -> new ArrayList<>()).add(alert));
        Set<Problem.About> wrong = new HashSet<>();
        for (Problem problem : problems) {
            if (wrong.add(problem.about())) {
                verdict.wrong(problem, known.getOrDefault(problem.about(), List.of()));
            }
        }
        known.forEach((about, alerts) -> {
            if (!wrong.contains(about)) {
                alerts.forEach(verdict::right);
            }
        });
        return verdict;
    }

    boolean isEmpty() {
        return raise.isEmpty()
                && announce.isEmpty()
                && reopen.isEmpty()
                && refresh.isEmpty()
                && drop.isEmpty()
                && recover.isEmpty()
                && close.isEmpty()
                && quiet.isEmpty();
    }

    private void wrong(Problem problem, List<Held> alerts) {
        Held open =
                alerts.stream().filter(a -> a.recoveredAt() == null).findFirst().orElse(null);
        Held resting = alerts.stream().filter(this::mayComeBack).findFirst().orElse(null);
        alerts.stream()
                .filter(a -> a.recoveredAt() != null && !a.equals(resting))
                .forEach(close::add);
        if (open != null && (open.announced() || resting == null)) {
            goesOn(open, problem);
            if (resting != null) {
                close.add(resting);
            }
        } else if (resting != null) {
            if (open != null) {
                drop.add(open.id());
            }
            reopen.add(new Renewed(resting.id(), problem.detail()));
            announce(resting, problem);
        } else if (due.contains(problem.kind())) {
            raise.add(problem);
        }
    }

    private void goesOn(Held open, Problem problem) {
        if (!open.detail().equals(problem.detail())) {
            refresh.add(new Renewed(open.id(), problem.detail()));
        }
        announce(open, problem);
    }

    private void announce(Held alert, Problem problem) {
        if (!alert.announced() && due.contains(problem.kind())) {
            announce.add(with(alert, problem));
        }
    }

    private static Held with(Held open, Problem problem) {
        return new Held(
                open.id(),
                open.kind(),
                open.subject(),
                problem.detail(),
                open.raisedAt(),
                null,
                open.announced(),
                open.told());
    }

    private void right(Held alert) {
        if (!watched.contains(alert.kind())) {
            quiet.add(alert.id());
        } else if (alert.recoveredAt() == null) {
            recover.add(alert.id());
        } else if (!mayComeBack(alert)) {
            close.add(alert);
        }
    }

    private boolean mayComeBack(Held alert) {
        return alert.recoveredAt() != null && alert.recoveredAt().isAfter(comesBackAfter);
    }
}
