/** Who did what: a log whose rows are chained by their hashes, so that a changed or removed one shows. */
@NullMarked
package dev.concilia.audit;

import org.jspecify.annotations.NullMarked;
