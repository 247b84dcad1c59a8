package dev.concilia.device;

import dev.concilia.kernel.BusinessId;

/** Something that a page shows of a business's devices has changed. {@code elsewhere}: another node said so. */
public record DevicesChanged(BusinessId business, boolean elsewhere) {}
