package dev.concilia.demo;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;

/** Ids that follow from a name, so that a seed that was cut short sends the very same records again. */
final class DemoIds {
    private DemoIds() {}

    /** The id that belongs to {@code name}, always the same. */
    static String of(String name) {
        return UUID.nameUUIDFromBytes(("concilia-demo/" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The ids {@code prefix/0}, {@code prefix/1} and so on. */
    static Supplier<String> series(String prefix) {
        int[] next = {0};
        return () -> of(prefix + "/" + next[0]++);
    }
}
