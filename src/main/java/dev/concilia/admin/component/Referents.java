package dev.concilia.admin.component;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** What a field that refers to something may be: ids, with words for them. */
interface Referents {
    /** Those that hold {@code text}, or all for none: at most {@code limit} of those known by now, from the place {@code from} on. */
    List<String> find(String text, int from, int limit);

    /** What people call it; empty if there is none. */
    Optional<String> name(String id);

    /** Tells {@code progress}, under the lock of {@code place}, how many a search that goes on has found by now. */
    default void follow(Component place, IntConsumer progress) {}

    /** Nobody looks any more. */
    default void stop() {}

    /** How many records were looked at, while a search goes on. */
    default long looked() {
        return 0;
    }
}
