package dev.concilia.kernel;

import java.util.UUID;

/** Identifies one API key. */
public record KeyId(UUID value) {
    /** Reads the usual text form; an {@link IllegalArgumentException} says that it is none. */
    public static KeyId of(String text) {
        return new KeyId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
