/** Proof by seeded faults that replicas converge and nothing acknowledged is lost or done twice. */
@NullMarked
package dev.concilia.convergence;

import org.jspecify.annotations.NullMarked;
