package dev.concilia.kernel;

import java.util.UUID;

/** Identifies one business. */
public record BusinessId(UUID value) {
    /** Reads the usual text form; an {@link IllegalArgumentException} says that it is none. */
    public static BusinessId of(String text) {
        return new BusinessId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
