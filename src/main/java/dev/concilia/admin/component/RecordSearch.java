package dev.concilia.admin.component;

import dev.concilia.sync.RecordList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list or search that is read on, stretch by stretch, as far as somebody wants to see; for one thread at a time. */
public final class RecordSearch {
    private final Stretch source;
    private final List<RecordList.Row> found = new ArrayList<>();
    private RecordList.@Nullable Row last;
    private boolean ended;
    private long looked;

    /** Reads on after {@code last}, or from the start. */
    public interface Stretch {
        RecordList.Found after(RecordList.@Nullable Row last, int limit);
    }

    public RecordSearch(Stretch source) {
        this.source = source;
    }

    /** The next stretch, up to {@code limit} finds; nothing is known of it before {@link #take}. */
    public RecordList.Found look(int limit) {
        return source.after(last, limit);
    }

    public void take(RecordList.Found stretch) {
        found.addAll(stretch.rows());
        looked += stretch.looked();
        last = stretch.last();
        ended = last == null;
    }

    List<RecordList.Row> page(int from, int limit) {
        int start = Math.min(from, found.size());
        return List.copyOf(found.subList(start, Math.min(start + limit, found.size())));
    }

    /** Of what was found, the rows that follow {@code row}, or the first ones. */
    public List<RecordList.Row> after(RecordList.@Nullable Row row, int limit) {
        int from = 0;
        while (row != null && from < found.size() && found.get(from) != row) {
            from++;
        }
        return page(row == null ? 0 : from + 1, limit);
    }

    public int size() {
        return found.size();
    }

    /** How many records were looked at. */
    public long looked() {
        return looked;
    }

    /** Whether all records were looked at. */
    public boolean isEnded() {
        return ended;
    }
}
