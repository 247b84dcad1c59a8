package dev.concilia.alert;

import dev.concilia.kernel.BusinessId;

/** Something that a page shows of a business's alerts has changed. {@code elsewhere}: another node said so. */
public record AlertsChanged(BusinessId business, boolean elsewhere) {}
