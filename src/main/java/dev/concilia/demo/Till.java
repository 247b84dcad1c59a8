package dev.concilia.demo;

/** Where a sale is made; {@code sessionId} is the open cash session. */
record Till(String locationId, String sessionId) {}
