package dev.concilia.sync;

import dev.concilia.kernel.BusinessId;

/** Records of a business have changed up to {@code seq}. {@code elsewhere}: another node of the hub said so. */
public record ChangesCommitted(BusinessId business, long seq, boolean elsewhere) {}
