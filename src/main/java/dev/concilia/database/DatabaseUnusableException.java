package dev.concilia.database;

/** The hub cannot start on this database or data directory; the message is a sentence for the person at the console. */
public final class DatabaseUnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    DatabaseUnusableException(String message, String action) {
        super(message);
        this.action = action;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
