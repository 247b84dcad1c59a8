package dev.concilia.business;

import dev.concilia.kernel.UserId;

/** Someone who signs in. An operator looks after the whole server; what else it may do, memberships say. */
public record Person(UserId id, String email, String name, boolean operator) {}
