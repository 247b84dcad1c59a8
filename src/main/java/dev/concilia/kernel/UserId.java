package dev.concilia.kernel;

import java.util.UUID;

/** Identifies one person. */
public record UserId(UUID value) {
    /** Reads the usual text form; an {@link IllegalArgumentException} says that it is none. */
    public static UserId of(String text) {
        return new UserId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
