package dev.concilia.convergence;

import java.util.Comparator;

/** Which record. */
record Key(String entity, String id) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::entity).thenComparing(Key::id);

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return entity + "/" + id;
    }
}
