package dev.concilia.catalog;

/** Which way changes of an entity travel between a local back end (or device) and the hub. */
public enum Direction {
    BOTH,
    LOCAL_TO_REMOTE,
    REMOTE_TO_LOCAL
}
