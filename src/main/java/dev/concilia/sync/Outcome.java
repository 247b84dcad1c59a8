package dev.concilia.sync;

import java.util.Locale;

/** What became of an operation. Source: the protocol's "Push". */
public enum Outcome {
    APPLIED(true),
    MERGED(true),
    DUPLICATE(true),
    SUPERSEDED(true),
    CONFLICT(false),
    REJECTED(false),
    FAILED(false);

    private final boolean success;

    Outcome(boolean success) {
        this.success = success;
    }

    public boolean success() {
        return success;
    }

    /** The word of the protocol. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
