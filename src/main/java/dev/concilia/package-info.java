/** The hub's start: what ties the modules together. */
@NullMarked
package dev.concilia;

import org.jspecify.annotations.NullMarked;
