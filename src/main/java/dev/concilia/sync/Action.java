package dev.concilia.sync;

import java.util.Locale;

/** What an operation does to its record. */
public enum Action {
    INSERT,
    UPDATE,
    DELETE;

    /** The word of the protocol. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
