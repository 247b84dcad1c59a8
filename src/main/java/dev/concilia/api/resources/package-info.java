/** Resources: one address per entity and record, for clients that write with an idempotency key. */
@NullMarked
package dev.concilia.api.resources;

import org.jspecify.annotations.NullMarked;
