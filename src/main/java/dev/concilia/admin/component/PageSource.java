package dev.concilia.admin.component;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in a fixed order, read by key: at most {@code limit} of those that follow {@code last}, or of the first ones. */
@FunctionalInterface
public interface PageSource<T> {
    List<T> after(@Nullable T last, int limit);
}
