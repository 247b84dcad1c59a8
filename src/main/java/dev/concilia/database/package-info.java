/** Attaches the hub to PostgreSQL: embedded or external, checked at start, with the non-owner role on the pool. */
@NullMarked
package dev.concilia.database;

import org.jspecify.annotations.NullMarked;
