package dev.concilia.catalog;

/** How records of an entity come to be and change. */
public enum EntityKind {
    /** Edited on both sides. */
    MASTER,
    /** Created once; a correction is a new record or an action of the back office. */
    TRANSACTION,
    /** Owned by one side. */
    CONFIGURATION
}
