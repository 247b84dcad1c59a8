package dev.concilia.demo;

import java.util.ArrayList;
import java.util.List;

/** Packs units into batches without taking one apart. */
final class Batches {
    private final int most;
    private final List<Unit> open = new ArrayList<>();
    private int size;

    Batches(int most) {
        this.most = most;
    }

    /** Takes a unit; gives the batch that is full without it, else nothing. */
    List<Unit> add(Unit unit) {
        List<Unit> full = size + unit.size() > most ? rest() : List.of();
        open.add(unit);
        size += unit.size();
        return full;
    }

    /** What is left over. */
    List<Unit> rest() {
        List<Unit> rest = List.copyOf(open);
        open.clear();
        size = 0;
        return rest;
    }
}
