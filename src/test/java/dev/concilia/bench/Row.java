package dev.concilia.bench;

/** One line of the table of bars. To add one: write a class, put it into {@link Rows}. */
interface Row {
    /** As in {@code --only}; the figures' names begin with it. */
    String name();

    /** Measures and prints its figures. What it needs it makes itself, so that it runs alone, too. */
    void measure(Stage stage, Figures figures) throws Exception;
}
