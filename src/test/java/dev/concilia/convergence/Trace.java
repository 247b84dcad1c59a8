package dev.concilia.convergence;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last things that happened, one a line. */
final class Trace {
    private static final int KEPT = 60;
    private static final int WIDEST = 240;

    private final Deque<String> lines = new ArrayDeque<>();
    private int step;

    void step(int number) {
        step = number;
    }

    void add(String line) {
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        String shown = line.length() <= WIDEST ? line : line.substring(0, WIDEST) + "…";
        lines.addLast("    " + step + ": " + shown);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
