package dev.concilia.business;

import dev.concilia.kernel.BusinessId;

/** A person's place in one business. */
public record Membership(BusinessId business, String businessName, Role role) {}
