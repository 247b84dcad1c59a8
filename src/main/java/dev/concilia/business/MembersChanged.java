package dev.concilia.business;

import dev.concilia.kernel.BusinessId;

/**
 * Somebody's rights in a business, or sign-ins, are not what they were: open pages and connections have to be judged anew.
 * {@code elsewhere}: another node said so.
 */
public record MembersChanged(BusinessId business, boolean elsewhere) {}
