package dev.concilia.catalog;

/** What happens to a field that both sides changed since the base version. */
public enum Strategy {
    /** Each field by its own {@link FieldRule}. */
    FIELD_MERGE,
    /** The device's value stands. */
    TERMINAL_WINS,
    /** The hub's value stands. */
    CENTRAL_WINS,
    /** A person decides. */
    MANUAL_MERGE,
    /** The value that reached the hub last stands. */
    LAST_WRITE_WINS,
    /** Records are created once and not edited. */
    CREATE_ONLY
}
