package dev.concilia.bench;

import java.util.List;

/** Medians and percentiles. */
final class Numbers {
    private Numbers() {}

    static double median(List<Double> values) {
        return percentile(values, 50);
    }

    /** The smallest value that {@code percent} of all values do not exceed. */
    static double percentile(List<Double> values, double percent) {
        List<Double> sorted = values.stream().sorted().toList();
        int place = (int) Math.ceil(sorted.size() * percent / 100) - 1;
        return sorted.get(Math.clamp(place, 0, sorted.size() - 1));
    }
}
