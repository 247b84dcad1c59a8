package dev.concilia.sync;

/** Names a record within a business. */
public record RecordKey(String entity, String id) {}
