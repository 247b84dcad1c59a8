package dev.concilia.catalog;

/** Who wins one field that both sides changed since the base version. */
public enum FieldRule {
    /** The device or the local back end wins. */
    LOCAL,
    /** The hub's side wins. */
    REMOTE,
    /** The newest value wins. */
    NEWEST,
    /** Numbers: what each side added is added up. */
    DELTA,
    /** Sets: what each side added and removed is put together. */
    UNION,
    /** A person decides. */
    MANUAL
}
