package dev.concilia.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The hub and its twin in turn, so that what else the machine does hits both: rounds to warm up, then rounds that count.
 * Each side returns a figure of its round; the medians stand.
 */
record Duel(int warmUps, int rounds) {
    record Result(double hub, double twin) {}

    Result fight(Callable<Double> hub, Callable<Double> twin) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = -warmUps; round < rounds; round++) {
            double first = round % 2 == 0 ? hub.call() : twin.call();
            double second = round % 2 == 0 ? twin.call() : hub.call();
            double our = round % 2 == 0 ? first : second;
            double their = round % 2 == 0 ? second : first;
            Figures.say("%s %d: hub %.1f, twin %.1f", round < 0 ? "warm-up" : "round", Math.abs(round), our, their);
            if (round >= 0) {
                ours.add(our);
                theirs.add(their);
            }
        }
        return new Result(Numbers.median(ours), Numbers.median(theirs));
    }
}
