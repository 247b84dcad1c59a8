package dev.concilia.kernel;

import java.util.UUID;

/** Identifies one device. */
public record DeviceId(UUID value) {
    /** Reads the usual text form; an {@link IllegalArgumentException} says that it is none. */
    public static DeviceId of(String text) {
        return new DeviceId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
