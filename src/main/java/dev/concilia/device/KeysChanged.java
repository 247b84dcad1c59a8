package dev.concilia.device;

import dev.concilia.kernel.BusinessId;

/** Keys of a business were revoked: open connections have to be judged anew. {@code elsewhere}: another node said so. */
public record KeysChanged(BusinessId business, boolean elsewhere) {}
