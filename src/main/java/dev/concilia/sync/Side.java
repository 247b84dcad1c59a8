package dev.concilia.sync;

/** Which side of the hub a change comes from ({@code modifiedBy} on the wire). */
public enum Side {
    /** A device or local back end of a location. */
    LOCAL,
    /** The hub's own side: the back office, and programs that act as a person. */
    REMOTE
}
