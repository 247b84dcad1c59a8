package dev.concilia.demo;

/** A location of the sample; {@code number} decides what happens there, {@code locationId} is the hub's. */
record SeedPlace(int number, String name, String locationId, int salesPerDay) {}
