/** The sync engine: push, pull, records, versions, history and the change feed. */
@NullMarked
package dev.concilia.sync;

import org.jspecify.annotations.NullMarked;
