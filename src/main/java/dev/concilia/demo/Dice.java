package dev.concilia.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/** The few ways in which the sample draws. */
final class Dice {
    private Dice() {}

    static boolean chance(RandomGenerator random, double probability) {
        return random.nextDouble() < probability;
    }

    static <T> T pick(RandomGenerator random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** An index with the given weights. */
    static int weighted(RandomGenerator random, int... weights) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int left = random.nextInt(sum);
        int index = 0;
        while (left >= weights[index]) {
            left -= weights[index++];
        }
        return index;
    }
}
