package dev.concilia.device;

import dev.concilia.kernel.BusinessId;

/** Devices of a business are asked to sync now. {@code elsewhere}: another node said so. */
public record TriggersRequested(BusinessId business, boolean elsewhere) {}
