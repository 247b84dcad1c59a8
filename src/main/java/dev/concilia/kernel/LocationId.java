package dev.concilia.kernel;

import java.util.UUID;

/** Identifies one location. */
public record LocationId(UUID value) {
    /** Reads the usual text form; an {@link IllegalArgumentException} says that it is none. */
    public static LocationId of(String text) {
        return new LocationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
