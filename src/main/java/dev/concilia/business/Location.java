package dev.concilia.business;

import dev.concilia.kernel.LocationId;

/** A branch of a business; names are unique within it, case aside. */
public record Location(LocationId id, String name) {}
