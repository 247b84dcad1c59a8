/** Typed ids, clock, problem codes and hashing that every module may use; no services. */
@NullMarked
package dev.concilia.kernel;

import org.jspecify.annotations.NullMarked;
