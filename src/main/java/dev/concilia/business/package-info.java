/** Businesses, locations, people, roles, sign-in, and the tenant transaction that every query runs in. */
@NullMarked
package dev.concilia.business;

import org.jspecify.annotations.NullMarked;
