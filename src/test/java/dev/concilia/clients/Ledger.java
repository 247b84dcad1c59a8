package dev.concilia.clients;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the people of the day have done, by marks of their own: the measure that the hub's records are held against. */
final class Ledger {
    private final Map<String, String> marks = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> points = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger settled = new AtomicInteger();
    private final AtomicInteger next = new AtomicInteger();

    /** A mark for one new thing of a table; it goes into one of the thing's fields. */
    String mark(String table) {
        String mark = table + "#" + next.incrementAndGet();
        marks.put(mark, table);
        return mark;
    }

    Map<String, String> marks() {
        return marks;
    }

    /** The hub did not take something, and said so: in this day nobody does what it would refuse. */
    void refused(String what) {
        refused.add(what);
    }

    Set<String> refusals() {
        return refused;
    }

    void points(String customer, int more) {
        points.computeIfAbsent(customer, c -> new AtomicInteger()).addAndGet(more);
    }

    int pointsOf(String customer) {
        AtomicInteger sum = points.get(customer);
        return sum == null ? 0 : sum.get();
    }

    void takenFromStock(int quantity) {
        taken.addAndGet(quantity);
    }

    int takenFromStock() {
        return taken.get();
    }

    /** What bears the mark was deleted by whoever made it. */
    void deleted(String mark) {
        deleted.add(mark);
    }

    boolean isDeleted(String mark) {
        return deleted.contains(mark);
    }

    /** A hint of the hub has reached somebody. */
    void heard(String what) {
        heard.add(what);
    }

    Set<String> heard() {
        return heard;
    }

    void settled() {
        settled.incrementAndGet();
    }

    int conflictsSettled() {
        return settled.get();
    }
}
