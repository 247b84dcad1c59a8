/** Finds the very records in which a device and the hub differ. */
@NullMarked
package dev.concilia.sync.reconcile;

import org.jspecify.annotations.NullMarked;
