package dev.concilia.admin.component;

import com.vaadin.flow.data.provider.AbstractBackEndDataProvider;
import com.vaadin.flow.data.provider.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets a grid, which asks by offset, read a {@link PageSource}, which reads on from a row: it remembers the last row
 * before each offset that it has been at, and walks on from the nearest one. Never more than {@value #LARGEST} rows
 * at once, and never the number of all rows. What it remembers outlives a look at what is new ({@link #renew}): a row that
 * has gone or come since then shifts the others by a place until they are read again.
 */
final class KeysetRows<T> extends AbstractBackEndDataProvider<T, Void> {
    private static final long serialVersionUID = 1L;
    private static final int LARGEST = 200;

    private final transient PageSource<T> source;
    private final transient Function<T, Object> id;
    private final transient TreeMap<Integer, @Nullable T> before = new TreeMap<>();

    KeysetRows(PageSource<T> source, Function<T, Object> id) {
        this.source = source;
        this.id = id;
        forget();
    }

    @Override
    public Object getId(T row) {
        return id.apply(row);
    }

    @Override
    public void refreshAll() {
        forget();
        super.refreshAll();
    }

    /** Reads what is shown anew, where it is: not from the first row on, however far down one has scrolled. */
    void renew() {
        super.refreshAll();
    }

    @Override
    protected Stream<T> fetchFromBackEnd(Query<T, Void> query) {
        int from = query.getOffset();
        Map.Entry<Integer, @Nullable T> known = before.floorEntry(from);
        int at = known.getKey();
        T last = known.getValue();
        while (at < from) {
            List<T> skipped = read(at, last, Math.min(LARGEST, from - at));
            if (skipped.isEmpty()) {
                return Stream.empty();
            }
            at += skipped.size();
            last = skipped.getLast();
        }
        List<T> rows = new ArrayList<>();
        while (rows.size() < query.getLimit()) {
            int wanted = Math.min(LARGEST, query.getLimit() - rows.size());
            List<T> page = read(at, last, wanted);
            rows.addAll(page);
            if (page.size() < wanted) {
                break;
            }
            at += page.size();
            last = page.getLast();
        }
        return rows.stream();
    }

    /** Not asked for: the grid grows as one scrolls. */
    @Override
    protected int sizeInBackEnd(Query<T, Void> query) {
        throw new UnsupportedOperationException("the rows are not counted");
    }

    private List<T> read(int at, @Nullable T last, int limit) {
        List<T> rows = source.after(last, limit);
        if (!rows.isEmpty()) {
            T end = rows.getLast();
            T was = before.put(at + rows.size(), end);
            if (was != null && !id.apply(was).equals(id.apply(end))) {
                before.tailMap(at + rows.size(), false).clear();
            }
        }
        return rows;
    }

    private void forget() {
        before.clear();
        before.put(0, null);
    }
}
