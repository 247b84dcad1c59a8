package dev.concilia.admin.component;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows in a fixed order, read by key: at most {@code limit} of those that follow {@code last}, or of the first ones. */
@FunctionalInterface
public interface PageSource<T> {
    List<T> after(@Nullable T last, int limit);

    /** Over rows that are all there; asked anew each time, for they may change. */
    static <T> PageSource<T> over(Supplier<List<T>> rows) {
        return (last, limit) -> {
            List<T> all = rows.get();
            return all.stream()
                    .skip(last == null ? 0 : all.indexOf(last) + 1L)
                    .limit(limit)
                    .toList();
        };
    }
}
