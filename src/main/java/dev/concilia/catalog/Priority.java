package dev.concilia.catalog;

import java.util.EnumSet;
import java.util.Set;

/**
 * How urgent a record is, and in which cycles a device asks for its kind. Source: the catalog page's "Priorities".
 *
 * <pre>
 * cycle        0    1    2    3    4    5    6    7    8    9   10
 * due        low high  med high  med  low  med high  med high  low     (and all that is more urgent)
 * </pre>
 *
 * A pull names one least priority, so a cycle brings along what is more urgent than the least that is due: nothing comes
 * later than its level promises, some comes sooner.
 */
public enum Priority {
    /** Told to devices at once, and part of every cycle. */
    CRITICAL(10, 1),
    /** Every cycle. */
    HIGH(8, 1),
    /** Every second cycle. */
    MEDIUM(5, 2),
    /** Every fifth cycle. */
    LOW(3, 5),
    /** On demand only: with a full pull, never by a cycle. */
    BACKGROUND(1, 0);

    private final int least;
    private final int every;

    Priority(int least, int every) {
        this.least = least;
        this.every = every;
    }

    /** The level of a priority from 1 to 10; what is below 1 is background. */
    public static Priority of(int priority) {
        for (Priority level : values()) {
            if (priority >= level.least) {
                return level;
            }
        }
        return BACKGROUND;
    }

    /** The lowest number of this level, as {@code minPriority} of a pull takes it. */
    public int least() {
        return least;
    }

    /** Whether this level's turn is in cycle {@code cycle}, counted from 0. */
    public boolean isDueIn(long cycle) {
        return every > 0 && cycle % every == 0;
    }

    /** The levels whose turn it is in a cycle. */
    public static Set<Priority> dueIn(long cycle) {
        Set<Priority> due = EnumSet.noneOf(Priority.class);
        for (Priority level : values()) {
            if (level.isDueIn(cycle)) {
                due.add(level);
            }
        }
        return due;
    }

    /** The {@code minPriority} that a device pulls with in a cycle, counted from 0. */
    public static int minPriorityAt(long cycle) {
        return dueIn(cycle).stream().mapToInt(Priority::least).min().orElse(HIGH.least);
    }
}
