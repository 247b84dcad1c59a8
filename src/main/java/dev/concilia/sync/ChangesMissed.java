package dev.concilia.sync;

/**
 * For a while this node could not hear what the others committed: anything may have changed. Who waits for changes or tells of
 * them looks again.
 */
public record ChangesMissed() {}
